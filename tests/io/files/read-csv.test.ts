import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/io/files/read-csv.ts';

const folder = mkdtempSync(join(tmpdir(), 'courant-csv-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(content: string | Buffer, encoding: string | null = null) {
  const path = join(folder, 'list.csv');
  writeFileSync(path, content);
  const file = await readCsv(path, encoding);
  const rows: string[][] = [];
  for await (const batch of file.batches) rows.push(...batch.rows.map(({ row, values }) => [String(row), ...values]));
  return { header: file.header, rows };
}

describe('a CSV file', () => {
  it.each([',', ';', '\t', '|'])(
    'is parted where its addresses stand alone, though others of these stand in its cells (%j)',
    async (delimiter) => {
      const cells = ['Name', 'E-Mail', 'Topics'];
      const line = ['L. Ada', 'ada@reader.example', [',', ';', '\t', '|'].filter((other) => other !== delimiter).join('x')];
      const { header, rows } = await read(`${cells.join(delimiter)}\n${line.join(delimiter)}\n`);
      expect(header).toEqual(cells);
      expect(rows).toEqual([['2', ...line]]);
    },
  );

  it('may begin with the line by which Excel names the delimiter, which is no row', async () => {
    for (const first of ['sep=;\r\n', '"sep=;"\r\n', '\ufeffsep=;\r\n', 'SEP=;\n'])
      expect(await read(`${first}Name;Mail\r\nAda, L;ada@reader.example\r\n`)).toEqual({
        header: ['Name', 'Mail'],
        rows: [['2', 'Ada, L', 'ada@reader.example']],
      });
  });

  it('may mix the ends of its lines, as files put together by hand do', async () => {
    for (const [one, other] of [
      ['\n', '\r\n'],
      ['\r\n', '\n'],
    ])
      expect((await read(`Name,Mail${one}Ada,ada@reader.example${other}Ben,ben@reader.example${other}`)).rows).toEqual([
        ['2', 'Ada', 'ada@reader.example'],
        ['3', 'Ben', 'ben@reader.example'],
      ]);
    expect((await read('Name,Mail\r\ntwo\nlines,ada@reader.example\r\n')).rows).toEqual([['2', 'two\nlines', 'ada@reader.example']]);
  });

  it('without names of columns begins with its first reader', async () => {
    expect(await read('ada@reader.example\nben@reader.example\n')).toEqual({
      header: null,
      rows: [
        ['1', 'ada@reader.example'],
        ['2', 'ben@reader.example'],
      ],
    });
    expect((await read('Ada <ada@reader.example>;x\n')).header).toBeNull();
    expect((await read('name@work;Mail\nAda;ada@reader.example\n')).header).toEqual(['name@work', 'Mail']);
  });

  it('is read in the encoding it was saved in: by its mark, by its zeros, and else as Western Excel saves', async () => {
    const text = 'E-Mail;État\r\nada@reader.example;désabonné\r\n';
    const wanted = { header: ['E-Mail', 'État'], rows: [['2', 'ada@reader.example', 'désabonné']] };
    const little = (mark: string) => Buffer.from(mark + text, 'utf16le');
    expect(await read(text)).toEqual(wanted);
    expect(await read(`\ufeff${text}`)).toEqual(wanted);
    expect(await read(little('\ufeff'))).toEqual(wanted);
    expect(await read(little('\ufeff').swap16())).toEqual(wanted);
    expect(await read(little(''))).toEqual(wanted);
    expect(await read(Buffer.from(text, 'latin1'))).toEqual(wanted);
  });

  it('is read in the encoding a person names', async () => {
    const shiftJis = Buffer.concat([Buffer.from('Mail,'), Buffer.from([0x8f, 0xf3, 0x91, 0xd4]), Buffer.from('\nada@reader.example,x\n')]);
    expect((await read(shiftJis, 'shift_jis')).header).toEqual(['Mail', '状態']);
    await expect(read('a\n', 'papyrus')).rejects.toMatchObject({ code: 'csv-encoding' });
  });

  it('may cut a character in two where a part of it ends, in any encoding', async () => {
    const lines = Array.from({ length: 20_000 }, (_, at) => `reader${at}@reader.example;désabonné ${'é'.repeat(at % 7)}\n`).join('');
    for (const encoding of ['utf8', 'utf16le', 'latin1'] as const) {
      const { rows } = await read(Buffer.from(`${encoding === 'utf16le' ? '\ufeff' : ''}${lines}`, encoding));
      expect(rows.length).toBe(20_000);
      expect(rows.every((row, at) => row[2] === `désabonné ${'é'.repeat(at % 7)}`)).toBe(true);
    }
  });
});
