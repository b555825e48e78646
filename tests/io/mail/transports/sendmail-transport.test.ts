import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sendmailTransport } from '../../../../src/io/mail/transports/sendmail-transport.ts';
import type { OutgoingMessage } from '../../../../src/press/ports/mail.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A program of that name: keeps its arguments and its input, then does as `ending` says. */
function program(ending: string, reading = 'cat > "$folder/$$.eml"') {
  const folder = mkdtempSync(join(tmpdir(), 'courant-sendmail-'));
  folders.push(folder);
  const path = join(folder, 'sendmail');
  writeFileSync(path, `#!/bin/sh\nfolder='${folder}'\nprintf '%s\\n' "$@" > "$folder/$$.args"\n${reading}\n${ending}\n`);
  chmodSync(path, 0o755);
  const kept = (kind: string) =>
    readdirSync(folder)
      .filter((file) => file.endsWith(kind))
      .map((file) => readFileSync(join(folder, file), 'latin1'));
  return { path, mails: () => kept('.eml'), calls: () => kept('.args').map((text) => text.trim().split('\n')) };
}

const message = (over: Partial<OutgoingMessage['envelope']> = {}): OutgoingMessage => ({
  envelope: { from: 'b+1-mac@news.example', to: 'ada@reader.example', ...over },
  messageId: '<1@news.example>',
  bytes: Buffer.from('Subject: x\r\n\r\nOne.\r\n.\r\nTwo.\r\n'),
});

describe('mail handed to this machine’s sendmail', () => {
  it('arrives whole, under our return path, with a single dot kept', async () => {
    const { path, mails, calls } = program('exit 0');
    const transport = sendmailTransport({ path });
    expect(await transport.submit(message())).toEqual({ kind: 'accepted', code: 250, response: '250 2.0.0 handed to sendmail' });
    await transport.close();
    expect(mails()).toEqual(['Subject: x\n\nOne.\n.\nTwo.\n']);
    expect(calls()).toEqual([['-i', '-odb', '-f', 'b+1-mac@news.example', '--', 'ada@reader.example']]);
  });

  it.each([
    [65, 'failed', '550 5.6.0'],
    [67, 'failed', '550 5.1.1'],
    [68, 'failed', '550 5.1.2'],
    // About how it is called, not about a reader: nobody fails for it.
    [64, 'deferred', '550 5.7.0'],
    [77, 'deferred', '550 5.7.0'],
    [69, 'deferred', 'ended with 69'],
    [75, 'deferred', 'ended with 75'],
    [127, 'deferred', 'ended with 127'],
    [1, 'unknown', 'ended with 1 after it had the message'],
  ])('is by exit code %i %s, in its words', async (code, kind, words) => {
    const transport = sendmailTransport({ path: program(`echo "mail system\u0007says no" >&2; exit ${code}`).path });
    const outcome = await transport.submit(message());
    expect(outcome).toMatchObject({ kind, response: expect.stringContaining(words) });
    expect(outcome.response).toContain('mail system says no');
  });

  it('is unknown when the program is killed after it had everything, and safe to send again when it had not', async () => {
    const after = sendmailTransport({ path: program('kill -9 $$').path });
    expect(await after.submit(message())).toMatchObject({ kind: 'unknown', response: expect.stringContaining('SIGKILL') });
    const before = sendmailTransport({ path: program('kill -9 $$', 'head -c 10 > /dev/null').path });
    // More than a pipe holds, so that its end cannot have arrived.
    const large = { ...message(), bytes: Buffer.alloc(3_000_000, 'x\r\n') };
    expect(await before.submit(large)).toMatchObject({ kind: 'deferred', code: null });
    const hasty = sendmailTransport({ path: program('exit 0', ':').path });
    expect(await hasty.submit(large)).toMatchObject({ kind: 'deferred', code: null });
  });

  it('is unknown when the program never ends', async () => {
    const transport = sendmailTransport({ path: program('exec sleep 60').path, patience: 1_500 });
    expect(await transport.submit(message())).toMatchObject({ kind: 'unknown' });
  });

  it('is ended when the process is to end: at once where the program has not all of it, else only when nothing is waited for', async () => {
    const large = { ...message(), bytes: Buffer.alloc(3_000_000, 'x\r\n') };
    const slow = sendmailTransport({ path: program('exit 0', 'exec sleep 60').path });
    const unsent = slow.submit(large);
    await new Promise((resolve) => setTimeout(resolve, 300));
    slow.stop('unsent');
    expect(await unsent).toMatchObject({ kind: 'deferred', code: null });
    expect(await slow.submit(message())).toMatchObject({ kind: 'deferred', response: expect.stringContaining('asked to stop') });
    const silent = program('exec sleep 60');
    const transport = sendmailTransport({ path: silent.path });
    const sent = transport.submit(message());
    while (silent.mails().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    transport.stop('unsent');
    transport.stop('everything');
    expect(await sent).toMatchObject({ kind: 'unknown' });
  });

  it('waits where there is no such program', async () => {
    const transport = sendmailTransport({ path: '/nowhere/sendmail' });
    expect(await transport.submit(message())).toMatchObject({ kind: 'deferred', code: null });
  });

  it('never goes to an address that a program could take for an option or several', async () => {
    const { path, calls } = program('exit 0');
    const transport = sendmailTransport({ path });
    for (const to of ['-C/etc/passwd@x.example', 'a@x.example b@x.example', 'a@x.example\n-v', '"-t"@x.example', '', 'a,b@x.example'])
      expect([to, await transport.submit(message({ to }))]).toEqual([to, expect.objectContaining({ kind: 'failed' })]);
    expect(calls()).toEqual([]);
  });

  it('goes out a few at a time', async () => {
    const { path, mails } = program('exit 0');
    const transport = sendmailTransport({ path, connections: 2 });
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, n) => transport.submit(message({ to: `r${n}@reader.example` }))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map(() => 'accepted'));
    expect(mails()).toHaveLength(6);
    await transport.close();
    expect(await transport.submit(message())).toMatchObject({ kind: 'deferred' });
  });
});
