import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newsletterInput, type ProjectFolder, projectFolder } from '../../../../project-folder.ts';

let folder: ProjectFolder;
beforeAll(() => {
  folder = projectFolder({ newsletters: [newsletterInput, { ...newsletterInput, id: 'daily' }] });
});
afterAll(() => folder.remove());

const env = { COURANT_SECRET: 'the-secret-of-this-installation-and-no-other' };
const run = (...args: readonly string[]) => folder.run(['subscribers', ...args], env);
const json = async (...args: readonly string[]) => JSON.parse((await run(...args, '--json')).out);

describe('a suppression', () => {
  it('is lifted for a reason, which is kept with its author and with what had been known', async () => {
    await run('add', 'weekly', 'ben@reader.example');
    await run('suppress', 'ben@reader.example', '--reason', 'a slip');
    expect((await run('add', 'weekly', 'ben@reader.example')).out).toContain('courant subscribers unsuppress');
    const bare = await run('unsuppress', 'ben@reader.example');
    expect(bare.code).toBe(2);
    expect(bare.err).toContain('--reason');
    expect(await run('unsuppress', 'ben@reader.example', '--reason', ' ')).toMatchObject({ code: 2 });
    expect(await json('unsuppress', 'BEN@reader.example', '--reason', 'meant ben@other.example')).toMatchObject({
      result: 'lifted',
      suppression: { reason: 'a slip' },
    });
    const { account, lifted } = await json('show', 'ben@reader.example');
    expect(account).toMatchObject({ suppressed: null, subscriptions: [{ state: 'active' }] });
    expect(lifted).toMatchObject([{ reason: 'a slip', liftedReason: 'meant ben@other.example', liftedBy: expect.stringMatching(/.+/) }]);
    expect((await run('show', 'ben@reader.example')).out).toMatch(/lifted .* by .*: meant ben@other\.example/);
    expect(await run('unsuppress', 'ben@reader.example', '--reason', 'again')).toMatchObject({ code: 1 });
  });

  it('of somebody who reported spam asks twice, here and where they came from', async () => {
    folder.write('left.csv', 'email,status\neva@reader.example,complained\nfay@reader.example,bounced\n');
    await run('import', 'weekly', 'left.csv');
    expect(await json('unsuppress', 'fay@reader.example', '--reason', 'mended')).toMatchObject({ result: 'lifted' });
    const { code, out } = await run('unsuppress', 'eva@reader.example', '--reason', 'she wrote');
    expect(code).toBe(1);
    expect(out).toContain('--yes');
    expect((await run('add', 'weekly', 'eva@reader.example')).out).toContain('is suppressed');
    expect(await json('unsuppress', 'eva@reader.example', '--reason', 'she wrote', '--yes')).toMatchObject({
      result: 'lifted',
      suppression: { evidence: 'status complained' },
    });
    expect((await run('add', 'weekly', 'eva@reader.example')).code).toBe(0);
  });

  it('of somebody erased is not there to be lifted: the hash refuses them as before', async () => {
    await run('add', 'weekly', 'gus@reader.example');
    await run('suppress', 'gus@reader.example');
    await run('erase', 'gus@reader.example');
    expect(await json('unsuppress', 'gus@reader.example', '--reason', 'please')).toMatchObject({ result: 'erased' });
    expect((await run('add', 'weekly', 'gus@reader.example')).code).toBe(1);
  });
});

describe('one subscription', () => {
  it('is ended by the operator, who need not name it where there is one only, and stays ended', async () => {
    await run('add', 'weekly', 'ida@reader.example');
    await run('add', 'daily', 'ida@reader.example');
    const unnamed = await run('unsubscribe', 'ida@reader.example');
    expect(unnamed.code).toBe(2);
    expect(unnamed.err).toContain('is subscribed to weekly, daily');
    expect(await json('unsubscribe', 'ida@reader.example', 'weekly', '--reason', 'by letter')).toMatchObject({
      result: 'unsubscribed',
      newsletter: 'weekly',
    });
    expect(await json('unsubscribe', 'ida@reader.example', 'weekly')).toMatchObject({ result: 'had-ended' });
    const { account, consent } = await json('show', 'ida@reader.example');
    expect(account.subscriptions).toMatchObject([
      { newsletter: 'weekly', state: 'unsubscribed' },
      { newsletter: 'daily', state: 'active' },
    ]);
    expect(consent.at(-1)).toMatchObject({
      event: 'unsubscribed',
      how: expect.stringMatching(/^unsubscribed by the operator \(.+\): by letter$/),
    });
    expect((await run('add', 'weekly', 'ida@reader.example')).out).toContain('has unsubscribed');
    expect(await json('unsubscribe', 'ida@reader.example')).toMatchObject({ result: 'unsubscribed', newsletter: 'daily' });
  });

  it('of nobody known, or of no newsletter, is told as that', async () => {
    expect(await run('unsubscribe', 'nobody@reader.example')).toMatchObject({
      code: 1,
      out: expect.stringContaining('Nobody of the address'),
    });
    await run('add', 'weekly', 'jon@reader.example');
    expect((await run('unsubscribe', 'jon@reader.example', 'dayly')).err).toContain('There is no newsletter "dayly"');
    expect(await json('unsubscribe', 'jon@reader.example', 'daily')).toMatchObject({ result: 'not-subscribed' });
  });
});
