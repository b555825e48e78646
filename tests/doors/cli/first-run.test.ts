import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleText, newsletterInput, type ProjectFolder, projectFolder, type Ran, seededFolder } from '../../project-folder.ts';

const demoReaders = [
  { address: 'ada@reader.example', topics: ['Space', 'Technology', 'Health'] },
  { address: 'jules@reader.example', topics: ['Climate', 'Oceans', 'Cities'] },
  { address: 'mira@reader.example', topics: ['*', 'Climate', 'Culture', 'Economy'] },
];

describe('a first run', () => {
  let folder: ProjectFolder;
  let first: Ran;
  beforeAll(async () => {
    folder = seededFolder({ demoReaders });
    // As for a stranger who has just cloned it: no setting says that the outbox will do.
    first = await folder.run(['start', '--once'], { OUTBOX: '' });
  });
  afterAll(() => folder.remove());

  it('delivers the edition of the newest articles to the three demo readers, into the outbox', () => {
    expect(first.err).toBe('');
    expect(first.code).toBe(0);
    expect(first.out).toContain('2026-11-21T08:00:00.000Z');
    expect(first.out).toContain('3 readers = 3 written to the outbox: outbox');
    const recipients = folder.outbox().map((file) => /^To: (.+)\r$/m.exec(folder.readOutbox(file))?.[1]);
    expect(recipients.sort()).toEqual(demoReaders.map(({ address }) => address));
  });

  it('names each section of a reader once, though the best story stands before its own', () => {
    const named = [...first.out.matchAll(/written to the outbox; .* kB \((.*)\)/g)].map((match) => match[1]?.split(', ') ?? []);
    expect(named).toHaveLength(3);
    for (const sections of named) expect(new Set(sections).size).toBe(sections.length);
  });

  it('gives each reader the sections they follow and no other', () => {
    const ada = folder.outbox().find((file) => folder.readOutbox(file).includes('ada@reader.example')) ?? '';
    const text = folder.readOutbox(ada);
    expect(text).toMatch(/^SPACE\r$/im);
    expect(text).not.toMatch(/^CULTURE\r$/im);
  });

  it('started again, does not deliver again, and says so', async () => {
    const before = folder.outbox();
    const again = await folder.run(['start', '--once']);
    expect(again.code).toBe(0);
    expect(again.out).toContain('Already delivered; nothing was sent again.');
    expect(folder.outbox()).toEqual(before);
  });

  it('keeps books that balance', async () => {
    const { out } = await folder.run(['editions', '--json']);
    const [edition] = JSON.parse(out).editions;
    expect(edition).toMatchObject({
      newsletter: 'weekly',
      number: 1,
      state: 'finished',
      accounting: { frozen: 3, accepted: 3, unknown: 0 },
    });
  });

  it('puts every bulk header on each message, one-click unsubscribe included, with a token of the reader’s own', () => {
    const tokens = folder.outbox().map((file) => {
      const head =
        folder
          .readOutbox(file)
          .split('\r\n\r\n')[0]
          ?.replace(/\r\n[ \t]+/g, ' ') ?? '';
      for (const header of [
        'Message-ID: <',
        'Date: ',
        'MIME-Version: 1.0',
        'List-Id: ',
        'Precedence: bulk',
        'Auto-Submitted: auto-generated',
        'Feedback-ID: ',
      ])
        expect(head).toContain(header);
      expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
      return /List-Unsubscribe: <http:\/\/127\.0\.0\.1:4400\/u\/([\w-]{40})>/.exec(head)?.[1];
    });
    expect(new Set(tokens).size).toBe(3);
    expect(tokens).not.toContain(undefined);
  });

  it('leaves no placeholder in a message that is sent', () => {
    for (const file of folder.outbox()) expect(folder.readOutbox(file).replaceAll('=\r\n', '')).not.toContain('zzSLOT');
  });

  it('writes pictures the mail refers to into the media folder', () => {
    const named = folder.outbox().map((file) => {
      const mail = folder.readOutbox(file).replaceAll('=\r\n', '');
      return [...mail.matchAll(/\/media\/([0-9a-f]{32}\.(?:jpg|png))/g)].map((match) => match[1] ?? '');
    });
    for (const names of named) expect(names.length).toBeGreaterThan(2);
    const names = new Set(named.flat());
    expect(names.size).toBeGreaterThan(5);
    for (const name of names) expect(readFileSync(join(folder.path, '.courant/media', name)).length).toBeGreaterThan(500);
  });
});

describe('a first run with articles of today', () => {
  it('leaves the slot that is to come to the readers it is for', async () => {
    const hourAgo = new Date(Date.now() - 3_600_000);
    const newsletter = { ...newsletterInput, topics: ['Climate'], selection: { minStories: 1 } };
    const folder = projectFolder({ newsletters: [newsletter], demoReaders: [{ address: 'ada@reader.example', topics: ['Climate'] }] });
    folder.write('articles/one.md', articleText({ publishedDateTime: hourAgo.toISOString() }));
    const started = async () => JSON.parse((await folder.run(['start', '--once', '--json'])).out);
    const first = await started();
    expect(first).toMatchObject({ number: 1, result: 'delivered', accounting: { accepted: 1 } });
    expect(new Date(first.slot).getTime() - hourAgo.getTime()).toBeLessThanOrEqual(60_000);
    expect(await started()).toMatchObject({ number: 1, result: 'already-delivered' });
    await folder.run(['subscribers', 'add', 'weekly', 'bea@reader.example']);
    const real = JSON.parse((await folder.run(['send', 'weekly', '--early', '--outbox', '--json'])).out);
    expect(real).toMatchObject({ number: 2, result: 'delivered', accounting: { frozen: 2, accepted: 1, skipped: 1 } });
    expect(new Date(real.slot).getTime()).toBeGreaterThan(Date.now());
    folder.remove();
  }, 60_000);
});
