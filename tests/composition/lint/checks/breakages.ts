import type { CheckId } from '../../../../src/composition/lint/check-ids.ts';
import type { LintContext } from '../../../../src/composition/lint/linted-mail.ts';
import { slots } from '../../../../src/composition/views/slots.ts';
import type { LintedCase } from '../sound-message.ts';

type Change = (sound: LintedCase) => LintedCase;
/** A sound message made to break one check; `mends`: the same kept sound where the change itself is not the fault. */
type Breakage = { readonly what: string; readonly breaks: Change; readonly mends?: Change };

const message =
  (changed: (message: LintedCase['message']) => Partial<LintedCase['message']>): Change =>
  (sound) => ({ ...sound, message: { ...sound.message, ...changed(sound.message) } });

const context =
  (changed: (context: LintContext) => Partial<LintContext>): Change =>
  (sound) => ({ ...sound, context: { ...sound.context, ...changed(sound.context) } });

const html = (from: string | RegExp, to: string): Change => message(({ html: before }) => ({ html: (before ?? '').replace(from, to) }));
const text = (from: string | RegExp, to: string): Change => message(({ text: before }) => ({ text: (before ?? '').replace(from, to) }));
/** Markup at the end of the page, inside its wrapper. */
const page = (markup: string): Change => html(/<\/div>\s*<\/body>/, `${markup.replaceAll('$', '$$$$')}</div></body>`);
const head = (markup: string): Change => html('</head>', `${markup}</head>`);
const sheet = (css: string): Change => head(`<style>${css}</style>`);
const header = (name: string, value: string | null): Change =>
  message(({ headers }) => ({
    headers: [...headers.filter((each) => each.name.toLowerCase() !== name.toLowerCase()), ...(value === null ? [] : [{ name, value }])],
  }));
const all =
  (...changes: readonly Change[]): Change =>
  (sound) =>
    changes.reduce((mail, change) => change(mail), sound);
const words = (style: string, extra = ''): Change => page(`<p style="${style}"${extra}>Some words</p>`);
const picture = (attributes: string): Change => page(`<img ${attributes}>`);
const link = (markup: string): Change => all(page(markup), text(/$/, '\nhttps://elsewhere.example/a\n'));

const table = '<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td>words</td></tr></table>';

