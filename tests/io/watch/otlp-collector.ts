/** A collector of traces on loopback that reads what OTLP/HTTP brings: protobuf, by the field numbers of opentelemetry-proto. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

export type CollectedSpan = {
  readonly name: string;
  readonly trace: string;
  readonly id: string;
  readonly parent: string;
  /** 2: SERVER. */
  readonly kind: number;
  readonly ms: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
};

export type OtlpCollector = {
  readonly url: string;
  readonly spans: CollectedSpan[];
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** All it was sent, as it came, to be searched. */
  text(): string;
  close(): Promise<void>;
};

export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = [];
  const requests: OtlpCollector['requests'] = [];
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const whole = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    bodies.push(whole);
    requests.push({ path: request.url ?? '', headers: request.headers });
    spans.push(...spansIn(whole));
    response.setHeader('Content-Type', 'application/x-protobuf').end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    text: () => Buffer.concat(bodies).toString('latin1'),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

type Field = { readonly number: number; readonly value: bigint | Buffer };

function fieldsOf(bytes: Buffer): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const [number, wire] = [tag >> 3, tag & 7];
    if (wire === 0) fields.push({ number, value: varint() });
    else {
      const length = wire === 2 ? Number(varint()) : wire === 1 ? 8 : 4;
      fields.push({ number, value: bytes.subarray(at, at + length) });
      at += length;
    }
  }
  return fields;
}

const inside = (fields: readonly Field[], number: number): readonly Buffer[] =>
  fields.flatMap((field) => (field.number === number && typeof field.value !== 'bigint' ? [field.value] : []));
const first = (fields: readonly Field[], number: number): Buffer => inside(fields, number)[0] ?? Buffer.alloc(0);
const whole = (fields: readonly Field[], number: number): number => Number(fields.find((field) => field.number === number)?.value ?? 0);
const nanos = (bytes: Buffer): bigint => (bytes.length === 8 ? bytes.readBigUInt64LE() : 0n);

const spansIn = (body: Buffer): readonly CollectedSpan[] =>
  inside(fieldsOf(body), 1).flatMap((one) => {
    const group = fieldsOf(one);
    const resource = attributesOf(inside(fieldsOf(first(group, 1)), 1));
    return inside(group, 2).flatMap((scope) => inside(fieldsOf(scope), 2).map((bytes) => spanOf(fieldsOf(bytes), resource)));
  });

const spanOf = (span: readonly Field[], resource: CollectedSpan['resource']): CollectedSpan => ({
  name: first(span, 5).toString(),
  trace: first(span, 1).toString('hex'),
  id: first(span, 2).toString('hex'),
  parent: first(span, 4).toString('hex'),
  kind: whole(span, 6),
  ms: Number((nanos(first(span, 8)) - nanos(first(span, 7))) / 1_000_000n),
  failed: whole(fieldsOf(first(span, 15)), 3) === 2,
  attributes: attributesOf(inside(span, 9)),
  resource,
});

const attributesOf = (pairs: readonly Buffer[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const fields = fieldsOf(pair);
      const [value] = fieldsOf(first(fields, 2));
      return [first(fields, 1).toString(), typeof value?.value === 'bigint' ? Number(value.value) : value?.value.toString()];
    }),
  );
