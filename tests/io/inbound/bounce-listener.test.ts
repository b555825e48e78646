import { connect, type Socket } from 'node:net';
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

  const opened = async (port: number): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    await new Promise((done) => socket.once('connect', done));
    return socket;
  };
  const answers = (socket: Socket) => {
    let heard = '';
    socket.on('data', (chunk: Buffer) => {
      heard += chunk;
    });
    return async (expected: RegExp) => {
      while (!expected.test(heard)) await new Promise((done) => setTimeout(done, 5));
      const found = heard;
      heard = '';
      return found;
    };
  };
  const listening = (taken: string[] = []) =>
    listenForMail(
      { host: '127.0.0.1', port: 0, lmtp: false },
      async (bytes) => void taken.push(Buffer.from(bytes).toString()),
      () => undefined,
    );

  it('offers no STARTTLS and refuses it: the only certificate at hand would be one everybody has the key of', async () => {
    const listener = await listening();
    const socket = await opened(listener.port);
    const answer = answers(socket);
    await answer(/^220/);
    socket.write('EHLO mx.example\r\n');
    expect(await answer(/^250 /m)).not.toContain('STARTTLS');
    socket.write('STARTTLS\r\n');
    expect(await answer(/\r\n$/)).toMatch(/^50[02] /);
    socket.destroy();
    await listener.close();
  });

  it('takes mail while hundreds of connections are open and say nothing, and breaks off no mail for them', async () => {
    const taken: string[] = [];
    const listener = await listening(taken);
    const begun = await opened(listener.port);
    const answer = answers(begun);
    await answer(/^220/);
    begun.write('EHLO mx.example\r\n');
    await answer(/^250 /m);
    begun.write('MAIL FROM:<>\r\n');
    await answer(/^250 /m);
    const idle: Socket[] = [];
    for (let count = 0; count < 200; count++) idle.push(await opened(listener.port));
    await send(listener.port, false);
    begun.write('RCPT TO:<b@courant.example>\r\n');
    await answer(/^250 /m);
    begun.write('DATA\r\n');
    await answer(/^354 /m);
    begun.write('Subject: begun before\r\n\r\nx\r\n.\r\n');
    await answer(/^250 /m);
    expect(taken).toEqual([expect.stringContaining('body'), expect.stringContaining('begun before')]);
    for (const socket of [...idle, begun]) socket.destroy();
    await listener.close();
  });
});
