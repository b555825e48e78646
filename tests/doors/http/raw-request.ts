/** What a mail provider's own code writes to a socket, where no HTTP library tidies it up. */
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type RawAnswer = {
  readonly status: number;
  /** Header lines, in lower case. */
  readonly head: string;
  readonly body: string;
};

/**
 * Writes `parts` to the port one after another, a moment apart, and gives the first whole answer; status 0 when the connection
 * ends without one. Names no client of ours would: the bytes are as they are.
 */
export function rawRequest(port: number, ...parts: readonly (string | Uint8Array)[]): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const finish = () => {
      resolve(answerOf(text) ?? { status: 0, head: '', body: '' });
      socket.destroy();
    };
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (answerOf(text) !== null) finish();
    });
    socket.on('close', finish);
    socket.on('error', () => undefined);
    void (async () => {
      for (const part of parts) {
        if (socket.destroyed) return;
        socket.write(part);
        await pause(5);
      }
    })();
  });
}

function answerOf(text: string): RawAnswer | null {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = text.slice(0, end).toLowerCase();
  const status = Number(/^http\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  // "100 Continue" comes before the answer.
  if (status === 100) return answerOf(text.slice(end + 4));
  const length = /^content-length: (\d+)/m.exec(head)?.[1];
  const body = text.slice(end + 4);
  if (length !== undefined && body.length < Number(length)) return null;
  return { status, head, body };
}

/** Writes `parts`, `apartMs` apart, and hangs up without waiting for an answer; resolves a little after. */
export async function hangUp(port: number, parts: readonly string[], apartMs = 30): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  for (const part of parts) {
    socket.write(part);
    await pause(apartMs);
  }
  socket.destroy();
  await pause(100);
}
