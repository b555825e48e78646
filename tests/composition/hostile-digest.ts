import type { Digest } from '../../src/selection/choosing/digest.ts';
import { digestOf, type MadeUpStory } from './made-up-digest.ts';

const titles = [
  '<img src=x onerror=alert(1)> & "quotes" \'single\'',
  `${'Donaudampfschifffahrtsgesellschaft'.repeat(4)} has a new captain`,
  'خبر عاجل من الميناء القديم: وصلت العبارة بعد أحد عشر عامًا من الانتظار',
  '島へ向かう夜行フェリーが十一年ぶりに運航を再開し、最初の便はすでに満席となったと運航会社が明らかにした',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿👩‍👩‍👧‍👦 emoji in a headline 🎉 and a \uD800 lone half',
  'אונייה שבה אל הנמל אחרי אחת עשרה שנים',
  '</td></tr></table></mj-text><mj-raw><script>alert(1)</script></mj-raw>',
  '{{ edition.footer.unsubscribe.href }}{% include "/etc/passwd" %}',
  'A headline that goes on and on, past the second line and past the third, because its author was paid by the word and nobody at the desk had the heart, the time or the courage to cut it down to size',
  '\u202Egnp.exe\u202C $& $1 {outlets} zzSLOT-unsubscribe-zzzzzzzzzzzzzzzzzzzzz',
];

const excerpt =
  'The council voted eleven to two after a debate that ran past midnight. <b>Work</b> begins in the spring & takes two years, "in which buses run instead". Shops along the line are promised compensation, and a hearing is planned for the autumn, when the weather allows it and the harbour is quiet again.';

const story = (index: number): MadeUpStory => ({
  id: `hostile${index}`,
  title: `${titles[index % titles.length]} ${index}`,
  excerpt: index % 7 === 3 ? '<script>alert(1)</script>' : excerpt,
  url:
    index % 9 === 8
      ? 'javascript:alert(1)'
      : `https://harbour-post.example/2022/08/14/region/${index}?a=1&b="2"&utm_long_parameter_name=of-some-length`,
  outlet: ['<i>Outlet</i>', 'جريدة الميناء', '港湾新聞', 'Signal & Line'][index % 4] ?? '',
  others: ['Coast "Wire"', 'صحيفة', 'The Ledger', 'Field Notes', 'Metro', 'Orbit', 'Weathervane'].slice(0, index % 8),
  update: index % 5 === 1,
  type: index % 6 === 2 ? 'video' : 'article',
  points: 100 - index,
});

const section = (from: number) => Array.from({ length: 6 }, (_, index) => story(from + index));

/** Thirty stories of everything a template could trip over. */
export const hostileDigest: Digest = digestOf({
  toString: section(18),
  '<b>Topic</b> & "more"': section(0),
  أخبار: section(6),
  科学: section(12),
  'A topic with rather a long name for a topic': section(24),
});
