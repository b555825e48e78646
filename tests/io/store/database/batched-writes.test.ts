import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../../../src/io/store/open-store.ts';
import { at, subscribed } from '../contracts/contract-fixtures.ts';

it('readers who unsubscribe at the same moment are each taken off once, and one nobody knows disturbs no one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-together-'));
  const store = await openStore(`sqlite:${join(folder, 'courant.db')}`);
  try {
    await store.migrate();
    const ids: number[] = [];
    for (let index = 0; index < 30; index++) ids.push((await subscribed(store, `r${index}@reader.example`)).subscriptionId);
    const asked = [...ids, 999_999, ...ids];
    const answers = await Promise.all(asked.map((id) => store.unsubscribe(id, at(1), 'one-click')));
    expect(answers).toEqual([...ids.map(() => true), false, ...ids.map(() => false)]);
    for (const id of ids) expect((await store.subscription(id))?.state).toBe('unsubscribed');
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
