import { afterEach, describe, expect, it } from 'vitest';
import { type SmtpSink, startSmtpSink } from '../io/mail/smtp-sink.ts';
import { audit, type CrashNewsroom, crashNewsroom, manyReaders } from './crash-newsroom.ts';

let sink: SmtpSink;
let room: CrashNewsroom;
afterEach(async () => {
  await room.close();
  await sink.close();
});

describe('several senders at once', () => {
  it('write to each reader once, by what a mail server that takes its time was given', async () => {
    const readers = manyReaders(90);
    // While the server thinks, the others read the same rows.
    sink = await startSmtpSink({ conduct: () => ({ do: 'accept', delayMs: 300 }), keepBytes: false });
    room = await crashNewsroom({ readers, smtpUrl: sink.url });
    const runs = await Promise.all([1, 2, 3].map(() => room.startSender().ended));
    // 4: the others were still at it when there was nothing left to begin.
    expect(runs.filter(({ code }) => code !== 0 && code !== 4)).toEqual([]);
    expect(await audit(room, sink)).toEqual({ doubled: [], lost: [], unaccounted: [], unknown: 0, breach: null, finished: true });
    expect(new Set(sink.accepted.map(({ messageId }) => messageId)).size).toBe(readers.length);
    expect(sink.accepted.map(({ to }) => to).sort()).toEqual([...readers].sort());
  });
});
