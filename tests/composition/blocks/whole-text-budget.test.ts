import { beforeAll, describe, expect, it } from 'vitest';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import type { CompiledEdition } from '../../../src/composition/blocks/compiled-edition.ts';
import { fitToBudget, htmlLimits } from '../../../src/composition/blocks/size-budget.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { renderWhole } from '../../../src/composition/themes/render-whole.tsx';
import type { DigestLayout } from '../../../src/composition/views/layout.ts';
import { editionSizeBound, editionSizes } from '../../../src/io/mail/message/edition-messages.ts';
import { digestOf, headingWith, type MadeUpStory, picturesFor, storiesOf } from '../made-up-digest.ts';
import { markdown } from '../whole-texts.ts';

const text = (name: string, kilobytes: number) =>
  markdown(
    Array.from({ length: kilobytes * 2 }, (_, at) => `${name} ${at}: ${'words that fill half a kilobyte. '.repeat(15)}`).join('\n\n'),
  );
const post = (id: string, points: number, kilobytes: number): MadeUpStory => ({
  id,
  title: `Our post ${id}`,
  excerpt: `What ${id} is about, in a sentence that a reader can go by.`,
  body: text(id, kilobytes),
  points,
});
const others: readonly MadeUpStory[] = Array.from({ length: 14 }, (_, at) => ({
  id: `other-${at}`,
  title: `Somebody else's story number ${at}, told in a headline of usual length`,
  excerpt: 'They tell it at length, and we tell it in two lines that end here. A second sentence follows.',
  outlet: `Outlet ${at}`,
  points: 40 - at,
}));
const digest = digestOf({ Ours: [post('best', 100, 22), post('middle', 60, 22), post('least', 50, 22)], Theirs: others });
const heading = headingWith({}, { wholeTexts: true, share: true });
const pictures = picturesFor(digest);

describe('whole texts in a digest', () => {
  let compiled: CompiledEdition;
  beforeAll(async () => {
    compiled = await compileEdition(heading, storiesOf(digest), pictures);
  });
  /** As if each byte of HTML took so many on the wire. */
  const inflatedBy = (factor: number) => (layout: DigestLayout) => Math.round(Buffer.byteLength(assemble(compiled, layout).html) * factor);
  const taken = (factor: number) => fitToBudget(compiled, digest, inflatedBy(factor));
  const toldWhole = (layout: DigestLayout) =>
    ['best', 'middle', 'least'].filter((id) => assemble(compiled, layout).html.includes(`${id} 20:`));

  it('stand in HTML and text, each in its own place, with the way to the web behind them', () => {
    const { layout, steps } = taken(0.5);
    const mail = assemble(compiled, layout);
    expect(steps).toEqual([]);
    expect(toldWhole(layout)).toEqual(['best', 'middle', 'least']);
    expect(mail.html.match(/The whole text at Harbour Post/g)).toHaveLength(3);
    expect(mail.html).not.toContain('What best is about');
    expect(mail.text.replace(/\s+/g, ' ')).toContain('best 43: words that fill half a kilobyte.');
    expect(mail.text).toContain('The whole text at Harbour Post:\nhttps://harbour-post.example/2022/08/best\n');
    // They are large wherever they stand: nobody reads a page of words in half a column.
    expect(layout.sections.flatMap(({ stories }) => stories).filter(({ id }) => id === 'middle' || id === 'least')).toMatchObject([
      { form: 'section-lead' },
      { form: 'section-lead' },
    ]);
  });

  it('give way to their excerpts and a link to read on, of the fewest points first, the best last', () => {
    const steps = [1, 1.4, 1.6, 2.2].map((factor) => taken(factor));
    for (const { encodedBytes } of steps) expect(encodedBytes).toBeLessThanOrEqual(htmlLimits.warn);
    expect(steps.map(({ layout }) => toldWhole(layout))).toEqual([['best', 'middle'], ['best'], ['best'], []]);
    const [first] = steps;
    const mail = assemble(compiled, (first as (typeof steps)[number]).layout);
    expect(mail.html).toMatch(/What least is about, in a sentence that a reader can go by\. <a [^>]*>Read on at Harbour Post<\/a>/);
    expect(mail.text).toContain('Read on at Harbour Post:\nhttps://harbour-post.example/2022/08/least\n');
  });

  it('cost others their pictures only where that saves the best of them', () => {
    let [kept, lost] = [1.6, 2.2];
    for (let halving = 0; halving < 14; halving += 1) {
      const middle = (kept + lost) / 2;
      if (toldWhole(taken(middle).layout).length > 0) kept = middle;
      else lost = middle;
    }
    const [before, after] = [kept, lost].map((factor) => taken(factor).steps.map(({ action, storyId }) => `${action} ${storyId}`));
    const pictures = (steps: readonly string[] = []) => steps.filter((step) => step.startsWith('picture-dropped'));
    const texts = (steps: readonly string[] = []) => steps.filter((step) => step.startsWith('text-excerpted'));
    expect(pictures(before).length).toBeGreaterThan(0);
    expect(texts(before)).toEqual(['text-excerpted least', 'text-excerpted middle']);
    // The text gone, they are all there again.
    expect(pictures(after)).toEqual([]);
    expect(texts(after)).toEqual(['text-excerpted least', 'text-excerpted middle', 'text-excerpted best']);
  });

  it('are the digest rendered whole, byte for byte, whatever the budget took', async () => {
    for (const factor of [0.5, 1, 1.6, 2.2]) {
      const { layout, steps } = taken(factor);
      const trims = new Map(
        layout.sections.flatMap(({ stories }) => stories.map(({ id, trim }) => [id, trim] as const)).filter(([, trim]) => trim !== 'full'),
      );
      if (steps.some(({ action }) => action === 'story-dropped')) continue;
      expect(assemble(compiled, layout)).toStrictEqual(await renderWhole(heading, digest, pictures, trims as never));
    }
  });

  it('are within the bound that spares looking at each digest', () => {
    const sizeOf = editionSizes(compiled);
    for (const factor of [0.5, 1, 1.6, 2.2, 3]) {
      const { layout } = taken(factor);
      expect(editionSizeBound(compiled)(layout)).toBeGreaterThanOrEqual(sizeOf(layout));
    }
  });

  it('are not told where the newsletter does not want it, nor where an editor does not', async () => {
    const without = await compileEdition(headingWith({}, { share: true }), storiesOf(digest), pictures);
    expect(JSON.stringify(without)).not.toMatch(/best 20:|Read on at|The whole text at/);
    const stories = storiesOf(digest).map((story) => (story.id === 'best' ? { ...story, lead: { ...story.lead, whole: false } } : story));
    const edited = await compileEdition(heading, stories, pictures);
    expect(JSON.stringify(edited.stories.best)).not.toMatch(/best 20:|Read on at/);
    expect(JSON.stringify(edited.stories.middle)).toContain('middle 20:');
    const asked = storiesOf(digest).map((story) => ({ ...story, lead: { ...story.lead, whole: story.id === 'best' } }));
    expect(JSON.stringify((await compileEdition(headingWith(), asked, pictures)).stories.best)).toContain('best 20:');
  });
});
