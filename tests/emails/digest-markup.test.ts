import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/composition/blocks/assemble.ts';
import { fitToBudget, htmlLimits } from '../../src/composition/blocks/size-budget.ts';
import { compileEdition } from '../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../src/composition/views/layout.ts';
import { editionSizes } from '../../src/io/mail/message/edition-messages.ts';
import type { Digest } from '../../src/selection/choosing/digest.ts';
import { hostileDigest } from '../composition/hostile-digest.ts';
import { casesOf } from '../composition/lint/editions.ts';
import { digestOf, headingWith, picturesFor, storiesOf } from '../composition/made-up-digest.ts';
import { richDigest, withoutPicture } from '../composition/rich-digest.ts';
import { inTheme, themes } from '../composition/themes.ts';
import { wholeDigest } from '../composition/whole-texts.ts';
import { markupFaults } from './markup-faults.ts';

const digests: Readonly<Record<string, Digest>> = {
  full: { ...richDigest, sections: richDigest.sections.slice(0, 2) },
  sparse: digestOf({ Culture: [{ id: 'library', title: 'The library that lends silence' }] }),
  hostile: hostileDigest,
  whole: wholeDigest,
};

const note = 'Good morning. **Short** and [linked](https://courant.example/log).\n\n- one\n- <b>two</b>';
const sponsor = { title: 'Lanterns & "lamps"', text: 'Free <b>delivery</b>.', url: 'https://lanterns.example/?a=1&b=2' };

const cases = themes.flatMap((theme) => casesOf(theme).map(({ locale, edition }) => ({ theme, language: locale, kind: edition })));

describe.each(cases)('a $kind digest in $theme, $language', ({ theme, language, kind }) => {
  it('is valid by the standard and accessibility rules, whole, escaped, small enough and told in the text part too', async () => {
    const digest = digests[kind] as Digest;
    const plain = kind === 'sparse' ? {} : { share: kind === 'full', wholeTexts: kind === 'whole', sponsor };
    const heading = headingWith(kind === 'sparse' ? {} : { intro: note }, { locale: language, ...plain });
    const compiled = await compileEdition(await inTheme(theme, heading), storiesOf(digest), picturesFor(digest, withoutPicture));
    const { encodedBytes, steps, layout } = fitToBudget(compiled, digest, editionSizes(compiled));
    const { html, text } = assemble(compiled, layout);

    expect(await markupFaults(html)).toEqual([]);
    expect(html.match(/<!--\[if (?:mso|mso \| IE|!mso|lte mso 11)\]>/g)).toHaveLength(html.match(/<!\[endif\]-->/g)?.length ?? 0);
    expect(/<body[^>]*><div [^>]*lang="[\w-]+" dir="(?:ltr|rtl)"/.test(html)).toBe(true);

    expect(encodedBytes).toBeLessThan(htmlLimits.most);
    expect(steps.filter(({ action }) => action === 'story-dropped')).toEqual([]);
    const leaks =
      /<script|onerror=alert\(1\)>|<b>Topic|<i>Outlet|javascript:|[\uFDD0-\uFDEF\u202A-\u202E]|<mj-|<courant-|undefined|\[object/;
    // An article may say so itself, letter for letter.
    const shown = kind === 'whole' ? html.replaceAll('undefined NaN [object Object]', '') : html;
    expect(shown.match(leaks)).toBeNull();
    let position = 0;
    const words = text.replace(/\s+/g, '');
    for (const { id } of layout.sections.flatMap(({ stories }) => stories)) {
      const headline = compiled.stories[id]?.headline ?? '';
      position = words.indexOf(headline.replace(/\s+/g, '').slice(0, 24), position);
      expect(position, headline).toBeGreaterThan(0);
    }
    // Under a second on an idle machine.
  }, 120_000);
});

describe.each(themes)('%s', (theme) => {
  it('gives the same bytes each time', async () => {
    const heading = await inTheme(theme, headingWith({ intro: note }));
    const compiled = async () => compileEdition(heading, storiesOf(richDigest), picturesFor(richDigest));
    expect(assemble(await compiled(), layoutOf(richDigest))).toStrictEqual(assemble(await compiled(), layoutOf(richDigest)));
  });
});
