import { afterEach, describe, expect, it } from 'vitest';
import { crashNewsroom, manyReaders } from '../../crash/crash-newsroom.ts';
import { startSmtpSink } from '../../io/mail/smtp-sink.ts';
import { newsletterInput } from '../../project-folder.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

describe('an edition whose newsletter was taken out of the config', () => {
  it('is told by every tick with its books, can be listed, and called off', async () => {
    const sink = await startSmtpSink();
    open.push(sink.close);
    const room = await crashNewsroom({ readers: manyReaders(5), smtpUrl: sink.url });
    open.push(room.close);
    await room.run('send', 'weekly', '--at', '2026-11-21T08:00:00Z', '--to', 'r0@reader.example');
    room.folder.write('courant.config.js', `export default ${JSON.stringify({ newsletters: [{ ...newsletterInput, id: 'other' }] })}`);
    for (let times = 0; times < 2; times++) {
      const ticked = await room.run('tick');
      expect(ticked.code).toBe(5);
      expect(ticked.out).toContain('weekly is not in the config any more');
      expect(ticked.out).toContain('5 readers = 4 queued + 1 accepted');
    }
    expect((await room.run('deliveries', 'weekly:1', '--state', 'queued', '--json')).out.trim().split('\n')).toHaveLength(4);
    expect((await room.run('cancel', 'weekly:1', '--reason', 'the newsletter ended')).out).toContain('cancelled; 4 readers');
    expect(await room.run('tick')).toMatchObject({ code: 0, out: expect.not.stringContaining('weekly') });
    expect((await room.run('deliveries', 'weakly:1')).code).toBe(2);
  });
});
