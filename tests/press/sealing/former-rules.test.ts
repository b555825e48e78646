import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { composeEdition } from '../../../src/press/composing/compose-edition.ts';
import { planFrom } from '../../../src/press/planning/plan.ts';
import { planJson } from '../../../src/press/planning/plan-json.ts';
import { inputFingerprints, inputsOf } from '../../../src/press/sealing/sealed-inputs.ts';
import { Hooks } from '../../../src/selection/editing/hooks.ts';

/** An edition as a Courant before the rules of 2 sealed it: inputs, plan, layouts and the words of its stories. */
const sealed = JSON.parse(readFileSync(new URL('sealed-by-rules-1.json', import.meta.url), 'utf8'));

const replayed = () => {
  const inputs = inputsOf(sealed.inputs, Hooks.parse({}));
  const newsletter = { ...inputs.newsletter, theme: 'bulletin' };
  const tools = {
    preparePictures: async () => ({ pictures: new Map(), problems: [] }),
    readTheme: async () => null,
    messages: { htmlSize: () => () => 1_000 } as never,
    progress: undefined as never,
  };
  return { inputs, made: composeEdition(tools, { ...inputs, newsletter }) };
};

describe('an edition sealed by the rules of before', () => {
  it('is planned again as it was: points, sections, what stands in them and in which order', async () => {
    const { inputs, made } = replayed();
    const { selection, profiles } = await made;
    const content = { files: 0, articles: [], faults: [] };
    const plan = planJson(planFrom(selection, content, inputs.request, []), { explain: false });
    expect(JSON.stringify(plan.sections)).toBe(JSON.stringify(sealed.plan.plan.sections));
    expect(profiles).toEqual(sealed.plan.profiles);
  });

  it('has the layouts, the headlines, excerpts and subjects it had', async () => {
    const { composed } = await replayed().made;
    const digests = [...composed.digests.values()];
    expect(digests.map(({ fingerprint, layout }) => ({ fingerprint, layout }))).toEqual(expect.arrayContaining(sealed.digests));
    const words = Object.entries(composed.compiled.stories).map(([id, { headline, excerpt }]) => [id, { headline, excerpt }]);
    expect(Object.fromEntries(words)).toEqual(sealed.words);
    expect(digests.map(({ rendered }) => rendered.subject)).toContain(sealed.subject);
    expect(sealed.subject).toBe('The Sallow glacier lost its name after ninety years of measurements…');
  });

  it('keeps the fingerprints of what it was made from', () => {
    const { compiled, digests, ...inputs } = sealed.inputs.fingerprints;
    // Pictures are not part of this fixture.
    expect({ ...inputFingerprints(sealed.inputs), pictures: inputs.pictures }).toEqual(inputs);
  });
});
