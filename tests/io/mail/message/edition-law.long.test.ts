import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { CompiledEdition } from '../../../../src/composition/blocks/compiled-edition.ts';
import { wholeIn } from '../../../../src/composition/blocks/size-budget.ts';
import { catalogue } from '../../../../src/composition/text/strings/catalogue.ts';
import { compileEdition } from '../../../../src/composition/themes/render-edition.tsx';
import { renderWhole } from '../../../../src/composition/themes/render-whole.tsx';
import { layoutOf, type Trims } from '../../../../src/composition/views/layout.ts';
import { slotLinks } from '../../../../src/composition/views/slots.ts';
import { editionMessages, editionSizeBound, editionSizes } from '../../../../src/io/mail/message/edition-messages.ts';
import type { Digest } from '../../../../src/selection/choosing/digest.ts';
import { hostileDigest } from '../../../composition/hostile-digest.ts';
import { headingWith, picturesFor, storiesOf } from '../../../composition/made-up-digest.ts';
import { richDigest, withoutPicture } from '../../../composition/rich-digest.ts';
import { inTheme, themes } from '../../../composition/themes.ts';
import { wholeDigest } from '../../../composition/whole-texts.ts';
import { withTokens } from '../compose-whole.ts';

const languages = Object.values(catalogue).map(({ language }) => language);
// The law is that of blocks and encodings: what a theme makes of another language is tried where themes are.
const cases = themes.flatMap((theme, at) =>
  languages.filter((_, index) => process.env.COURANT_EXPLORE || index % 4 === at % 4).map((language) => ({ theme, language })),
);
const tokens = { unsubscribe: 'U-_'.padEnd(40, '0'), preferences: 'P'.repeat(40), view: 'v'.repeat(40) };
const envelope = {
  from: { name: 'The Courant', address: 'news@courant.example' },
  replyTo: null,
  date: new Date('2026-11-21T08:00:00Z'),
  headers: [{ name: 'List-Unsubscribe', value: `<${slotLinks('https://news.courant.example').unsubscribe}>` }],
  boundarySeed: 'seed',
};

/** Some of the stories, some of them updates, some trimmed. */
const parts = (whole: Digest) => {
  const ids = storiesOf(whole).map(({ id }) => id);
  return fc.record({
    kept: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }),
    updated: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
    trims: fc.dictionary(fc.constantFrom(...ids), fc.constantFrom('excerpted', 'short', 'bare')),
  });
};
const digestOf = (whole: Digest, kept: readonly string[], updated: readonly string[]): Digest => ({
  ...whole,
  sections: whole.sections
    .map((section) => ({
      ...section,
      stories: section.stories
        .filter(({ story }) => kept.includes(story.id))
        .map((chosen) => ({ ...chosen, update: updated.includes(chosen.story.id) })),
    }))
    .filter(({ stories }) => stories.length > 0),
});

const lines = (text: string | undefined) => text?.replaceAll('\r\n', '\n').trimEnd();

describe.each(cases)('a message put together from encoded blocks, $theme, $language', ({ theme, language }) => {
  it.each([
    ['ordinary', richDigest],
    ['hostile', hostileDigest],
    ['wholly told', wholeDigest],
  ])('says what rendering an %s digest whole says, in parts of the size foretold', async (_, whole) => {
    const heading = await inTheme(theme, headingWith({}, { locale: language, wholeTexts: whole === wholeDigest }));
    const pictures = picturesFor(whole, withoutPicture);
    const compiled = CompiledEdition.parse(JSON.parse(JSON.stringify(await compileEdition(heading, storiesOf(whole), pictures))));
    const [messages, sizeOf, boundOf] = [editionMessages(compiled, envelope), editionSizes(compiled), editionSizeBound(compiled)];
    await fc.assert(
      fc.asyncProperty(parts(whole), async ({ kept, updated, trims }) => {
        const digest = digestOf(whole, kept, updated);
        const trimmed: Trims = new Map(Object.entries(trims));
        const layout = layoutOf(digest, trimmed, (id) => compiled.stories[id]?.pictured ?? true, wholeIn(compiled));
        const message = messages(layout)({ to: 'ann@reader.example', messageId: '<1@courant.example>', slots: tokens });
        const parsed = await PostalMime.parse(message);
        const rendered = await renderWhole(heading, digest, pictures, trimmed);
        expect(parsed.subject).toBe(rendered.subject);
        expect(lines(parsed.html)).toBe(lines(withTokens(rendered.html, tokens)));
        expect(lines(parsed.text)).toBe(lines(withTokens(rendered.text, tokens)));
        const part = /Content-Type: text\/html[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--=_courant/u.exec(
          Buffer.from(message).toString('latin1'),
        )?.[1];
        expect(sizeOf(layout)).toBe(part?.length);
      }),
      { numRuns: theme === 'classic' ? 2 : 8 },
    );
    fc.assert(
      fc.property(parts(whole), ({ kept, updated, trims }) => {
        const trimmed: Trims = new Map(Object.entries(trims));
        for (const pictured of [null, (id: string) => compiled.stories[id]?.pictured ?? true]) {
          const layout = layoutOf(digestOf(whole, kept, updated), trimmed, pictured, wholeIn(compiled));
          expect(boundOf(layout)).toBeGreaterThanOrEqual(sizeOf(layout));
        }
      }),
    );
  });
});
