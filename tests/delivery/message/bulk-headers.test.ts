import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BulkSender, bulkHeaders } from '../../../src/delivery/message/bulk-headers.ts';
import { headerText } from '../../../src/delivery/message/header-text.ts';

const sender: BulkSender = {
  newsletterId: 'daily-brief',
  newsletterName: 'The Daily Brief',
  editionNumber: 42,
  listDomain: 'news.example.com',
  unsubscribeUrl: 'https://news.example.com/u/zzSLOT-unsubscribe-zzzzzzzzzzzzzzzzzzzzz',
  unsubscribeMailto: 'mailto:leave@news.example.com?subject=unsubscribe',
};
const header = (name: string, changed: Partial<BulkSender> = {}) =>
  bulkHeaders({ ...sender, ...changed }).find((field) => field.name === name)?.value;

describe('the headers of a bulk message', () => {
  it('offer one https link and one mail address to leave, and one click', () => {
    expect(header('List-Unsubscribe')).toBe(`<${sender.unsubscribeUrl}>, <mailto:leave@news.example.com?subject=unsubscribe>`);
    expect(header('List-Unsubscribe', { unsubscribeMailto: null })).toBe(`<${sender.unsubscribeUrl}>`);
    expect(header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
  });

  it('say which list, that a machine wrote, and in bulk', () => {
    expect(header('List-Id')).toBe('"The Daily Brief" <daily-brief.news.example.com>');
    expect(header('Auto-Submitted')).toBe('auto-generated');
    expect(header('Precedence')).toBe('bulk');
  });

  it('name a list beyond ASCII or with quotes by its id alone', () => {
    expect(header('List-Id', { newsletterName: 'Täglich' })).toBe('<daily-brief.news.example.com>');
    expect(header('List-Id', { newsletterName: 'The "Daily" \\ Brief' })).toBe('<daily-brief.news.example.com>');
  });

  it('give feedback loops four parts, the last one the sender, and nothing about the reader', () => {
    const feedback = header('Feedback-ID') ?? '';
    expect(feedback).toMatch(/^42:daily-brief:digest:[0-9a-f]{5,15}$/u);
    expect(header('Feedback-ID', { unsubscribeUrl: 'https://news.example.com/u/another-reader' })).toBe(feedback);
  });

  it('have no link that one click cannot use, save on this very machine', () => {
    for (const unsubscribeUrl of [
      'http://news.example.com/u/1',
      'mailto:leave@example.com',
      '/u/1',
      'javascript:1',
      'https://a/<b>',
      'https://a/b c',
      '',
    ]) {
      expect(() => bulkHeaders({ ...sender, unsubscribeUrl })).toThrow(expect.objectContaining({ code: 'unsubscribe-link' }));
    }
    expect(() => bulkHeaders({ ...sender, unsubscribeMailto: 'https://example.com' })).toThrow(
      expect.objectContaining({ code: 'unsubscribe-link' }),
    );
    expect(header('List-Unsubscribe', { unsubscribeUrl: 'http://127.0.0.1:4400/u/1', unsubscribeMailto: null })).toBe(
      '<http://127.0.0.1:4400/u/1>',
    );
  });

  it('never hold a line break or control character, whoever wrote the text', () => {
    const control = fc.constantFrom('\r', '\n', '\r\n', '\0', '\t', '\u001b', '\u007f', '\u0085', '\u2028');
    const field = fc.constantFrom('newsletterName', 'listDomain', 'unsubscribeUrl', 'unsubscribeMailto');
    fc.assert(
      fc.property(field, control, fc.string(), (name, character, rest) => {
        const poisoned = { ...sender, [name]: `${sender[name as 'listDomain']}${character}${rest}` };
        expect(() => bulkHeaders(poisoned)).toThrow(expect.objectContaining({ code: 'header-injection' }));
      }),
    );
    expect(() => bulkHeaders({ ...sender, newsletterId: 'daily\r\nBcc: x' })).toThrow(expect.objectContaining({ code: 'newsletter-id' }));
  });

  it('fit on a line of mail', () => {
    for (const { name, value } of bulkHeaders(sender)) expect(`${name}: ${value}`.length).toBeLessThan(998);
  });
});

describe('text for a header', () => {
  it('passes unchanged, or is refused with the character and its place', () => {
    expect(headerText('Subject', 'Grüße 🗞 "quoted"')).toBe('Grüße 🗞 "quoted"');
    expect(() => headerText('Subject', 'News\nBcc: all@example.com')).toThrow(/Subject.*U\+000A at position 5/u);
  });
});
