import { describe, expect, it } from 'vitest';
import { collectCoverages } from '../../../../src/selection/stories/collect-coverages.ts';
import { groupCoverages } from '../../../../src/selection/stories/grouping/regroup.ts';
import { buildArticle, now } from '../../build-article.ts';
import { apart, groups, together } from './group-headlines.ts';

const quake = {
  title: 'Quake shakes Ostvik harbour',
  excerpt: 'Cranes fell in Ostvik after a quake of magnitude 6.1 under the Linnet strait.',
};

describe('one event in several languages', () => {
  const tellings = [
    ['Corvid Cloud 在瓦尔梅尔发生故障，支付中断', '一份过期的证书使 Corvid Cloud 瘫痪了三个小时。'],
    ['Corvid Cloud 瓦尔梅尔故障导致支付中断三小时', '过期证书使 Corvid Cloud 瘫痪，支付中断。'],
    ['Corvid Cloudがヴァルメールで障害、決済が停止', '期限切れの証明書によりCorvid Cloudが3時間停止した。'],
    ['ヴァルメールでCorvid Cloudの障害、決済が3時間停止', '証明書の期限切れが原因で、Corvid Cloudの決済が停止した。'],
    ['انقطاع خدمة Corvid Cloud في فالمير يوقف المدفوعات', 'شهادة منتهية الصلاحية أوقفت Corvid Cloud ثلاث ساعات في فالمير.'],
    ['انقطاع Corvid Cloud يوقف المدفوعات في فالمير ثلاث ساعات', 'أوقفت شهادة منتهية الصلاحية خدمة Corvid Cloud في فالمير.'],
    [
      'Corvid-Cloud-Ausfall legt Kartenzahlungen in Valmere lahm',
      'Ein abgelaufenes Sicherheitszertifikat hat Corvid Cloud für drei Stunden lahmgelegt.',
    ],
    [
      'Corvid Cloud: Ausfall stoppt Kartenzahlungen in Valmere',
      'Das Sicherheitszertifikat war abgelaufen, und die Kartenzahlungen in Valmere standen drei Stunden still.',
    ],
    ['Corvid Cloud outage stops card payments in Valmere', 'An expired certificate took Corvid Cloud down for three hours.'],
    ['Card payments in Valmere stop as Corvid Cloud goes down', 'Corvid Cloud was down for three hours after a certificate expired.'],
  ];

  it('is one story in each of them', () => {
    const found = groups(tellings.map(([title = '', excerpt = '']) => ({ title, excerpt })));
    expect(found.map((story) => story.length)).toEqual([2, 2, 2, 2, 2]);
    for (const story of found) {
      const at = story.map((title) => tellings.findIndex(([one]) => one === title)).sort((a, b) => a - b);
      expect(at[1]).toBe((at[0] ?? 0) + 1);
      expect((at[0] ?? 0) % 2).toBe(0);
    }
  });

  it('is not joined with another script by a name in Latin letters, though the Latin headline is in no language one can tell', () => {
    expect(apart({ title: 'Corvid Sphere Heron 2.1' }, { title: '新版 Corvid Sphere Heron 2.1 正式发布' })).toBe(true);
  });
});

describe('headlines that say little', () => {
  it.each(['Update', 'Live', 'Live updates', 'Breaking news', 'Morning brief', 'Untitled', 'Sudoku'])('“%s” twice is no story', (title) => {
    expect(
      apart({ title, excerpt: 'The bakers of Pell walked out over flour.' }, { title, excerpt: 'A kite took a telescope to the comet.' }),
    ).toBe(true);
    expect(apart({ title }, { title })).toBe(true);
  });

  it('for they are the outlet’s name, are as if there were none', () => {
    const page = (at: number, excerpt: string | null) => ({
      title: 'Ostvik Gazette',
      outlet: 'ostvikgazette.example',
      url: `https://ostvikgazette.example/${at}`,
      excerpt,
    });
    expect(apart(page(1, 'The bakers of Pell walked out over flour.'), page(2, 'A kite took a telescope to the comet.'))).toBe(true);
    expect(apart(page(1, null), page(2, null))).toBe(true);
  });

  it('are joined by what their excerpts say only when it is the very same', () => {
    expect(together({ title: 'Update', excerpt: quake.excerpt }, { title: 'Live', excerpt: quake.excerpt })).toBe(false);
  });

  it('are no reason to join lists that share a number', () => {
    expect(
      apart({ title: '10 Things You Need To Know This Morning' }, { title: '10 Things You Need To Know Before The Opening Bell' }),
    ).toBe(true);
  });
});

