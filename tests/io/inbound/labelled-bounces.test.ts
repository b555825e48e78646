import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { classifyInbound } from '../../../src/delivery/bounce/classify-inbound.ts';
import type { Classification } from '../../../src/delivery/bounce/judging/classification.ts';
import { parseInbound } from '../../../src/io/inbound/parse-inbound.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/bounces/', import.meta.url));
const present = existsSync(`${folder}labels.tsv`);

type Label = { readonly file: string; readonly at: number; readonly status: string; readonly reason: string; readonly hard: boolean };

const readLabels = (): readonly Label[] =>
  readFileSync(`${folder}labels.tsv`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([file = '', number, status = '', , reason = '', hard]) => ({ file, at: Number(number) - 1, status, reason, hard: hard === '1' }));

describe.skipIf(!present)(`labelled bounces${present ? '' : ' (skipped: shared data absent)'}`, () => {
  const found = new Map<string, Classification>();
  let labels: readonly Label[] = [];
  const recipient = (label: Label) => found.get(label.file)?.recipients[label.at];

  beforeAll(async () => {
    labels = readLabels();
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.eml'))) {
      found.set(file, classifyInbound(await parseInbound(readFileSync(folder + file))));
    }
  });

  it('at least 99 % of the hard bounces are found as hard', () => {
    const hard = labels.filter((label) => label.hard);
    const missed = hard.filter((label) => recipient(label)?.kind !== 'hard').map((label) => label.file);
    expect(hard.length).toBeGreaterThan(80);
    expect(missed.length / hard.length, missed.join(', ')).toBeLessThanOrEqual(0.01);
  });

  it('at most 1 % of the others are called hard', () => {
    const others = labels.filter((label) => !label.hard);
    const wrong = others.filter((label) => recipient(label)?.kind === 'hard').map((label) => label.file);
    expect(others.length).toBeGreaterThan(150);
    expect(wrong.length / others.length, wrong.join(', ')).toBeLessThanOrEqual(0.01);
  });

  it('every labelled recipient is found, and no mail gives more than it names', () => {
    const counts = Map.groupBy(labels, (label) => label.file);
    const off = [...counts].filter(([file, rows]) => found.get(file)?.recipients.length !== rows.length).map(([file]) => file);
    expect(off).toEqual([]);
  });

  it('the status is the labelled one in 98 % of the mails that have one', () => {
    // x.0.9nn are codes the labels made up for mails without one.
    const coded = labels.filter((label) => /^[245]\.\d+\.\d+$/u.test(label.status) && !/^[45]\.0\.9\d\d$/u.test(label.status));
    const other = coded.filter((label) => recipient(label)?.status !== label.status);
    expect(other.length / coded.length, other.map((label) => label.file).join(', ')).toBeLessThanOrEqual(0.02);
  });

  it('refusals for authentication, reputation, spam and policy never suppress a reader', () => {
    const ours = new Set([
      'authfailure',
      'badreputation',
      'blocked',
      'policyviolation',
      'requireptr',
      'spamdetected',
      'securityerror',
      'virusdetected',
    ]);
    const kinds = new Set(labels.filter((label) => ours.has(label.reason)).map((label) => recipient(label)?.kind));
    expect([...kinds].filter((kind) => kind === 'hard' || kind === 'complaint')).toEqual([]);
  });

  it('absence notes are automatic answers', () => {
    const notes = labels.filter((label) => label.reason === 'vacation');
    expect(notes.map((label) => recipient(label)?.kind)).toEqual(notes.map(() => 'auto-reply'));
  });
});
