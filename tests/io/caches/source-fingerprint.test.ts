import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourceFingerprint } from '../../../src/io/caches/source-fingerprint.ts';

let folder: string;
const fingerprint = (writers: readonly string[] = []): string => sourceFingerprint('selection', writers, pathToFileURL(`${folder}/`));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'courant-fingerprint-'));
  mkdirSync(join(folder, 'selection/stories/grouping'), { recursive: true });
  mkdirSync(join(folder, 'io/caches'), { recursive: true });
  writeFileSync(join(folder, 'selection/choose.ts'), 'export const a = 1;');
  writeFileSync(join(folder, 'selection/stories/grouping/evidence.ts'), 'export const bar = 12;');
  writeFileSync(join(folder, 'io/caches/columns.ts'), 'export const width = 4;');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a change to one deep file of a stage changes its fingerprint', () => {
  const before = fingerprint();
  writeFileSync(join(folder, 'selection/stories/grouping/evidence.ts'), 'export const bar = 13;');
  expect(fingerprint()).not.toBe(before);
});

test('a file that moved to another folder of the stage changes it, and a copy of the same sources elsewhere does not', () => {
  const before = fingerprint();
  const copy = mkdtempSync(join(tmpdir(), 'courant-fingerprint-'));
  cpSync(folder, copy, { recursive: true });
  expect(sourceFingerprint('selection', [], pathToFileURL(`${copy}/`))).toBe(before);
  rmSync(copy, { recursive: true });
  renameSync(join(folder, 'selection/choose.ts'), join(folder, 'selection/stories/choose.ts'));
  expect(fingerprint()).not.toBe(before);
});

test('a change to a file of io counts where it writes the result down, and only there', () => {
  const without = fingerprint();
  const writing = fingerprint(['columns']);
  writeFileSync(join(folder, 'io/caches/columns.ts'), 'export const width = 8;');
  expect(fingerprint()).toBe(without);
  expect(fingerprint(['columns'])).not.toBe(writing);
});

test('types that the compiler wrote beside the code do not count', () => {
  const before = fingerprint();
  writeFileSync(join(folder, 'selection/choose.d.ts'), 'export declare const a: 1;');
  expect(fingerprint()).toBe(before);
});
