import { describe, expect, it } from 'vitest';
import { invertColours, withoutStyleSheets } from '../../../../src/doors/desk/mail/client-emulation.ts';
import { holdsInWord, settleConditionals } from '../../../../src/doors/desk/mail/conditional-comments.ts';
import { asOutlookWord } from '../../../../src/doors/desk/mail/word-emulation.ts';

describe('conditional comments in Outlook for Windows', () => {
  it.each([
    ['mso', true],
    [' gte mso 9 ', true],
    ['lt mso 12', false],
    ['mso 16', true],
    ['mso 15', false],
    ['!mso', false],
    ['IE', false],
    ['mso | IE', true],
    ['(gte mso 9)|(IE)', true],
    ['(gte mso 9)&(lt mso 15)', false],
    ['!(lt mso 12)', true],
    ['gte vml 1', true],
    ['', false],
    ['nonsense', false],
  ])('[if %s] is %s', (condition, holds) => {
    expect(holdsInWord(condition)).toBe(holds);
  });

  it.each([
    ['what is for Word stands', 'a<!--[if mso]><b>w</b><![endif]-->z', 'a<b>w</b>z'],
    ['what is for everyone else goes', 'a<!--[if !mso]><!--><b>o</b><!--<![endif]-->z', 'az'],
    ['a revealed condition is settled too', 'a<![if !mso]><b>o</b><![endif]>z', 'az'],
    ['two in a row are kept apart', '<!--[if mso]>1<![endif]-->x<!--[if !mso]><!-->2<!--<![endif]-->y<!--[if IE]>3<![endif]-->', '1xy'],
    ['a plain comment stays', '<!-- note -->x', '<!-- note -->x'],
  ])('%s', (_, html, settled) => {
    expect(settleConditionals(html)).toBe(settled);
  });
});

describe('the mail as Word sets it', () => {
  const inline = (tag: string, css: string) => /style="([^"]*)"/.exec(asOutlookWord(`<${tag} style="${css}">`))?.[1];

  it.each([
    ['round corners and shadows', 'td', 'border-radius:4px;box-shadow:0 0 2px #000;color:#111', 'color:#111'],
    ['a width that is at most one', 'table', 'max-width:600px;width:100%', 'width:100%'],
    ['padding of anything but a cell', 'p', 'padding:4px;margin:0 0 8px', 'margin:0 0 8px'],
    ['a margin of a picture', 'img', 'margin:0 0 12px;border:0', 'border:0'],
    ['no padding of a cell', 'td', 'padding:4px 8px', 'padding:4px 8px'],
    ['a width of a box', 'div', 'width:300px;color:red', 'color:red'],
    ['centring by margins', 'table', 'margin:0 auto;color:red', 'color:red'],
    ['see-through colours', 'td', 'color:rgba(0,0,0,.5);background-color:#fff', 'background-color:#fff'],
    ['pictures behind text', 'td', 'background:url(a.png) #fff;background-image:url(b.png)', ''],
    ['flex, grid, float, position', 'div', 'display:flex;float:left;position:absolute;top:0;gap:4px', ''],
    ['variables and sums', 'td', 'color:var(--ink);width:calc(100% - 4px);font-size:14px', 'font-size:14px'],
    ['not what is hidden', 'div', 'display:none', 'display:none'],
  ])('drops %s', (_, tag, css, left) => {
    expect(inline(tag, css)).toBe(left);
  });

  it('keeps the name of a font whatever its quotes', () => {
    expect(asOutlookWord(`<td style="font-family:&quot;Iowan Old Style&quot;,Georgia;opacity:.5">`)).toMatch(
      /^<td style="font-family:\s*'Iowan Old Style',\s*Georgia">$/,
    );
  });

  it('knows of a sheet only plain rules: no media query, no state, no attribute', () => {
    const css =
      '@media (max-width:600px){.a{color:red}}.b{color:#111;opacity:.5}a:hover{color:red}[data-ogsc] .c{color:red}.d>p{color:red}*{margin:0}table td{color:#222}';
    const sheet = asOutlookWord(`<style>${css}</style>`);
    expect(sheet).toContain('.b{color:#111}');
    expect(sheet).toContain('table td{color:#222}');
    expect(sheet).not.toContain('red');
    expect(sheet).not.toContain('margin');
  });

  it('shows no word of the settings for Office', () => {
    const head =
      '<!--[if mso]><xml><o:OfficeDocumentSettings><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><![endif]-->';
    expect(asOutlookWord(`${head}<p>Text</p>`)).toBe('<p>Text</p>');
  });

  it('draws a button made of VML and leaves out the one for everyone else', () => {
    const button =
      '<!--[if mso]><v:roundrect href="https://a.example" style="height:40px;v-text-anchor:middle;width:200px" fillcolor="#b3361b"><w:anchorlock/><center>Read</center></v:roundrect><![endif]-->' +
      '<!--[if !mso]><!--><a href="https://a.example" style="padding:8px">Read</a><!--<![endif]-->';
    const drawn = asOutlookWord(button);
    expect(drawn).toContain('bgcolor="#b3361b"');
    expect(drawn).toContain('<center>Read</center>');
    expect(drawn).not.toContain('<a ');
    expect(drawn).not.toMatch(/<\/?[vwo]:/);
  });

  it('shows the alternative text of a picture Word cannot draw', () => {
    expect(asOutlookWord('<img alt="Quay" src="https://a.example/q.webp" width="10">')).toBe('<img alt="Quay" width="10">');
    expect(asOutlookWord('<img alt="Quay" src="https://a.example/q.jpg">')).toContain('q.jpg');
  });
});

