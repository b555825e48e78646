/**
 * What one would write without Courant, in a process of its own: argv[2] the sink's URL, argv[3] `raw` (one finished message of
 * argv[6] bytes through nodemailer's pool) or `naive` (the digest rendered and composed for each reader), argv[4] messages,
 * argv[5] connections. Prints what it took as JSON.
 */
import { createTransport } from 'nodemailer';
import { headingWith, picturesFor } from '../../tests/composition/made-up-digest.ts';
import { largeDigest } from './large-digest.ts';

// Components are compiled: Node runs no JSX.
const compiled = new URL('../../dist/src/composition/themes/render-whole.js', import.meta.url).href;
const { renderWhole } = (await import(compiled)) as typeof import('../../src/composition/themes/render-whole.tsx');

const [, , url = '', way = 'raw', count = '0', connections = '10', bytes = '100000'] = process.argv;
const { hostname, port } = new URL(url);
const pool = createTransport({
  pool: true,
  host: hostname,
  port: Number(port),
  ignoreTLS: true,
  maxConnections: Number(connections),
  maxMessages: 100_000,
});
const digest = largeDigest();
const pictures = picturesFor(digest);
const raw = Buffer.from(
  `From: a@courant.example\r\nTo: b@reader.example\r\nSubject: raw\r\n\r\n${`${'x'.repeat(74)}\r\n`.repeat(Math.ceil(Number(bytes) / 76))}`,
);

async function one(index: number): Promise<void> {
  const envelope = { from: 'bounce@courant.example', to: `reader${index}@reader.example` };
  if (way === 'raw') return void (await pool.sendMail({ envelope, raw }));
  const { html, text, subject } = await renderWhole(headingWith(), digest, pictures, new Map());
  await pool.sendMail({ envelope, from: 'news@courant.example', to: envelope.to, subject, html, text });
}

const began = performance.now();
const cpu = process.cpuUsage();
let next = 0;
await Promise.all(
  Array.from({ length: 2 * Number(connections) }, async () => {
    while (next < Number(count)) await one(next++);
  }),
);
const ms = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(
  `${JSON.stringify({ attempted: Number(count), sendingMs: ms, cpuMs: (user + system) / 1000, peakMb: process.resourceUsage().maxRSS / 1024 })}\n`,
);
pool.close();