export const breakages: Readonly<Record<CheckId, readonly Breakage[]>> = {
  'html-size': [{ what: '100,001 bytes', breaks: message(() => ({ htmlBytes: 100_001 })), mends: message(() => ({ htmlBytes: 95_000 })) }],
  'html-size-near': [
    { what: '95,001 bytes', breaks: message(() => ({ htmlBytes: 95_001 })), mends: message(() => ({ htmlBytes: 94_999 })) },
  ],
  'style-size': [
    {
      what: '16 KB of style sheets',
      breaks: sheet(`.x{color:#000000}${' '.repeat(16_384)}`),
      mends: sheet(`.x{color:#000000}${' '.repeat(8_000)}`),
    },
  ],
  'style-in-head': [
    { what: 'a style sheet in the body', breaks: page('<style>.x{color:#000000}</style>'), mends: sheet('.x{color:#000000}') },
  ],
  doctype: [
    { what: 'no doctype', breaks: html(/<!doctype html>/i, '') },
    { what: 'an old doctype', breaks: html(/<!doctype html>/i, '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x">') },
    { what: 'two doctypes', breaks: html(/<!doctype html>/i, '<!doctype html><!doctype html>') },
  ],
  charset: [
    { what: 'no charset', breaks: html(/charset=utf-8/i, 'charset=iso-8859-1') },
    { what: 'two charsets', breaks: head('<meta charset="utf-8">') },
  ],
  viewport: [
    { what: 'no viewport', breaks: html('name="viewport"', 'name="viewpoint"') },
    { what: 'a viewport that forbids enlarging', breaks: html('initial-scale=1', 'initial-scale=1,user-scalable=no') },
  ],
  title: [
    { what: 'another title than the subject', breaks: html(/<title>[^<]*/, '<title>Newsletter') },
    { what: 'no title', breaks: html(/<title>[^<]*<\/title>/, '') },
    { what: 'two titles', breaks: head('<title>Again</title>') },
  ],
  'color-scheme': [{ what: 'a mail that knows light only', breaks: html('content="light dark"', 'content="light"') }],
  language: [
    { what: 'html without lang', breaks: html(/(<html[^>]*) lang="[^"]*"/, '$1') },
    { what: 'html without dir', breaks: html(/(<html[^>]*) dir="[^"]*"/, '$1') },
    { what: 'a lang that is none', breaks: html(/(<html[^>]*) lang="[^"]*"/, '$1 lang="not a language"') },
  ],
  'language-in-body': [
    {
      what: 'a child of the body without lang',
      breaks: html('</body>', '<div dir="ltr">words</div></body>'),
      mends: html('</body>', '<div lang="en" dir="ltr">words</div></body>'),
    },
  ],
  direction: [
    { what: 'Arabic from the left', breaks: page('<p lang="ar" dir="ltr">خبر</p>'), mends: page('<p lang="ar" dir="rtl">خبر</p>') },
    { what: 'Hebrew from the left', breaks: page('<p lang="he" dir="ltr">חדשות</p>'), mends: page('<p lang="he" dir="rtl">חדשות</p>') },
    { what: 'English from the right', breaks: page('<p lang="en" dir="rtl">news</p>') },
    { what: "another language than the newsletter's", breaks: html(/(<html[^>]*) lang="[^"]*"/, '$1 lang="de"') },
  ],
  'layout-table-role': [
    { what: 'a table without a role', breaks: page(table.replace(' role="presentation"', '')), mends: page(table) },
    {
      what: 'a ghost table without a role',
      breaks: page(`<!--[if mso]>${table.replace(' role="presentation"', '')}<![endif]-->`),
      mends: page(`<!--[if mso]>${table}<![endif]-->`),
    },
  ],
  'layout-table-spacing': [
    { what: 'a table without cellspacing', breaks: page(table.replace(' cellspacing="0"', '')), mends: page(table) },
    { what: 'a table with a border', breaks: page(table.replace('border="0"', 'border="1"')), mends: page(table) },
  ],
  'conditional-comments': [
    {
      what: 'a comment left open',
      breaks: page('<!--[if !mso]><!--><p>words</p>'),
      mends: page('<!--[if !mso]><!--><p>words</p><!--<![endif]-->'),
    },
    { what: 'an end without a beginning', breaks: page('<!--<![endif]-->') },
    {
      what: 'a ghost table left open',
      breaks: page('<!--[if mso]><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]--><p>words</p>'),
      mends: page(
        '<!--[if mso]><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]--><p>words</p><!--[if mso]></td></tr></table><![endif]-->',
      ),
    },
  ],
  'ghost-table': [
    { what: 'a ghost table of another width', breaks: html(/(\[if mso\]><table[^>]* width=")\d+/, '$1480') },
    {
      what: 'a column without a ghost table',
      breaks: html('</body>', '<div lang="en" dir="ltr"><div style="max-width:600px">words</div></div></body>'),
    },
  ],
  'one-h1': [
    { what: 'a second h1', breaks: page('<h1>Again</h1>') },
    { what: 'no h1', breaks: html(/<(\/?)h1/g, '<$1h2') },
  ],
  'heading-levels': [{ what: 'an h4 under an h2', breaks: page('<h2>Two</h2><h4>Four</h4>'), mends: page('<h2>Two</h2><h3>Three</h3>') }],
  'heading-words': [
    { what: 'an empty heading', breaks: page('<h2> </h2>'), mends: page('<h2>Words</h2>') },
    {
      what: 'a heading of a picture without alt',
      breaks: page('<h2><img alt="" src="https://m.example/a.jpg" width="1" height="1"></h2>'),
      mends: page('<h2><img alt="Logo of the Courant" src="https://m.example/a.jpg" width="1" height="1"></h2>'),
    },
  ],
  'picture-address': [
    {
      what: 'a relative address',
      breaks: picture('src="/a.jpg" alt="A quay" width="1" height="1"'),
      mends: picture('src="https://m.example/a.jpg" alt="A quay" width="1" height="1"'),
    },
    { what: 'plain http', breaks: picture('src="http://m.example/a.jpg" alt="A quay" width="1" height="1"') },
    {
      what: 'a part the message does not carry',
      breaks: picture('src="cid:one@courant" alt="A quay" width="1" height="1"'),
      mends: all(
        picture('src="cid:one@courant" alt="A quay" width="1" height="1"'),
        message(() => ({ contentIds: ['one@courant'] })),
      ),
    },
  ],
  'picture-reach': [
    { what: 'a picture on this machine', breaks: picture('src="http://127.0.0.1:4400/media/a.jpg" alt="A quay" width="1" height="1"') },
  ],
  'picture-alt': [
    {
      what: 'no alt',
      breaks: picture('src="https://m.example/a.jpg" width="1" height="1"'),
      mends: picture('src="https://m.example/a.jpg" alt="" width="1" height="1"'),
    },
    { what: 'a file name', breaks: picture('src="https://m.example/a.jpg" alt="DSC_0042.JPG" width="1" height="1"') },
    { what: '"image"', breaks: picture('src="https://m.example/a.jpg" alt="image" width="1" height="1"') },
  ],
  'picture-size': [
    {
      what: 'no height',
      breaks: picture('src="https://m.example/a.jpg" alt="A quay" width="120"'),
      mends: picture('src="https://m.example/a.jpg" alt="A quay" width="120" height="80"'),
    },
    { what: 'a percentage', breaks: picture('src="https://m.example/a.jpg" alt="A quay" width="100%" height="80"') },
    { what: 'a fraction', breaks: picture('src="https://m.example/a.jpg" alt="A quay" width="120.5" height="80"') },
  ],
  'picture-format': [
    { what: 'WebP by name', breaks: picture('src="https://m.example/a.webp?x=1" alt="A quay" width="1" height="1"') },
    { what: 'SVG by name', breaks: picture('src="https://m.example/a.svg" alt="A quay" width="1" height="1"') },
    {
      what: 'AVIF by content',
      breaks: all(
        picture('src="https://m.example/a" alt="A quay" width="1" height="1"'),
        context(() => ({ pictures: new Map([['https://m.example/a', { width: 2, height: 2, format: 'avif' }]]) })),
      ),
      mends: all(
        picture('src="https://m.example/a" alt="A quay" width="1" height="1"'),
        context(() => ({ pictures: new Map([['https://m.example/a', { width: 2, height: 2, format: 'jpeg' }]]) })),
      ),
    },
  ],
  'picture-sharpness': [
    {
      what: 'a file with one pixel for one',
      breaks: all(
        picture('src="https://m.example/a.jpg" alt="A quay" width="120" height="80"'),
        context(() => ({ pictures: new Map([['https://m.example/a.jpg', { width: 120, height: 80, format: 'jpeg' }]]) })),
      ),
      mends: all(
        picture('src="https://m.example/a.jpg" alt="A quay" width="120" height="80"'),
        context(() => ({ pictures: new Map([['https://m.example/a.jpg', { width: 240, height: 160, format: 'jpeg' }]]) })),
      ),
    },
  ],
  'link-address': [
    { what: 'a script', breaks: page('<a href="javascript:alert(1)">Harbour Post</a>') },
    { what: 'a relative address', breaks: page('<a href="/news">Harbour Post</a>') },
    {
      what: 'an empty address',
      breaks: page('<a href="">Harbour Post</a>'),
      mends: link('<a href="https://elsewhere.example/a">Harbour Post</a>'),
    },
  ],
  'link-name': [
    {
      what: 'an empty link',
      breaks: link('<a href="https://elsewhere.example/a"> </a>'),
      mends: link('<a href="https://elsewhere.example/a">Harbour Post</a>'),
    },
    {
      what: 'a picture without alt',
      breaks: link('<a href="https://elsewhere.example/a"><img alt="" src="https://m.example/a.jpg" width="1" height="1"></a>'),
      mends: link('<a href="https://elsewhere.example/a"><img alt="The quay" src="https://m.example/a.jpg" width="1" height="1"></a>'),
    },
  ],
  'link-twice': [
    {
      what: 'picture and headline as two links',
      breaks: link(
        '<a href="https://elsewhere.example/a"><img alt="The quay" src="https://m.example/a.jpg" width="1" height="1"></a><a href="https://elsewhere.example/a">The quay</a>',
      ),
      mends: link(
        '<a href="https://elsewhere.example/a">The quay</a><a href="https://elsewhere.example/a" aria-hidden="true" tabindex="-1"><img alt="The quay" src="https://m.example/a.jpg" width="1" height="1"></a>',
      ),
    },
  ],
  'link-words': [
    {
      what: '"Read more"',
      breaks: link('<a href="https://elsewhere.example/a">Read more »</a>'),
      mends: link('<a href="https://elsewhere.example/a">Read more poems</a>'),
    },
    { what: '"Click here"', breaks: link('<a href="https://elsewhere.example/a">Click here!</a>') },
    { what: '"Weiterlesen"', breaks: link('<a href="https://elsewhere.example/a">Weiterlesen …</a>') },
    { what: '"続きを読む"', breaks: link('<a href="https://elsewhere.example/a">続きを読む</a>') },
    { what: '"اقرأ المزيد"', breaks: link('<a href="https://elsewhere.example/a">اقرأ المزيد</a>') },
  ],
  'link-underline': [
    {
      what: 'a link in a sentence without underline',
      breaks: link('<p>As <a href="https://elsewhere.example/a" style="text-decoration:none">Coast Wire</a> tells it.</p>'),
      mends: link('<p>As <a href="https://elsewhere.example/a" style="text-decoration:underline">Coast Wire</a> tells it.</p>'),
    },
  ],
  'link-hidden': [
    {
      what: 'a hidden link the keyboard reaches',
      breaks: link('<a href="https://elsewhere.example/a" aria-hidden="true">The quay</a>'),
      mends: link('<a href="https://elsewhere.example/a" aria-hidden="true" tabindex="-1">The quay</a>'),
    },
  ],
  'also-covered-by': [
    { what: 'another name on the link', breaks: html('>Coast Wire<', '>here<') },
    { what: 'a missing outlet', breaks: html(/<a [^>]*href="https:\/\/coast-wire[^>]*>Coast Wire<\/a>/, '') },
    {
      what: "the lead's own outlet",
      breaks: context(({ expected }) => ({
        expected: expected && {
          ...expected,
          stories: expected.stories.map((story) => ({ ...story, outlet: story.others[0]?.outlet ?? story.outlet })),
        },
      })),
    },
  ],
  preheader: [
    { what: 'no preheader', breaks: html(/(<body[^>]*><div[^>]*>)\s*<div style="display:none/, '$1<div style="color:#000000') },
    {
      what: 'another preheader than composed',
      breaks: context(({ expected }) => ({
        expected: expected && { ...expected, preheader: 'Something else that was composed for this edition' },
      })),
    },
  ],
  'preheader-length': [
    { what: 'a short one', breaks: html(/(display:none[^>]*>)[^<&]+/, '$1Short') },
    { what: 'a long one', breaks: html(/(display:none[^>]*>)[^<&]+/, `$1${'Long and longer '.repeat(12)}`) },
  ],
  'preheader-new': [
    {
      what: 'the subject again',
      breaks: (sound) =>
        html(/(display:none[^>]*>)[^<&]+/, `$1${sound.message.headers.find(({ name }) => name === 'Subject')?.value}`)(sound),
    },
  ],
  'preheader-hidden': [{ what: 'one Outlook shows', breaks: html(/;?mso-hide:all/, '') }],
  'text-part': [
    { what: 'no text', breaks: message(() => ({ text: null })) },
    { what: 'no HTML', breaks: message(() => ({ html: null })) },
  ],
  'text-stories': [
    { what: 'a missing headline', breaks: text('Tram line six', 'A line') },
    {
      what: 'stories in another order',
      breaks: context(({ expected }) => ({ expected: expected && { ...expected, stories: expected.stories.toReversed() } })),
    },
  ],
  'text-addresses': [
    { what: 'a missing address', breaks: text(/^https:\/\/harbour-post\.example\S*ferry$/m, 'https://elsewhere.example/') },
    { what: 'an address twice', breaks: text(/^(https:\/\/harbour-post\.example\S*ferry)$/m, '$1\n$1') },
    { what: 'a broken address', breaks: text(/^(https:\/\/harbour-post\.exam)(ple\S*ferry)$/m, '$1\n$2') },
  ],
  'text-padding': [{ what: 'zero-width padding', breaks: text(/^/, '\u200b\u200c\u200b\u200c'), mends: text(/^/, 'A family: 👨‍👩‍👧\n') }],
  'text-preheader': [{ what: 'the preheader in the text', breaks: (sound) => text(/^/, `${sound.context.expected?.preheader}\n`)(sound) }],
  'text-markup': [
    { what: 'a tag', breaks: text(/^/, '<p>words</p>\n') },
    {
      what: 'an entity',
      breaks: text(/^/, 'Q&amp;A\n'),
      mends: all(
        text(/^/, 'Q&amp;A\n'),
        context(({ expected }) => ({
          expected: expected && { ...expected, said: ['Q&amp;A'] },
        })),
      ),
    },
  ],
  headers: [
    { what: 'no Date', breaks: header('Date', null) },
    { what: 'two Subjects', breaks: message(({ headers }) => ({ headers: [...headers, { name: 'Subject', value: 'Again' }] })) },
    { what: 'an empty From', breaks: header('From', ' ') },
  ],
  'list-unsubscribe': [
    {
      what: 'none',
      breaks: header('List-Unsubscribe', null),
      mends: all(
        header('List-Unsubscribe', null),
        header('List-Unsubscribe-Post', null),
        context(() => ({ kind: 'transactional', expected: null })),
      ),
    },
    { what: 'mailto alone', breaks: header('List-Unsubscribe', '<mailto:leave@courant.example>') },
    { what: 'no one-click', breaks: header('List-Unsubscribe-Post', null) },
  ],
  'list-id': [{ what: 'none', breaks: header('List-Id', null) }],
  'subject-length': [{ what: '101 characters', breaks: header('Subject', 'x'.repeat(101)), mends: header('Subject', 'x'.repeat(100)) }],
  'ways-out': [
    { what: 'no way to unsubscribe in the HTML', breaks: html(/href="[^"]*unsubscribe[^"]*"/, 'href="https://news.courant.example/"') },
    { what: 'no preferences in the text', breaks: text(/\S*zzSLOT-preferences\S*/, '') },
    {
      what: 'no view in browser, in a message of which nothing else is known',
      breaks: all(
        html(/href="[^"]*\/v\/[^"]*"/, 'href="https://news.courant.example/"'),
        context(() => ({ expected: null })),
      ),
    },
  ],
  'postal-address': [
    { what: 'none in the HTML', breaks: html('1 Quay Street', '') },
    { what: 'none in the text', breaks: text('1 Quay Street', '') },
  ],
  'edition-date': [
    { what: 'another date in the HTML', breaks: html(/15 August 2022/, '14 August 2022') },
    { what: "a date of the machine's language in the text", breaks: text(/Monday, 15 August 2022/, '2022-08-15') },
  ],
  'contrast-light': [
    {
      what: 'grey on white',
      breaks: words('color:#999999;background-color:#ffffff'),
      mends: words('color:#595959;background-color:#ffffff'),
    },
    {
      what: 'a class that only looks right with its sheet',
      breaks: all(sheet('.own{background-color:#000000}'), words('color:#ffffff', ' class="own"')),
      mends: words('color:#ffffff;background-color:#000000'),
    },
    {
      what: 'the words of a picture that is not shown',
      breaks: picture('src="https://m.example/a.jpg" alt="A quay" width="9" height="9" style="color:#dddddd;background-color:#ffffff"'),
    },
  ],
  'contrast-dark': [
    {
      what: 'dark words the dark scheme forgets',
      breaks: all(
        sheet('@media (prefers-color-scheme:dark){.own{background-color:#111111!important}}'),
        words('color:#222222;background-color:#ffffff', ' class="own"'),
      ),
      mends: all(
        sheet('@media (prefers-color-scheme:dark){.own{background-color:#111111!important;color:#eeeeee!important}}'),
        words('color:#222222;background-color:#ffffff', ' class="own"'),
      ),
    },
  ],
  'contrast-outlook': [
    {
      what: "dark words Outlook's marks forget",
      breaks: all(
        sheet('[data-ogsb] .own{background-color:#111111!important}'),
        words('color:#222222;background-color:#ffffff', ' class="own"'),
      ),
      mends: all(
        sheet('[data-ogsb] .own{background-color:#111111!important}[data-ogsc] .own{color:#eeeeee!important}'),
        words('color:#222222;background-color:#ffffff', ' class="own"'),
      ),
    },
  ],
  'contrast-inverted': [
    // 5.3 to 1 in light; turned round, grey on yellow becomes grey on blue.
    {
      what: 'a pair that is readable one way round only',
      breaks: words('color:#666666;background-color:#ffff00'),
      mends: words('color:#000000;background-color:#ffff00'),
    },
  ],
  'markup-forbidden': [
    { what: 'a script', breaks: page('<script>1</script>') },
    { what: 'a form', breaks: page('<form action="https://a.example"><input name="a"></form>') },
    { what: 'a handler', breaks: page('<p onclick="1">words</p>') },
    { what: 'a frame', breaks: page('<iframe src="https://a.example"></iframe>') },
    { what: 'a redirect', breaks: head('<meta http-equiv="refresh" content="0;url=https://a.example">') },
  ],
  'css-forbidden': [
    { what: 'position', breaks: words('position:absolute') },
    { what: 'flex', breaks: words('display:flex') },
    { what: 'grid', breaks: sheet('.x{display:grid}') },
    { what: 'a variable', breaks: words('color:var(--ink)') },
    { what: 'url() in a sheet', breaks: sheet('.x{background-image:url(https://a.example/a.png)}') },
    { what: 'a web font', breaks: sheet('@font-face{font-family:x;src:local(x)}') },
  ],
  'colour-attribute': [
    {
      what: 'three digits',
      breaks: page(table.replace('<td>', '<td bgcolor="#fff">')),
      mends: page(table.replace('<td>', '<td bgcolor="#ffffff">')),
    },
  ],
  ids: [{ what: 'an id twice', breaks: page('<p id="a">one</p><p id="a">two</p>'), mends: page('<p id="a">one</p><p id="b">two</p>') }],
  'article-role': [{ what: 'no article', breaks: html('role="article"', 'role="group"') }],
  'font-size': [
    { what: '11 px', breaks: words('font-size:11px'), mends: words('font-size:13px') },
    { what: '9 px in a shorthand', breaks: words('font:bold 9px/12px serif') },
  ],
  'client-support': [{ what: 'shadows, which Outlook has not', breaks: words('text-shadow:1px 1px #000000') }],
  'client-support-partial': [{ what: 'object-fit, which some have in part', breaks: words('object-fit:cover') }],
  'leftover-values': [
    {
      what: 'undefined',
      breaks: page('<p>undefined</p>'),
      mends: all(
        page('<p>undefined</p>'),
        context(({ expected }) => ({
          expected: expected && { ...expected, said: ['undefined'] },
        })),
      ),
    },
    { what: 'NaN minutes', breaks: page('<p>NaN min read</p>') },
    { what: 'an object in an attribute', breaks: page('<p title="[object Object]">words</p>') },
    { what: 'a date that is none', breaks: header('X-Date', 'Invalid Date') },
  ],
  'leftover-markers': [
    { what: 'a marker of React', breaks: page('<!--$--><p>words</p><!--/$-->') },
    { what: 'a marker of neighbouring texts', breaks: page('one<!-- -->two'), mends: page('<!-- a remark -->') },
    { what: 'a tag of ours', breaks: page('<courant-piece name="a">words</courant-piece>') },
  ],
  'open-slots': [
    { what: 'a hole', breaks: page('\uFDD0topic\uFDD1') },
    {
      what: 'an open link in a message to a reader',
      breaks: header('To', 'ada@reader.example'),
      mends: header('To', 'ada@reader.invalid'),
    },
    {
      what: 'an open place in its text',
      breaks: all(header('To', 'ada@reader.example'), text(/$/, slots.view)),
    },
  ],
  headlines: [
    {
      what: 'a headline taken for markup',
      breaks: context(({ expected }) => ({
        expected: expected && {
          ...expected,
          stories: expected.stories.map((story, at) => (at === 0 ? { ...story, headline: '<b>Bold</b>' } : story)),
        },
      })),
    },
    { what: 'a missing story', breaks: html(/<h3/, '<p') },
    {
      what: 'stories in another order',
      breaks: context(({ expected }) => ({ expected: expected && { ...expected, stories: expected.stories.toReversed() } })),
    },
  ],
  'escaped-twice': [{ what: '&amp;amp;', breaks: page('<p>Q&amp;amp;A</p>'), mends: page('<p>Q&amp;A</p>') }],
  'same-bytes': [
    { what: 'other HTML', breaks: context(({ again }) => ({ again: again && { ...again, html: `${again.html} ` } })) },
    { what: 'other text', breaks: context(({ again }) => ({ again: again && { ...again, text: `${again.text} ` } })) },
    { what: 'other headers', breaks: context(({ again }) => ({ again: again && { ...again, headers: [] } })) },
  ],
};