describe('the mail in Gmail where it drops style sheets', () => {
  it('keeps inline styles, but for what Gmail takes out', () => {
    const html = '<style>.a{color:red}</style><td class="a" style="color:#111;position:absolute;top:0;padding:4px">x</td>';
    expect(withoutStyleSheets(html)).toBe('<td class="a" style="color:#111;;;padding:4px">x</td>');
  });
});

describe('the mail with colours forced dark', () => {
  const page = (css: string, body: string) => `<html><head><style>${css}</style></head><body>${body}</body></html>`;
  const light = (hex: string) => Number.parseInt(hex.slice(1, 3), 16) > 0x80;

  it('turns grounds and inks over, and leaves a picture address with a colour in its name alone', () => {
    const html = page(
      '',
      '<td bgcolor="#ffffff" style="color:#111111;background:url(/media/white-red.png) white;border:1px solid #eee">x</td>',
    );
    const full = invertColours(html, 'full');
    expect(light(/bgcolor="(#[0-9a-f]{6})"/.exec(full)?.[1] ?? '')).toBe(false);
    expect(light(/style="color:(#[0-9a-f]{6})/.exec(full)?.[1] ?? '')).toBe(true);
    expect(full).toContain('url(/media/white-red.png)');
    expect(full).not.toContain(' white;');
  });

  it('partly: leaves what is dark already, fully: turns it light', () => {
    const html = page('', '<td style="background-color:#101010;color:#fafafa">x</td>');
    expect(invertColours(html, 'partial')).toContain('background-color:#101010;color:#fafafa');
    expect(invertColours(html, 'full')).not.toContain('#101010');
  });

  it('partly: obeys what the mail says for Outlook; fully: does not know it', () => {
    const html = page('.i{color:#111}[data-ogsc] .i{color:#f3ecdf!important}', '<p class="i">x</p>');
    const partly = invertColours(html, 'partial');
    expect(partly).toContain('[data-ogsc] .i{color:#f3ecdf!important}');
    expect(partly).toContain('<body data-ogsc data-ogsb>');
    expect(invertColours(html, 'full')).not.toContain('<body data-ogsc');
  });

  it("ignores the mail's own dark colours, and what is no colour", () => {
    const html = page('@media (prefers-color-scheme:dark){.i{color:#fff}}.i{border:1px solid transparent}', '<p class="i">x</p>');
    const full = invertColours(html, 'full');
    expect(full).not.toContain('prefers-color-scheme');
    expect(full).toContain('border:1px solid transparent');
  });
});
