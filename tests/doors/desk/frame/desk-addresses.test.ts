import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeskNewsroomUnderTest, openNewsroom } from '../newsroom.ts';

let room: DeskNewsroomUnderTest;
beforeAll(async () => {
  room = await openNewsroom();
});
afterAll(() => room.close());

const long = 'x'.repeat(500);
const nonsense: Readonly<Record<string, readonly string[]>> = {
  newsletter: ['nope', '../x', '\u0000', '<script>'],
  at: ['potato', '9999-12-31', '0000-01-01', '2026-02-31', '275760-01-01'],
  topics: ['Nope', '\u0000', long],
  look: ['x'],
  width: ['x'],
  panel: ['x'],
  reader: ['no address', 'a@b', long, 'nobody@reader.example', '\u0000@x.example'],
  theme: ['nope', '../../etc/passwd', 'x.mjml', '/etc/passwd.mjml', '\u0000'],
  locale: ['xx-<script>', 'x'.repeat(35), 'en_US', 'root', '-', '\u0000', '__proto__', 'toString', 'en-u-nu-bogus', 'tlh'],
  halfLife: ['-1', 'NaN', '1e999'],
  perTopic: ['1.5', '0'],
  spot: ['x', '999999:9999999'],
  story: ['x', long],
  left: ['toString', '__proto__', long],
  said: [long],
};

describe('an address of the desk that makes no sense', () => {
  it.each(Object.entries(nonsense))('in its %s is the fault of whoever wrote it, on every page', async (name, values) => {
    for (const value of values)
      for (const path of ['/', '/edition', '/preview/html', '/edition.eml', '/sign', '/content']) {
        const { status } = await fetch(`${room.server.url}${path}?${new URLSearchParams({ [name]: value })}`);
        expect([path, value, status]).toEqual([
          path,
          value,
          expect.toSatisfy((code: number) => code === 200 || code === 400 || code === 404),
        ]);
      }
  });

  it('is answered 400 with what was not understood, a language as much as a date', async () => {
    for (const query of ['locale=xx-%3Cscript%3E', `locale=${'x'.repeat(35)}`, 'at=potato'])
      for (const path of ['/edition', '/preview/html', '/edition.eml']) {
        const answer = await fetch(`${room.server.url}${path}?${query}`);
        expect([path, answer.status]).toEqual([path, 400]);
        expect(await answer.text()).toContain('makes no sense as');
      }
    for (const locale of ['de', 'pt-BR', 'ar-EG-u-nu-latn'])
      expect((await fetch(`${room.server.url}/edition?locale=${locale}`)).status).toBe(200);
  });
});
