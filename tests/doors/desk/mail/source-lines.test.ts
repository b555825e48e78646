import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sourceLines } from '../../../../src/doors/desk/mail/source-lines.ts';
import { preview } from '../fake-desk-source.ts';

const joined = (html: string): string =>
  sourceLines(html)
    .map((line, index) => (index > 0 && line.number !== null ? '\n' : '') + line.pieces.map(({ text }) => text).join(''))
    .join('');

const mail = preview().mail?.rendered.html ?? '';

describe('the source as the desk shows it', () => {
  it('is the mail to the character once the breaks made for reading are taken out', () => {
    expect(joined(mail)).toBe(mail);
    const markup = fc.array(
      fc.oneof(
        fc.string(),
        fc.constantFrom('<div>', '</div>', '<p class="a > b">', '</p>', '\n', '<!--[if mso]>', '<![endif]-->', '<', '<style>', '</style>'),
      ),
    );
    fc.assert(fc.property(markup, (parts) => joined(parts.join('')) === parts.join('')));
  });

  it('numbers the lines the mail has, in order, and no others', () => {
    const numbers = sourceLines(mail).flatMap(({ number }) => (number === null ? [] : [number]));
    expect(numbers).toEqual(mail.split('\n').map((_, index) => index + 1));
    expect(sourceLines(mail).length).toBeGreaterThan(numbers.length);
  });

  it('tells conditional comments and styles from what is read', () => {
    const lines = sourceLines('<style>p{}</style><!--[if mso]><table><![endif]--><p>Hello</p>').flatMap(({ pieces }) => pieces);
    expect(lines.map(({ kind }) => kind)).toEqual(['tag', 'style', 'tag', 'comment', 'tag', 'text', 'tag']);
  });
});
