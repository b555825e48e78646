import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { classifyInbound } from '../../../src/delivery/bounce/classify-inbound.ts';
import { parseInbound } from '../../../src/io/inbound/parse-inbound.ts';
import { mailBytes, sampleMails } from './sample-mails.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/bounces/', import.meta.url));
const real = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.eml')) : [];

const kinds = new Set(['hard', 'soft', 'complaint', 'sender', 'delayed', 'auto-reply', 'none']);

/** mulberry32: the same mails on every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Mutation = (bytes: Uint8Array, random: (below: number) => number) => Uint8Array;

const asLines = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes).split('\n');
const asBytes = (lines: readonly string[]) => Uint8Array.from(lines.join('\n'), (letter) => letter.charCodeAt(0));

const mutations: readonly Mutation[] = [
  (bytes, random) => {
    const flipped = bytes.slice();
    for (let times = 1 + random(40); times > 0; times -= 1) flipped[random(flipped.length)] = random(256);
    return flipped;
  },
  (bytes, random) => bytes.slice(0, random(bytes.length)),
  (bytes, random) => bytes.slice(random(bytes.length)),
  (bytes, random) => asBytes(asLines(bytes).filter(() => random(6) > 0)),
  (bytes, random) => asBytes(asLines(bytes).map((line) => (line.startsWith('--') && random(2) === 0 ? line.slice(1 + random(8)) : line))),
  (bytes, random) =>
    asBytes(asLines(bytes).map((line) => (/boundary/iu.test(line) ? line.replace(/[A-Za-z0-9]/u, String(random(10))) : line))),
  (bytes, random) => asBytes(asLines(bytes).flatMap((line) => (random(10) === 0 ? [line, line] : [line]))),
  (bytes, random) =>
    asBytes(asLines(bytes).map((line) => line.replace(/charset=[^;\s]+/iu, `charset=${['utf-7', 'x-none', '"', 'utf-16'][random(4)]}`))),
];

it(`1,000 mutated mails never throw and take less than a second of work each (${real.length} real mails and ${sampleMails.length} samples)`, async () => {
  const sources = [...sampleMails.map(mailBytes), ...real.map((name) => new Uint8Array(readFileSync(folder + name)))];
  const random = randomFrom(20260101);
  let slowest = 0;
  let bounces = 0;
  for (let round = 0; round < 1000; round += 1) {
    const source = sources[round % sources.length] ?? new Uint8Array(1);
    const mutate = mutations[random(mutations.length)] as Mutation;
    const bytes = mutate(source, random);
    const before = process.cpuUsage();
    const { recipients, unparsable } = classifyInbound(await parseInbound(bytes));
    const { user, system } = process.cpuUsage(before);
    slowest = Math.max(slowest, (user + system) / 1000);
    expect(unparsable === null || recipients.length === 0).toBe(true);
    expect(
      recipients.every((one) => kinds.has(one.kind) && (one.address === null || /^[^\s@]+@[^\s@]+$|^[^\s]+@[^\s@]+$/u.test(one.address))),
    ).toBe(true);
    bounces += recipients.length > 0 ? 1 : 0;
  }
  expect(slowest).toBeLessThan(1000);
  // Damage must not blind the classifier: most mutated bounces still name somebody.
  expect(bounces).toBeGreaterThan(600);
});
