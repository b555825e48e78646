import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import { CompiledEdition } from '../../../src/composition/blocks/compiled-edition.ts';
import { layoutWhole, wholeIn } from '../../../src/composition/blocks/size-budget.ts';
import { neutralText } from '../../../src/composition/text/neutral-text.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { renderWhole } from '../../../src/composition/themes/render-whole.tsx';
import { DigestLayout, layoutOf, type Trims } from '../../../src/composition/views/layout.ts';
import type { Digest } from '../../../src/selection/choosing/digest.ts';
import { digestOf, headingWith, type MadeUpStory, picturesFor, storiesOf } from '../made-up-digest.ts';
import { richDigest, withoutPicture } from '../rich-digest.ts';
import { inTheme, isMjml, themes } from '../themes.ts';

const hostile = [
  '<script>alert(1)</script>',
  '"quoted" & \'single\' <b>bold</b>',
  '$& $1 $` {outlets} {count} {newsletter}',
  '\uFDD0body\uFDD1\uFDD0topic\uFDD1',
  '\u202Egnp.exe\u202C \u2066x\u2069\u0000\u0007',
  '</courant-piece><courant-piece name="excerpt"></courant-raw><!--$--><!-- -->',
  'zzSLOT-unsubscribe-zzzzzzzzzzzzzzzzzzzzz',
  ' target="_blank" cellPadding="0" data-id="__react-email-column"',
  '日本語の見出しはとても長いので途中で折り返されます。さらに続きます',
  'خبر عاجل من الميناء',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿👩‍👩‍👧‍👦 emoji \uD800 alone',
  '',
  '   ',
] as const;

const words = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.lorem({ maxCount: 60 }),
  fc.lorem({ maxCount: 6, mode: 'sentences' }),
);

const outlets = fc.constantFrom('Harbour Post', 'The Ledger', 'Coast "Wire"', 'Signal & Line', 'جريدة', 'Field Notes', 'Metro', 'Orbit');