describe('pages about many events', () => {
  it('are not told as one of them', () => {
    expect(apart(quake, { title: 'Daily brief: quake shakes Ostvik harbour', excerpt: quake.excerpt })).toBe(true);
    expect(apart(quake, { title: 'The week in Ostvik: quake shakes the harbour', excerpt: quake.excerpt })).toBe(true);
  });

  it('are one of another day, or of another outlet with other words, each a story of its own', () => {
    const brief = { title: 'Ostvik Gazette daily brief', outlet: 'gazette.example' };
    expect(
      apart(
        {
          ...brief,
          url: 'https://gazette.example/1',
          at: '2024-05-09T06:00:00Z',
          excerpt: 'The Linnet bridge opens. Tern fires its engines.',
        },
        { ...brief, url: 'https://gazette.example/2', at: '2024-05-10T06:00:00Z', excerpt: 'Sallow Street gets lamps. Heron OS is late.' },
      ),
    ).toBe(true);
    expect(apart({ title: 'Corvid Summit: everything announced' }, { title: 'The biggest announcements from Corvid Summit' })).toBe(true);
  });
});

describe('one outlet’s same headline', () => {
  const column = { outlet: 'gazette.example', title: 'Ask Elsbeth Varga about Linnet Valley gardening' };
  const instalment = (day: number, excerpt: string) => ({
    ...column,
    url: `https://gazette.example/${day}`,
    at: `2024-05-0${day}T12:00:00Z`,
    excerpt,
  });

  it('days later is the next instalment of a column', () => {
    expect(apart(instalment(7, 'Slugs, and why beer is wasted on them.'), instalment(9, 'Pruning plums before the frost.'))).toBe(true);
  });

  it('on the same day, or with the same text, is the same page at another address', () => {
    const text = 'Slugs, and why beer is wasted on them.';
    expect(together(instalment(7, text), { ...instalment(7, text), url: 'https://gazette.example/7b' })).toBe(true);
    expect(together(instalment(7, text), instalment(9, text))).toBe(true);
  });
});

describe('one event whatever the headline is dressed in', () => {
  it.each([
    ['capitals', 'QUAKE SHAKES OSTVIK HARBOUR'],
    ['curly quotation marks', '“Quake” shakes Ostvik’s harbour'],
    ['a live blog', 'Live: quake shakes Ostvik harbour'],
    ['live updates', 'Quake shakes Ostvik harbour – live updates'],
  ])('%s', (_, title) => {
    expect(together(quake, { title, excerpt: 'A quake of magnitude 6.1 shook Ostvik on Friday.' })).toBe(true);
  });

  it('the name of its outlet at the end', () => {
    expect(
      together({ ...quake, excerpt: null }, { title: 'Quake shakes Ostvik harbour | Farther Gazette', outlet: 'farthergazette.example' }),
    ).toBe(true);
  });

  it('no excerpts', () => {
    expect(together({ title: quake.title, excerpt: null }, { title: 'Ostvik harbour shaken by quake', excerpt: null })).toBe(true);
    expect(apart({ title: quake.title, excerpt: null }, { title: 'Ostvik harbour sold to Corvid', excerpt: null })).toBe(true);
  });
});

describe('different events in nearly the same words', () => {
  it.each([
    ['Corvid unveils the iPhone 15 in Ostvik', 'Corvid unveils the iPhone 16 in Ostvik'],
    ['Heron posts Q2 results above forecasts', 'Heron posts Q3 results above forecasts'],
    ['Heron OS 4.1 is released to Linnet owners', 'Heron OS 4.2 is released to Linnet owners'],
    ['Ostvik ferry timetable for 12 May', 'Ostvik ferry timetable for 13 May'],
    ['Valmere court approves merger of Corvid and Heron', 'Valmere court rejects merger of Corvid and Heron'],
  ])('“%s” is not “%s”', (a, b) => {
    expect(apart({ title: a }, { title: b })).toBe(true);
  });
});

describe('hostile pages', () => {
  it('are grouped without fail', () => {
    const titles = [
      '',
      ' ',
      '|',
      ' - ',
      '\u0000',
      '\ud800',
      '%s%n',
      '.*+?^$()|[]\\',
      '1'.repeat(5_000),
      'a '.repeat(5_000),
      '؜‮‭',
      '☃'.repeat(300),
    ];
    const articles = titles.flatMap((title, index) =>
      ['a', 'b'].map((outlet) => buildArticle({ title, outlet: `${outlet}.example`, url: `https://${outlet}.example/${index}` })),
    );
    const collected = collectCoverages(articles, now, new Date(0));
    expect(
      groupCoverages(collected)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual(collected.coverages.map((_, index) => index));
  });
});
