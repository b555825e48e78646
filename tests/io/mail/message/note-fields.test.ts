import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../../src/composition/blocks/assemble.ts';
import { CompiledEdition } from '../../../../src/composition/blocks/compiled-edition.ts';
import { layoutWhole } from '../../../../src/composition/blocks/size-budget.ts';
import { compileEdition } from '../../../../src/composition/themes/render-edition.tsx';
import { renderWhole } from '../../../../src/composition/themes/render-whole.tsx';
import { gapsIn, unknownPlaces } from '../../../../src/composition/views/filled/field-places.ts';
import { editionMessages, editionSizeBound, editionSizes } from '../../../../src/io/mail/message/edition-messages.ts';
import { headingWith, picturesFor, storiesOf } from '../../../composition/made-up-digest.ts';
import { richDigest, withoutPicture } from '../../../composition/rich-digest.ts';
import { inTheme, isMjml, themes } from '../../../composition/themes.ts';
import { withTokens } from '../compose-whole.ts';

const tokens = { unsubscribe: 'U-_'.padEnd(40, '0'), preferences: 'P'.repeat(40), view: 'v'.repeat(40) };
const envelope = {
  from: { name: 'The Courant', address: 'news@courant.example' },
  replyTo: null,
  date: new Date('2026-11-21T08:00:00Z'),
  headers: [],
  boundarySeed: 'seed',
};
const noteFields = [
  { name: 'name', max: 40 },
  { name: 'plan', max: 8 },
];
const intro = `Dear **{name|reader}**, {not a field}, {colour|red} and { name } stay. You are on the {plan} plan; so is *{plan|everybody else}*.

* For {name|you}: [a page](https://courant.example/?n={name|x})
* ${'Words that fill a line and go on into the next, '.repeat(4)}{name}`;

const values = fc.record(
  {
    name: fc.oneof(
      fc.constantFrom(
        'Ada',
        '<script>alert(1)</script>&amp;"\'',
        'x\r\nBcc: all@reader.example\r\n\r\n.',
        '\uFDD0body\uFDD1 \uFDD0field_1\uFDD1 {plan|x} $& zzSLOT-unsubscribe-zzzzzzzzzzzzzzzzzzzzz',
        'عبد الله \u202Eevil\u202C',
        '😀'.repeat(60),
        '"'.repeat(60),
        '',
        '   ',
        'a='.repeat(30),
      ),
      fc.string({ unit: 'binary', maxLength: 60 }),
    ),
    plan: fc.string({ unit: 'grapheme', maxLength: 12 }),
  },
  { requiredKeys: [] },
);

const lines = (text: string | undefined) => text?.replaceAll('\r\n', '\n').trimEnd();

describe.each(themes.map((theme) => ({ theme })))('a note that fills in readers’ values, in $theme', ({ theme }) => {
  it.each(['en-GB', 'ja'])(
    'says in a reader’s message what rendering it whole for them says, within the size foretold, in %s',
    async (locale) => {
      const heading = await inTheme(theme, headingWith({ intro, noteFields }, { locale }));
      const pictures = picturesFor(richDigest, withoutPicture);
      const compiled = CompiledEdition.parse(JSON.parse(JSON.stringify(await compileEdition(heading, storiesOf(richDigest), pictures))));
      const layout = layoutWhole(compiled, richDigest);
      const message = editionMessages(compiled, envelope)(layout);
      const foretold = editionSizes(compiled)(layout);
      expect(editionSizeBound(compiled)(layout)).toBeGreaterThanOrEqual(foretold);
      await fc.assert(
        fc.asyncProperty(values, async (fields) => {
          const made = message({ to: 'ann@reader.example', messageId: '<1@courant.example>', slots: tokens, fields });
          const parsed = await PostalMime.parse(made);
          const whole = await renderWhole(heading, richDigest, pictures, undefined, undefined, fields);
          expect(assemble(compiled, layout, fields)).toEqual(whole);
          expect(lines(parsed.html)).toBe(lines(withTokens(whole.html, tokens)));
          expect(lines(parsed.text)).toBe(lines(withTokens(whole.text, tokens)));
          expect(parsed.headers.map(({ key }) => key)).not.toContain('bcc');
          const raw = Buffer.from(made).toString('latin1');
          const part = /Content-Type: text\/html[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--=_courant/u.exec(raw)?.[1] ?? '';
          expect(part.length).toBeLessThanOrEqual(foretold);
          expect(raw.split('\r\n').every((line) => line.length <= 998)).toBe(true);
        }),
        { numRuns: isMjml(theme) ? 2 : 12 },
      );
    },
  );
});

describe('a note with braces', () => {
  it('is filled for known fields alone, and whoever has none reads what stands for it', async () => {
    const heading = await inTheme('minimal', headingWith({ intro, noteFields }));
    const { text, html } = await renderWhole(heading, richDigest, picturesFor(richDigest, withoutPicture));
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Dear reader, {not a field}, {colour|red} and { name } stay. You are on the plan; so is everybody else. * For you: a page',
    );
    expect(html).toContain('https://courant.example/?n={name|x}');
    const ada = await renderWhole(heading, richDigest, picturesFor(richDigest, withoutPicture), undefined, undefined, { name: 'Ada' });
    expect(ada.text).toContain('Dear Ada, {not a field}');
    expect(html).not.toContain('\uFDD0');
    const plain = await renderWhole({ ...heading, noteFields: [] }, richDigest, picturesFor(richDigest, withoutPicture));
    expect(plain.text).toContain('Dear {name|reader},');
  });

  it.each([
    ['Dear {name|reader}: 3 things', { name: 'محمد' }, 'Dear محمد\u200e: 3 things'],
    ['Dear {name|reader}: 3 things', { name: 'Ada' }, 'Dear Ada: 3 things'],
    ['عزيزي {name|القارئ}: 3', { name: 'Ada' }, 'عزيزي Ada\u200f: 3'],
    ['عزيزي {name|القارئ}: 3', { name: 'محمد' }, 'عزيزي محمد: 3'],
  ])('goes on in its own direction behind a name written the other way: %s, %j', async (words, fields, said) => {
    const heading = await inTheme('minimal', headingWith({ intro: words, noteFields }));
    const { text, html } = await renderWhole(heading, richDigest, picturesFor(richDigest, withoutPicture), undefined, undefined, fields);
    expect(text).toContain(said);
    expect(html).toContain(said);
  });

  it('tells what looks like a field and is none', () => {
    expect(unknownPlaces(intro, noteFields)).toEqual([
      { source: '{colour|red}', certain: true },
      { source: '{ name }', certain: true, meant: 'name' },
    ]);
    expect(unknownPlaces('{shoe} {a b} {x | x > 0}', noteFields)).toEqual([{ source: '{shoe}', certain: false }]);
    expect(gapsIn('{name} {plan|none} {plan|} {name} {shoe}', noteFields)).toEqual(['{name}', '{plan|}']);
  });

  it.each(['{Name}', '{ name | reader }', '{NAME|reader}', '{{name}}', '{{name|reader}}', '{name|you|all}', `{name|${'x'.repeat(81)}}`])(
    'tells that %s means a field and is none',
    (source) => expect(unknownPlaces(`Dear ${source},`, noteFields)).toEqual([{ source, certain: true, meant: 'name' }]),
  );
});
