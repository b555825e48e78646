import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tookBy as child, type Following, inLineNewsroom, type Took } from './engine/line-newsroom.ts';
import { load, say } from './engine/run-sender.ts';

export const name = 'line: from an edition to a server that takes everything, 100 KB a message, ledger on, beside what else sends mail';

type Row = { readonly sender: string; readonly perSecond: number; readonly cpuMs: number; readonly peakMb: number; readonly note: string };

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/**
 * `--readers N --connections N --digests own|one|both --think MS --alone --json`; what else sends mail is measured with fewer messages, or,
 * `--alone`, not at all.
 */
export async function run(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      readers: { type: 'string', default: '3000' },
      connections: { type: 'string', default: '10' },
      digests: { type: 'string', default: 'both' },
      think: { type: 'string', default: '0' },
      alone: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [readers, connections] = [Number(values.readers), Number(values.connections)];
  const sink = await startSink(values.think);
  const rows: Row[] = [];
  try {
    if (!values.alone) rows.push(...smtpSource(sink.port, connections), ...(await others(sink.url, values.connections)));
    for (const kind of ['one', 'own'] as const)
      if (values.digests === kind || values.digests === 'both') rows.push(await courant(kind, sink.url, readers, connections));
  } finally {
    sink.stop();
  }
  if (values.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else table(rows);
}

async function others(url: string, connections: string): Promise<Row[]> {
  const took = async (way: string, count: string) => await child('line-nodemailer.ts', [url, way, count, connections]);
  return [
    row('nodemailer pool, one finished message', await took('raw', '2000')),
    row('naive: rendered and composed per reader', await took('naive', '400')),
  ];
}

async function startSink(think: string): Promise<{ readonly port: string; readonly url: string; stop(): void }> {
  const sink: ChildProcess = spawn(process.execPath, [here('engine/fast-sink.ts'), think], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) => sink.stdout?.once('data', (text: Buffer) => resolve(String(text).trim())));
  return { port, url: `smtp://127.0.0.1:${port}`, stop: () => sink.kill() };
}

/** Postfix's own generator of load: the practical limit. */
function smtpSource(port: string, connections: number): Row[] {
  const program = ['/usr/sbin/smtp-source', '/usr/bin/smtp-source'].find((path) => existsSync(path));
  if (program === undefined) {
    say('smtp-source (Debian: postfix) is not installed: its row is skipped, and with it the ratios to it');
    return [];
  }
  const count = 10_000;
  const began = performance.now();
  const envelope = ['-f', 'bounce@courant.example', '-t', 'reader@reader.example'];
  const sizes = ['-s', String(connections), '-m', String(count), '-l', '100000'];
  const { stderr, status } = spawnSync('/usr/bin/time', ['-f', '%U %S %M', program, ...sizes, ...envelope, `127.0.0.1:${port}`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const [user = 0, system = 0, kilobytes = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  const sendingMs = performance.now() - began;
  return [row('smtp-source', { attempted: count, sendingMs, cpuMs: (user + system) * 1000, peakMb: kilobytes / 1024 })];
}

const row = (sender: string, { attempted, sendingMs, cpuMs, peakMb }: Took, note = ''): Row => ({
  sender,
  perSecond: (attempted * 1000) / sendingMs,
  cpuMs: cpuMs / attempted,
  peakMb,
  note,
});

/** The edition of a newsroom of thirty topics, sent. */
async function courant(kind: Following, smtpUrl: string, readers: number, connections: number): Promise<Row> {
  return await inLineNewsroom({ kind, readers, connections, smtpUrl }, async ({ config }) => {
    const took = await child('line-sender.ts', [config]);
    const note = `${took.digests} digests made in ${((took.makingMs ?? 0) / 1000).toFixed(1)} s; ${(took.sendingPeakMb ?? 0).toFixed(0)} MB while sending`;
    return row(kind === 'one' ? 'Courant, one digest for all' : `Courant, a digest of their own for each of ${readers}`, took, note);
  });
}

function table(rows: readonly Row[]): void {
  const rate = (sender: string) => rows.find((one) => one.sender.startsWith(sender))?.perSecond;
  const [limit, naive, raw] = [rate('smtp-source'), rate('naive'), rate('nodemailer')];
  const times = (one: Row, other: number | undefined) => (other === undefined ? '' : (one.perSecond / other).toFixed(2));
  say('| sender | messages/s | CPU a message | memory | x smtp-source | x nodemailer | x naive | |');
  say('|---|---|---|---|---|---|---|---|');
  for (const one of rows)
    say(
      `| ${one.sender} | ${one.perSecond.toFixed(0)} | ${one.cpuMs.toFixed(3)} ms | ${one.peakMb.toFixed(0)} MB | ${times(one, limit)} | ${times(one, raw)} | ${times(one, naive)} | ${one.note} |`,
    );
  say(`(${load()})`);
}
