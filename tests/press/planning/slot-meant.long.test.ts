import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { articleText, newsletterInput, type ProjectFolder, projectFolder, runCourant } from '../../project-folder.ts';

const folders: ProjectFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

const hour = 3_600_000;

/** A newsletter that goes out once a day, so many hours before or after now. */
async function newsroom(hoursFromNow: number): Promise<{ folder: ProjectFolder; slot: string; run: ProjectFolder['run'] }> {
  const at = new Date(Math.floor(Date.now() / 60_000) * 60_000 + hoursFromNow * hour);
  const schedule = { cron: `${at.getUTCMinutes()} ${at.getUTCHours()} * * *`, zone: 'UTC', catchUp: '4h' };
  const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 }, schedule };
  const folder = projectFolder({ newsletters: [newsletter] });
  folders.push(folder);
  folder.write('articles/one.md', articleText({ publishedDateTime: new Date(Date.now() - 48 * hour).toISOString() }));
  await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example']);
  return { folder, slot: at.toISOString(), run: (args, env) => runCourant(folder.path, args, env) };
}

const json = ({ out }: { readonly out: string }) => JSON.parse(out);

describe('plan, build and send', () => {
  it('mean the slot that is due, say it in words, and once it is sent the next one', async () => {
    const { folder, slot, run } = await newsroom(-2);
    const plan = await run(['plan', 'weekly']);
    expect(plan.out).toContain('(UTC), 2 hours ago');
    expect(json(await run(['plan', 'weekly', '--json'])).slot).toBe(slot);
    expect(json(await run(['build', 'weekly', '--out', join(folder.path, 'out'), '--json'])).slot).toBe(slot);
    expect(json(await run(['send', 'weekly', '--dry-run', '--json'])).slot).toBe(slot);
    const sent = await run(['send', 'weekly']);
    expect(sent).toMatchObject({ code: 0, out: expect.stringContaining('(UTC), 2 hours ago') });
    const next = new Date(Date.parse(slot) + 24 * hour).toISOString();
    expect(json(await run(['plan', 'weekly', '--json'])).slot).toBe(next);
    expect(json(await run(['send', 'weekly', '--dry-run', '--json'])).slot).toBe(next);
    // Asked again, a send has nothing to do; it does not run ahead.
    expect(json(await run(['send', 'weekly', '--json']))).toMatchObject({ result: 'already-delivered', slot });
    expect(folder.outbox()).toHaveLength(1);
  });

  it('mean the next slot where none is due, and a send asks before it runs ahead of it', async () => {
    const { folder, slot, run } = await newsroom(6);
    expect(json(await run(['plan', 'weekly', '--json'])).slot).toBe(slot);
    const refused = await run(['send', 'weekly', '--json']);
    expect(refused.code).toBe(5);
    expect(json(refused).error).toMatchObject({ code: 'slot-early', message: expect.stringContaining('(UTC), in 6 hours') });
    expect((await run(['send', 'weekly', '--at', slot, '--late'])).code).toBe(5);
    expect(json(await run(['editions', '--json'])).editions).toEqual([]);
    expect(json(await run(['send', 'weekly', '--early', '--json']))).toMatchObject({ result: 'delivered', slot });
    expect(folder.outbox()).toHaveLength(1);
  });

  it('leave a slot past the catch-up time to a person, who has to say so once', async () => {
    const { folder, slot, run } = await newsroom(-6);
    const refused = await run(['send', 'weekly', '--at', slot, '--json']);
    expect(refused.code).toBe(5);
    expect(json(refused).error).toMatchObject({
      code: 'slot-late',
      message: expect.stringContaining('(UTC), 6 hours ago'),
      help: `Send it all the same with: courant send weekly --at ${slot} --late`,
    });
    expect((await run(['send', 'weekly', '--at', slot, '--late', '--to', 'ada@reader.example'])).code).toBe(0);
    // One that was begun goes on without being asked again.
    expect(json(await run(['send', 'weekly', '--at', slot, '--json']))).toMatchObject({ result: 'already-delivered' });
    expect(folder.outbox()).toHaveLength(1);
  });
});
