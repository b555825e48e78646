import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { crashNewsroom, hardenedDelivery, manyReaders } from '../../crash/crash-newsroom.ts';
import { startSmtpSink } from '../../io/mail/smtp-sink.ts';
import { newsletterInput } from '../../project-folder.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

describe('a sealed edition', () => {
  it('killed in mid-send goes on from the sender it began with, whatever the config says by then', async () => {
    const sink = await startSmtpSink({ keepBytes: true, conduct: () => ({ do: 'accept', delayMs: 20 }) });
    open.push(sink.close);
    const room = await crashNewsroom({ readers: manyReaders(80), smtpUrl: sink.url });
    open.push(room.close);
    const sender = room.startSender();
    while (sink.accepted.length < 10) await pause(5);
    sender.process.kill('SIGKILL');
    await sender.ended;
    const before = sink.accepted.length;
    const changed = {
      ...newsletterInput,
      name: 'Another Name',
      sender: { name: 'Another Name', address: 'new@other.example' },
      replyTo: 'answers@other.example',
    };
    const newsletter = { ...changed, topics: ['Climate'], window: '9d', selection: { minStories: 1 } };
    room.folder.write(
      'courant.config.js',
      `export default ${JSON.stringify({ content: ['articles'], newsletters: [newsletter], delivery: hardenedDelivery })}`,
    );
    await room.send();
    expect(sink.accepted.length).toBeGreaterThan(before);
    expect(sink.accepted.length).toBeGreaterThan(60);
    const said = new Set(
      sink.accepted.map(({ from, messageId, bytes }) => {
        const head =
          bytes
            .toString('latin1')
            .split('\r\n\r\n')[0]
            ?.replace(/\r\n[ \t]+/g, ' ') ?? '';
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'mi').exec(head)?.[1] ?? null;
        return JSON.stringify([from.split('@')[1], messageId.split('@')[1], field('From'), field('Reply-To'), field('List-Id')]);
      }),
    );
    expect([...said]).toHaveLength(1);
    expect([...said][0]).not.toContain('other.example');
  });
});
