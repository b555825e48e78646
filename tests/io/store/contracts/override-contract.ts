import { expect } from 'vitest';
import type { NewOverride } from '../../../../src/press/ports/store/overrides.ts';
import type { ContractCases } from './contract-case.ts';
import { at } from './contract-fixtures.ts';

const story = { storyId: 'abc', canonicalUrls: ['https://a.example/1'] };
const drop = (change: Partial<NewOverride> = {}): NewOverride => ({
  newsletter: 'daily',
  slot: at(0),
  override: { kind: 'drop', story },
  author: 'ada',
  reason: 'stale \u0000 “news”',
  at: at(1),
  expiresAt: null,
  ...change,
});

export const overrideCases: ContractCases = {
  'an override is kept as it was asked for, with the version it made': async ({ store }) => {
    const done = await store.addOverride(drop({ expiresAt: at(9), reason: 'stale' }), 0);
    expect(done).toMatchObject({ kind: 'done', version: 1 });
    const { version, records } = await store.overrides('daily', at(0));
    expect(version).toBe(1);
    expect(records).toMatchObject([{ ...drop({ expiresAt: at(9), reason: 'stale' }), undone: null }]);
  },

  'a slot has its own overrides and those of every slot; another newsletter has none of them': async ({ store }) => {
    await store.addOverride(drop(), null);
    await store.addOverride(drop({ slot: null, override: { kind: 'edition', subject: 'Every' } }), null);
    await store.addOverride(drop({ slot: at(24) }), null);
    const slots = async (slot: Date | null) => (await store.overrides('daily', slot)).records.map((record) => record.slot);
    expect(await slots(at(0))).toEqual([at(0), null]);
    expect(await slots(null)).toEqual([at(0), null, at(24)]);
    expect(await store.overrides('weekly', at(0))).toEqual({ version: 0, records: [] });
  },

  'an override undone stays in the history, with who and when; it is undone once': async ({ store }) => {
    const added = await store.addOverride(drop(), null);
    const id = added.kind === 'done' ? added.record.id : -1;
    expect(await store.undoOverride({ newsletter: 'weekly', id, by: 'bea', at: at(2) }, null)).toMatchObject({ kind: 'unknown' });
    const undone = await store.undoOverride({ newsletter: 'daily', id, by: 'bea', at: at(2) }, 1);
    expect(undone).toMatchObject({ kind: 'done', version: 2, record: { id, undone: { by: 'bea', at: at(2) } } });
    expect(await store.undoOverride({ newsletter: 'daily', id, by: 'cy', at: at(3) }, null)).toEqual({ kind: 'unknown', version: 2 });
    expect((await store.overrides('daily', at(0))).records).toMatchObject([{ undone: { by: 'bea' } }]);
  },

  'of editors who decide on the same version at the same moment one writes, the others are told': async ({ store }) => {
    await store.addOverride(drop(), null);
    const changes = await Promise.all(Array.from({ length: 8 }, (_, index) => store.addOverride(drop({ author: `editor ${index}` }), 1)));
    expect(changes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(changes.filter(({ kind }) => kind === 'conflict')).toEqual(Array.from({ length: 7 }, () => ({ kind: 'conflict', version: 2 })));
    expect((await store.overrides('daily', null)).records).toHaveLength(2);
  },

  'what an edition was made from is stored with its seal, once': async ({ store }) => {
    const { edition } = await store.openEdition('daily', at(0), at(0));
    const seal = { subject: 's', compiled: '{}', plan: '{}', digests: [] };
    expect(await store.sealedInputs(edition.id)).toBeNull();
    expect(await store.sealEdition(edition.id, { ...seal, inputs: '{"version":1}' })).toBe(true);
    expect(await store.sealEdition(edition.id, { ...seal, inputs: '{"version":2}' })).toBe(false);
    expect(await store.sealedInputs(edition.id)).toBe('{"version":1}');
  },
};
