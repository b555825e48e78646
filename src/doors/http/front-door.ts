/**
 * Whose page `/` is. On a port of their own it is the readers'. On the one they share with the desk it is theirs under the public name, for
 * whoever has no session of the desk; this machine's own address, as `courant start` opens it, is the desk's. `/desk` always is.
 */
export type FrontDoor =
  | { readonly kind: 'readers' }
  | { readonly kind: 'desk' }
  | { readonly kind: 'shared'; readonly baseUrl: string; readonly trustProxy: boolean };

export function isReadersFront(door: FrontDoor, request: Request): boolean {
  if (door.kind !== 'shared') return door.kind === 'readers';
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const { host, hostname } = new URL(door.baseUrl);
  if (loopback.test(hostname)) return false;
  const forwarded = door.trustProxy ? request.headers.get('x-forwarded-host')?.split(',').at(-1)?.trim() : undefined;
  const called = (forwarded ?? request.headers.get('host') ?? '').toLowerCase();
  return called === host && !deskSession.test(request.headers.get('cookie') ?? '');
}

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
/** Whether it is a good one, the desk itself looks; whoever has a bad one is asked to log in, as ever. */
const deskSession = /(?:^|;\s*)courant-desk=[^;]/;
