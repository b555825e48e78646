import type { Context, MiddlewareHandler } from 'hono';

/** Why a body was not taken: more bytes than allowed, or a client that broke off or wrote no HTTP. */
export type BodyFault = 'too-large' | 'unreadable';

/**
 * Reads the body of a request before its handlers do, however long it says it is (Content-Length, chunks, nothing at all), and
 * at most `largest` bytes of it. `refuse` answers for what is not taken; left out, with 413 or 400.
 *
 * hono's own limit rebuilds a request from the one it was given, which the server's lightweight requests do not survive while
 * the global Request is Node's.
 */
export const boundedBody =
  (largest: number, refuse: (c: Context, fault: BodyFault) => Response | Promise<Response> = sayFault): MiddlewareHandler =>
  async (c, next) => {
    const { raw } = c.req;
    if (raw.method === 'GET' || raw.method === 'HEAD' || raw.body === null) return next();
    const body = await readBody(raw, raw.body, largest);
    if (!(body instanceof Uint8Array)) return refuse(c, body);
    c.req.raw = new Request(raw.url, { method: raw.method, headers: raw.headers, body });
    return next();
  };

const sayFault = (c: Context, fault: BodyFault): Response =>
  fault === 'too-large' ? c.text('This is too large.\n', 413) : c.text('This request ended before it was whole.\n', 400);

async function readBody(
  { headers }: Request,
  stream: ReadableStream<Uint8Array>,
  largest: number,
): Promise<Uint8Array<ArrayBuffer> | BodyFault> {
  const told = Number(headers.get('content-length') ?? largest);
  if (told > largest) return 'too-large';
  // One piece of memory, since a stranger may send every byte as a chunk of its own.
  const bytes = new Uint8Array(told);
  const reader = stream.getReader();
  let length = 0;
  try {
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      // The rest is left where it is: taking the stream back would take the connection too, and with it the answer.
      if (value === undefined || length + value.byteLength > told) return 'too-large';
      bytes.set(value, length);
      length += value.byteLength;
    }
  } catch {
    return 'unreadable';
  }
  return bytes.subarray(0, length);
}
