import { gunzipSync } from 'node:zlib';
import PQueue from 'p-queue';
import { type Fetched, type GuardedFetchOptions, guardedFetch } from '../fetch/guarded-fetch.ts';

export type PoliteFetch = (
  url: string,
  options: Omit<GuardedFetchOptions, 'allow' | 'resolve' | 'timeoutMs' | 'maxBytes'> &
    Partial<Pick<GuardedFetchOptions, 'timeoutMs' | 'maxBytes'>>,
) => Promise<Fetched>;

export type PoliteOptions = {
  /** Hosts of the newsroom's own network that may be asked though they lie inside it. */
  readonly allow: readonly string[];
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
};

/** Connections at once: in all, and to one host. */
const atOnce = { all: 12, host: 2 };
const feedTimeoutMs = 20_000;
const largestFeed = 10_000_000;

/** Fetches what strangers name, guarded, capped, and with few requests at once to one host. */
export function politeFetch({ allow, timeoutMs = feedTimeoutMs, maxBytes = largestFeed }: PoliteOptions): PoliteFetch {
  const all = new PQueue({ concurrency: atOnce.all });
  const hosts = new Map<string, PQueue>();
  const laneOf = (url: string): PQueue => {
    const host = URL.parse(url)?.host ?? '';
    const lane = hosts.get(host) ?? new PQueue({ concurrency: atOnce.host });
    hosts.set(host, lane);
    return lane;
  };
  // First the host's own line, then the common one: a slow host's line must not fill the common one.
  return (url, options) =>
    laneOf(url).add(() =>
      all.add(async () =>
        letIn(unzipped(await guardedFetch(url, { timeoutMs, maxBytes, ...options, allow }), options.maxBytes ?? maxBytes)),
      ),
    );
}

/** Whoever named a machine of their own network learns how it is asked all the same. */
function letIn(fetched: Fetched): Fetched {
  if (fetched.kind !== 'refused' || fetched.host === undefined) return fetched;
  return { ...fetched, detail: `${fetched.detail}; if it is a machine of yours, say so: FETCH_HOSTS=${fetched.host}` };
}

/** Some serve a `.gz` as it lies there, and say nothing. */
function unzipped(fetched: Fetched, maxBytes: number): Fetched {
  if (fetched.kind !== 'ok' || fetched.bytes[0] !== 0x1f || fetched.bytes[1] !== 0x8b) return fetched;
  try {
    return { ...fetched, bytes: gunzipSync(fetched.bytes, { maxOutputLength: maxBytes }) };
  } catch {
    return { kind: 'refused', reason: 'too-big', detail: `it is larger than ${maxBytes} bytes when unpacked, or damaged` };
  }
}
