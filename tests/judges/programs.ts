import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import type { Judged, Sent } from './through-postfix.ts';

export type Judgement = { readonly kind: 'fine' | 'objects' | 'skipped'; readonly says: string };
type Program = {
  readonly name: string;
  /** Why it cannot be asked here; `null`: it can. */
  why(): string | null;
  judge(mail: Judged, sent: Sent): Promise<Judgement>;
};

const fine = (says: string): Judgement => ({ kind: 'fine', says });
const objects = (says: string): Judgement => ({ kind: 'objects', says });
const needs = (file: string, debian: string) => () => (existsSync(file) ? null : `not installed (apt-get install ${debian})`);
// Debian's own, since its modules are.
const python = '/usr/bin/python3';

/** Points from which receivers commonly sort a mail out. */
const spamFrom = 5;

export const judges: readonly Program[] = [
  {
    name: 'dkimpy',
    why: needs('/usr/lib/python3/dist-packages/dkim/__init__.py', 'python3-dkim'),
    async judge({ file }, { dkim }) {
      const script =
        'import dkim,sys; m=open(sys.argv[1],"rb").read(); print(dkim.verify(m, dnsfunc=lambda n, timeout=5: sys.argv[2].encode()))';
      const { out } = await run(python, ['-c', script, file, dkim.record]);
      return out.trim() === 'True' ? fine('the signature verifies') : objects(`the signature does not verify: ${out}`);
    },
  },
  {
    name: 'OpenDKIM',
    why: needs('/usr/sbin/opendkim', 'opendkim'),
    async judge({ file }, { dkim, folder }) {
      const keys = join(folder, 'keys');
      writeFileSync(keys, `${dkim.selector}._domainkey.${dkim.domain} ${dkim.record}\n`);
      writeFileSync(join(folder, 'opendkim.conf'), `Mode v\nTestPublicKeys ${keys}\nLogResults yes\n`);
      const { out, err } = await run('/usr/sbin/opendkim', ['-x', join(folder, 'opendkim.conf'), '-t', file]);
      const said = `${out}${err}`.trim().replace(/^.*?: /u, '');
      return /verification \(.*\) succeeded/u.test(said) ? fine('the signature verifies') : objects(said || 'it said nothing');
    },
  },
  {
    name: 'SpamAssassin',
    why: needs('/usr/bin/spamassassin', 'spamassassin'),
    async judge({ bytes }) {
      const { out } = await run('/usr/bin/spamassassin', ['-L', '-t'], bytes);
      const points = Number(/score=(-?[\d.]+)/u.exec(out)?.[1] ?? /\((-?[\d.]+) points/u.exec(out)?.[1] ?? Number.NaN);
      const tests = /tests=([A-Z0-9_,\s]+)/u.exec(out)?.[1]?.replace(/\s/gu, '') ?? '';
      if (Number.isNaN(points)) return objects('it gave no points');
      return (points < spamFrom ? fine : objects)(`${points} of ${spamFrom} points (${tests})`);
    },
  },
  {
    name: 'rspamd',
    why: needs('/usr/bin/rspamd', 'rspamd'),
    judge: (mail) => byRspamd(mail),
  },
  {
    name: 'html5lib',
    why: needs('/usr/lib/python3/dist-packages/html5lib/__init__.py', 'python3-html5lib'),
    async judge({ bytes, theme }, { folder }) {
      const { html = '' } = await PostalMime.parse(bytes);
      const file = join(folder, `${theme}.html`);
      writeFileSync(file, html);
      const script =
        'import html5lib,sys; p=html5lib.HTMLParser(); p.parse(open(sys.argv[1],encoding="utf8").read()); print("\\n".join(str(e[1]) for e in p.errors))';
      const { out } = await run(python, ['-c', script, file]);
      const errors = out.trim().split('\n').filter(Boolean);
      // XHTML's doctype, which mail clients know best.
      const known = errors.filter((error) => error === 'unknown-doctype');
      const others = errors.filter((error) => error !== 'unknown-doctype');
      if (others.length > 0) return objects(`${others.length} parse errors: ${[...new Set(others)].join(', ')}`);
      return fine(`no parse error${known.length > 0 ? ' but the doctype of XHTML' : ''}`);
    },
  },
  {
    name: 'reformime',
    why: needs('/usr/bin/reformime', 'maildrop'),
    async judge({ bytes }) {
      const { out } = await run('/usr/bin/reformime', ['-i'], bytes);
      const types = [...out.matchAll(/^content-type: (.*)$/gmu)].map(([, type]) => type).join(' ');
      const text = (await run('/usr/bin/reformime', ['-e', '-s', '1.1'], bytes)).out.replaceAll('\r\n', '\n').trim();
      const ours = ((await PostalMime.parse(bytes)).text ?? '').replaceAll('\r\n', '\n').trim();
      if (types !== 'multipart/alternative text/plain text/html') return objects(`it sees ${types}`);
      return text === ours ? fine(`it sees ${types}, and the same text`) : objects('it decodes another text');
    },
  },
];

async function byRspamd({ bytes }: Judged): Promise<Judgement> {
  const { code, out, err } = await run('/usr/bin/rspamc', ['-h', '127.0.0.1:11333', '--json'], bytes);
  if (code !== 0)
    return {
      kind: 'skipped',
      says: `no rspamd answers at 127.0.0.1:11333 (start it with: rspamd -u _rspamd -g _rspamd) ${err.trim().slice(0, 80)}`,
    };
  const {
    score,
    required_score: required,
    symbols = {},
  } = JSON.parse(out) as { score: number; required_score: number; symbols: Record<string, unknown> };
  return (score < required ? fine : objects)(`${score.toFixed(1)} of ${required} points (${Object.keys(symbols).join(',')})`);
}

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

function run(command: string, args: readonly string[], input?: Buffer): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args);
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.once('error', reject).once('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined).end(input);
  });
}

export async function boundedBy(ms: number, work: Promise<Judgement>): Promise<Judgement> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Judgement>((resolve) => {
    timer = setTimeout(() => resolve(objects('it did not answer in time')), ms);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
