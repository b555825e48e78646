import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';

/** Where an S3-compatible store keeps pictures, and the keys to it. */
export type MediaBucket = {
  /** Origin of the store's API, without a trailing slash. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** Put before every name, as in `courant/`; may be empty. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

export type BucketFile = { readonly name: string; readonly bytes: Uint8Array };

export type OpenBucket = {
  /** Puts a file there unless it is there already, whole. Rejects with what the store said, in words for a person. */
  readonly keep: (file: BucketFile, signal: AbortSignal) => Promise<'uploaded' | 'there'>;
};

/** A file's name is the hash of its content, so whoever has it once need never ask again. */
const forEver = 'public, max-age=31536000, immutable';

const types: Readonly<Record<string, string>> = { jpg: 'image/jpeg', png: 'image/png' };

/** A bucket, addressed by path: every S3-compatible store knows that form. Nothing is asked before the first file. */
export function openBucket({ endpoint, region, bucket, prefix, accessKeyId, secretAccessKey }: MediaBucket): OpenBucket {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2, initRetryMs: 100 });
  const addressOf = (name: string) => [endpoint, bucket, ...`${prefix}${name}`.split('/')].map(segment).join('/');
  return {
    async keep({ name, bytes }, signal) {
      const address = addressOf(name);
      const there = await answered(client.fetch(address, { method: 'HEAD', signal }));
      if (there.ok && Number(there.headers.get('content-length')) === bytes.byteLength) return 'there';
      // A store that may not list what it has says 403 to what is not there; whether we may write, writing tells.
      const put = await answered(
        client.fetch(address, {
          method: 'PUT',
          body: Buffer.from(bytes),
          signal,
          headers: {
            'content-type': types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
            'cache-control': forEver,
            'x-amz-content-sha256': createHash('sha256').update(bytes).digest('hex'),
          },
        }),
      );
      if (!put.ok) throw new Error(await refusal(put));
      await put.body?.cancel();
      return 'uploaded';
    },
  };
}

const segment = (part: string, index: number) => (index === 0 ? part : encodeURIComponent(part));

async function answered(asking: Promise<Response>): Promise<Response> {
  try {
    return await asking;
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
    const why = name === 'TimeoutError' || name === 'AbortError' ? 'it took too long' : (cause?.code ?? cause?.message ?? message);
    throw new Error(`the store cannot be reached: ${why}`, { cause: error });
  }
}

const mostOfAnAnswer = 4_000;

/** What the store has against it: its code and message, where it says so as S3 does. */
async function refusal(answer: Response): Promise<string> {
  const body = (await answer.text().catch(() => '')).slice(0, mostOfAnAnswer);
  const told = ['Code', 'Message'].flatMap((tag) => new RegExp(`<${tag}>([^<]{1,200})</${tag}>`).exec(body)?.[1] ?? []);
  return [`the store answered ${answer.status}`, ...told].join(', ');
}