/** Texts of articles, as Markdown and as HTML. */
const bodies = fc.record({
  format: fc.constantFrom('markdown' as const, 'html' as const),
  text: fc
    .array(
      fc.tuple(
        fc.constantFrom('', '# ', '- ', '> ', '    ', '| a | b |\n|---|---|\n| ', '<p>', '<ul><li>', '![](a.jpg) ', '[x](/y) '),
        words,
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((blocks) => blocks.map((block) => block.join('')).join('\n\n')),
  line: fc.constant(1),
});

const madeUp = fc.record({
  title: words,
  excerpt: fc.option(words),
  url: fc.constantFrom('https://a.example/x?y=1&z="2"', 'http://b.example/ü ß', 'javascript:alert(1)', 'not a url', 'https://c.example/'),
  outlet: outlets,
  others: fc.uniqueArray(outlets, { maxLength: 8 }),
  type: fc.constantFrom('article', 'video'),
  points: fc.integer({ min: 0, max: 5 }),
  update: fc.boolean(),
  body: fc.option(bodies, { nil: undefined }),
  publishedAt: fc.date({ min: new Date('2019-01-01'), max: new Date('2022-08-15'), noInvalidDate: true }),
});

const topics = fc.uniqueArray(fc.oneof(fc.constantFrom(...hostile, 'AI', '__proto__', 'constructor'), fc.string({ maxLength: 12 })), {
  minLength: 1,
  maxLength: 4,
});

/** An edition's stories and one reader's digest of some of them, in sections of their own. */
const editionAndDigest = fc
  .tuple(topics, fc.array(madeUp, { maxLength: 9 }))
  .chain(([names, stories]) => {
    const made: readonly MadeUpStory[] = stories.map((story, index) => ({ ...story, id: `story${index}` }));
    return fc.tuple(
      fc.constant(digestOf({ All: made })),
      fc.tuple(...made.map(() => fc.option(fc.constantFrom(...names)))).map((chosen): Digest => {
        const digest = digestOf({});
        const sections = names.map((topic) =>
          digestOf({ x: made.filter((_, index) => chosen[index] === topic) }).sections.map((section) => ({ ...section, topic })),
        );
        return { ...digest, sections: sections.flat() };
      }),
      fc.dictionary(
        fc.constantFrom('story0', 'story1', 'story2', 'story3'),
        fc.constantFrom('unshared', 'excerpted', 'unpictured', 'short', 'bare', 'dropped'),
      ),
    );
  })
  .map(([all, digest, trims]) => ({ all, digest, trims: new Map(Object.entries(trims)) as Trims }));

// A newsletter has a name: the config trims it and refuses one with nothing to see in it.
const names = words.map((name) => name.trim()).filter((name) => neutralText(name).trim() !== '');

/** Links that count, two subjects tried, and which of them a digest has. */
const insights = fc.record({
  counts: fc.boolean(),
  second: fc.option(fc.constantFrom('Another subject', '<b>"another"</b>'), { nil: undefined }),
  arm: fc.constantFrom(undefined, 1 as const, 2 as const),
});

const headings = fc.record({
  locale: fc.constantFrom('en-GB', 'de', 'fr', 'es', 'pt-BR', 'ja', 'ar', 'he', 'nl'),
  name: names,
  zone: fc.constantFrom('Europe/London', 'Asia/Tokyo'),
  wholeTexts: fc.boolean(),
});

describe.each(themes)('an assembled digest in %s', (theme) => {
  // MJML takes a hundred times as long as React.
  const runs = (isMjml(theme) ? 8 : 40) * (process.env.COURANT_EXPLORE ? 5 : 1);

  it('is byte for byte the digest rendered whole, in HTML and text, whatever the stories, topics and words', async () => {
    await fc.assert(
      fc.asyncProperty(
        editionAndDigest,
        headings,
        fc.option(words),
        insights,
        async ({ all, digest, trims }, changed, wording, insight) => {
          const { counts, second: secondSubject, arm } = insight;
          const tries = secondSubject === undefined ? {} : { secondSubject };
          const worded = wording === null ? {} : { subject: wording, preheader: wording, intro: `${wording}\n\n* *${wording}*\n* b` };
          const imprint = { ...changed, share: wording !== null, sponsor: sponsorOf(wording), clicks: counts ? { key: 'a key' } : null };
          const heading = await inTheme(theme, headingWith({ ...worded, ...tries }, imprint));
          const pictures = picturesFor(all, ['story1', 'story3']);
          const compiled = JSON.parse(JSON.stringify(await compileEdition(heading, storiesOf(all), pictures)));
          const laid = layoutOf(digest, trims, (id) => compiled.stories[id]?.pictured, wholeIn(compiled));
          const layout = JSON.parse(JSON.stringify({ ...laid, arm }));
          expect(assemble(CompiledEdition.parse(compiled), DigestLayout.parse(layout))).toStrictEqual(
            await renderWhole(heading, digest, pictures, trims, arm),
          );
        },
      ),
      { numRuns: runs },
    );
    // Five seconds on an idle machine.
  }, 180_000);

  it('leaves no hole, no marker of the renderer and no unescaped content behind', async () => {
    await fc.assert(
      fc.asyncProperty(editionAndDigest, async ({ all, digest }) => {
        const heading = await inTheme(theme, headingWith({}, { wholeTexts: true }));
        const compiled = await compileEdition(heading, storiesOf(all), picturesFor(all));
        const { html, text } = assemble(compiled, layoutWhole(compiled, digest));
        expect(html).not.toMatch(/[\uFDD0-\uFDEF\u202A-\u202E\u2066-\u2069\0]|<!--\/?\$|<!-- -->|<script|javascript:|<courant-|<mj-/);
        expect(text).not.toMatch(/[\uFDD0-\uFDEF\u202A-\u202E\u2066-\u2069\0]|javascript:/);
        // Links to a page that names every outlet lead through "view in browser".
        expect(html.replace(/zzSLOT-view-z+#coverage-/g, '').match(/zzSLOT-\w+-z+/g)).toHaveLength(3);
        expect(text.replace(/zzSLOT-view-z+#coverage-/g, '').match(/zzSLOT-\w+-z+/g)).toHaveLength(3);
      }),
      { numRuns: runs / 2 },
    );
  });

  it('has one title equal to the subject, and the preheader before any other text of the body', async () => {
    const compiled = await compileEdition(await inTheme(theme, headingWith()), storiesOf(richDigest), picturesFor(richDigest));
    const { html, text, subject, preheader } = assemble(compiled, layoutOf(richDigest));
    expect(html.match(/<title>[^<]*<\/title>/g)).toEqual([`<title>${subject}</title>`]);
    const body = html.slice(html.indexOf('<body')).replace(/<[^>]*>/g, '\n');
    expect(body.trimStart().startsWith(preheader)).toBe(true);
    expect(text).not.toContain(preheader);
  });

  it('names a story the edition was not compiled with', async () => {
    const compiled = await compileEdition(await inTheme(theme, headingWith()), [], new Map());
    expect(() => assemble(compiled, layoutOf(digestOf({ AI: [{ id: 'stranger', title: 'Not here' }] })))).toThrow(/stranger/);
  });

  it('weighs little with twenty-five stories: at most 60 kB', async () => {
    const digest = digestOf({
      ...Object.fromEntries(
        richDigest.sections.map(({ topic, stories }) => [topic, stories.map(({ story }) => madeUpFrom(story.id, story.lead.title))]),
      ),
      Extra: [madeUpFrom('extra', 'One more')],
    });
    const compiled = await compileEdition(await inTheme(theme, headingWith()), storiesOf(digest), picturesFor(digest, withoutPicture));
    expect(Buffer.byteLength(assemble(compiled, layoutOf(digest)).html)).toBeLessThanOrEqual(60_000);
  });
});

describe('choosing a theme', () => {
  it('refuses a theme that does not exist and names those that do', async () => {
    await expect(compileEdition(headingWith({}, { theme: 'papyrus' }), [], new Map())).rejects.toMatchObject({
      code: 'unknown-theme',
      help: expect.stringContaining('broadsheet'),
    });
  });
});

const sponsorOf = (words: string | null) =>
  words === null ? null : { title: words, text: words, url: 'https://lanterns.example/?a=1&b=2', image: null };

const madeUpFrom = (id: string, title: string): MadeUpStory => ({
  id,
  title,
  excerpt:
    'The council voted eleven to two after a debate that ran past midnight. Work begins in the spring and takes two years, in which buses run instead. Shops along the line are promised compensation, and a hearing is planned for the autumn.',
  url: `https://harbour-post.example/2022/08/14/region/${id}-a-slug-of-ordinary-length-as-publishers-write-them`,
  others: ['Coast Wire', 'The Ledger', 'Field Notes'],
});
