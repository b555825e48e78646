import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { neutralText, safeHref } from '../../../src/composition/text/neutral-text.ts';
import { slots } from '../../../src/composition/views/slots.ts';

describe('text before it reaches a template', () => {
  it('loses controls, bidi overrides and line breaks but no letters', () => {
    expect(neutralText(' Inv\u202Egnp.exe\u202C\r\n\t oice\u0007 ')).toBe('Inv gnp.exe oice');
    expect(neutralText('👩‍👩‍👧 naïve café 日本')).toBe('👩‍👩‍👧 naïve café 日本');
  });

  it('never holds a reader-link placeholder, a hole mark or a lone surrogate', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(slots), 'zz', 'SLOT-', '\uFDD0', '\uD800', '\u0000')),
        ),
        (pieces) => {
          const text = neutralText(pieces.join(''));
          expect(text).not.toMatch(/zzSLOT-|[\uFDD0-\uFDEF\p{Cc}]/u);
          expect(text.isWellFormed()).toBe(true);
          expect(neutralText(text)).toBe(text);
        },
      ),
    );
  });
});

describe('a link target', () => {
  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '/relative', 'JaVaScRiPt:x', 'vbscript:x', ''])(
    'is refused when it is %j',
    (address) => expect(safeHref(address)).toBeNull(),
  );

  it('is kept in its normal form for web and mail addresses', () => {
    expect(safeHref(' https://Example.com/a b?q="x" ')).toBe('https://example.com/a%20b?q=%22x%22');
    expect(safeHref('mailto:desk@courant.example')).toBe('mailto:desk@courant.example');
  });

  it('cannot carry a reader-link placeholder to another site', () => {
    const href = safeHref(`https://evil.example/?t=${slots.unsubscribe}`);
    expect(href).not.toContain('zzSLOT-');
    expect(decodeURIComponent(href ?? '')).toContain(slots.unsubscribe);
  });
});
