import { beforeAll, describe, expect, it } from 'vitest';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import type { CompiledEdition } from '../../../src/composition/blocks/compiled-edition.ts';
import { type BudgetStep, fitToBudget, htmlLimits } from '../../../src/composition/blocks/size-budget.ts';
import { escapeHtml } from '../../../src/composition/text/neutral-text.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { renderWhole } from '../../../src/composition/themes/render-whole.tsx';
import type { DigestLayout } from '../../../src/composition/views/layout.ts';
import { headingWith, picturesFor, storiesOf } from '../made-up-digest.ts';
import { richDigest } from '../rich-digest.ts';

const pictures = picturesFor(richDigest);
const heading = headingWith({}, { share: true });

describe('a digest too large for Gmail', () => {
  let compiled: CompiledEdition;
  beforeAll(async () => {
    compiled = await compileEdition(heading, storiesOf(richDigest), pictures);
  });

  /** As if each byte of HTML took so many on the wire. */
  const inflatedBy =
    (factor: number, of = compiled) =>
    (layout: DigestLayout) =>
      Math.round(Buffer.byteLength(assemble(of, layout).html) * factor);

  it('is left alone while it fits, and made to stay 5 kB below what Gmail shows', () => {
    expect(fitToBudget(compiled, richDigest, inflatedBy(1))).toMatchObject({ verdict: 'fits', steps: [] });
    const size = fitToBudget(compiled, richDigest, inflatedBy(1)).encodedBytes;
    const { encodedBytes, verdict, steps } = fitToBudget(compiled, richDigest, inflatedBy(97_000 / size));
    expect(verdict).toBe('fits');
    expect(encodedBytes).toBeLessThanOrEqual(htmlLimits.warn);
    expect(steps.length).toBeGreaterThan(0);
  });

  it('gives up links to send stories on, then pictures, then excerpts, then stories, of the fewest points first and no more than needed', () => {
    const taken = [2.1, 2.25, 2.35, 2.45, 4, 8].map((factor) => fitToBudget(compiled, richDigest, inflatedBy(factor)));
    for (const { encodedBytes, steps } of taken) {
      expect(encodedBytes).toBeLessThanOrEqual(htmlLimits.warn);
      const actions = steps.map(({ action }) => action);
      expect(actions).toEqual(actions.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
      for (const action of order) {
        const points = steps.filter((step) => step.action === action && step.storyId !== 'night-ferry').map((step) => step.points);
        expect(points).toEqual(points.toSorted((a, b) => a - b));
      }
    }
    const counts = taken.map(({ steps }) => steps.length);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(taken.flatMap(({ steps }) => steps.map(({ action }) => action)))).toEqual(new Set(order.slice(1)));
  });

  it('never takes the picture of the lead or of a section’s first, nor their last words', () => {
    for (const factor of [2.3, 2.6, 3, 4]) {
      const { layout } = fitToBudget(compiled, richDigest, inflatedBy(factor));
      const { html } = assemble(compiled, layout);
      for (const { id, form } of layout.sections
        .flatMap(({ stories }) => stories)
        .filter(({ form }) => form === 'lead' || form === 'section-lead')) {
        expect(html, id).toContain(`/${id}-`);
        expect(html, `${id}, a ${form}`).toContain(escapeHtml(compiled.stories[id]?.excerpt.short?.slice(0, 20) ?? ''));
      }
    }
  });

  it('never drops the lead, and says so when even the lead alone is too large', () => {
    const { layout, verdict } = fitToBudget(compiled, richDigest, inflatedBy(100));
    expect(layout.sections.flatMap(({ stories }) => stories.map(({ id }) => id))).toEqual(['night-ferry']);
    expect(verdict).toBe('over');
  });

  it('gives up one story that is too heavy by itself, the lead too, and takes nothing from the others for it', async () => {
    const heavy = (digest: typeof richDigest, at: number): typeof richDigest => {
      let index = 0;
      return {
        ...digest,
        sections: digest.sections.map((section) => ({
          ...section,
          stories: section.stories.map((each) => {
            if (index++ !== at) return each;
            const lead = { ...each.story.lead, url: `https://heavy.example/?${'a=&'.repeat(9_000)}` };
            const others = Array.from({ length: 6 }, (_, other) => ({
              ...lead,
              url: `${lead.url}${other}`,
              provider: { name: `Wire ${other}`, domain: 'w.example' },
            }));
            return { ...each, story: { ...each.story, lead, alsoCoveredBy: others } };
          }),
        })),
      };
    };
    for (const at of [0, 5]) {
      const digest = heavy(richDigest, at);
      const blocks = await compileEdition(headingWith(), storiesOf(digest), pictures);
      const { steps, verdict, layout } = fitToBudget(blocks, digest, inflatedBy(1.1, blocks));
      expect(steps.map(({ action, storyId }) => [action, storyId])).toEqual([['too-heavy', storiesOf(digest)[at]?.id]]);
      expect(verdict).not.toBe('over');
      expect(layout.sections.flatMap(({ stories }) => stories)).toHaveLength(storiesOf(digest).length - 1);
    }
  });

  it('is the same digest rendered whole with those trims', async () => {
    const { layout, steps } = fitToBudget(compiled, richDigest, inflatedBy(6));
    const trims = new Map(steps.map(({ storyId, action }) => [storyId, trimOf[action]] as const));
    expect(assemble(compiled, layout)).toStrictEqual(await renderWhole(heading, richDigest, pictures, trims));
  });
});

const order: readonly BudgetStep['action'][] = [
  'too-heavy',
  'share-dropped',
  'picture-dropped',
  'excerpt-shortened',
  'excerpt-dropped',
  'story-dropped',
];
const trimOf = {
  'share-dropped': 'unshared',
  'text-excerpted': 'excerpted',
  'picture-dropped': 'unpictured',
  'excerpt-shortened': 'short',
  'excerpt-dropped': 'bare',
  'story-dropped': 'dropped',
  'too-heavy': 'dropped',
} as const;
