import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { listenForMail } from '../../../src/io/inbound/bounce-listener.ts';

const send = (port: number, lmtp: boolean) =>
  createTransport({ host: '127.0.0.1', port, lmtp, ignoreTLS: true } as Parameters<typeof createTransport>[0]).sendMail({
    envelope: { from: '', to: ['b+1-00@courant.example'] },
    raw: 'From: a@b.example\r\nSubject: x\r\n\r\nbody\r\n',
  });

describe('the bounce listener', () => {
  it.each([false, true])('takes a mail with its envelope (LMTP: %s), and says so only when it is kept', async (lmtp) => {
    const taken: { readonly text: string; readonly to: readonly string[] }[] = [];
    const errors: unknown[] = [];
    let broken = true;
    const listener = await listenForMail(
      { host: '127.0.0.1', port: 0, lmtp },
      async (bytes, to) => {
        if (broken) throw new Error('disk full');
        taken.push({ text: Buffer.from(bytes).toString(), to });
      },
      (error) => errors.push(error),
    );
    // By LMTP each recipient is answered for itself.
    if (lmtp) expect(await send(listener.port, lmtp)).toMatchObject({ accepted: [], response: expect.stringMatching(/^451/) });
    else await expect(send(listener.port, lmtp)).rejects.toMatchObject({ responseCode: 451 });
    expect(errors).toHaveLength(1);
    broken = false;
    await send(listener.port, lmtp);
    expect(taken).toMatchObject([{ text: expect.stringContaining('body'), to: ['b+1-00@courant.example'] }]);
    await listener.close();
  });
});
