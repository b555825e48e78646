import { Head } from '../kit.ts';
import { type DigestTokens, type Palette, sizes, type Tokens } from '../tokens.ts';
import { Raw } from './primitives.tsx';

/** Metadata and style sheets. Everything stays readable without them: they only add the dark scheme and wider screens. */
export const PageHead = ({ title, tokens }: { title: string; tokens: Tokens | DigestTokens }) => (
  <Head>
    <meta name="viewport" content="width=device-width,initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="supported-color-schemes" content="light dark" />
    <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no" />
    <title>{title}</title>
    <Raw html={outlook} />
    {/* A sheet for each purpose: Gmail drops a whole sheet for one rule it dislikes. */}
    <Sheet css={wideScreens(tokens)} />
    {'wideFonts' in tokens ? <Sheet css={lines} /> : null}
    <Sheet css={darkScheme(tokens)} />
    <Sheet css={outlookWebDark(tokens)} />
  </Head>
);

const Sheet = ({ css }: { css: string }) => <style>{css}</style>;

// Word's engine: pixels at 96 per inch, no gap between cells. No exact line heights, which would clip a picture in a line.
const outlook =
  '<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:AllowPNG/>' +
  '<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>' +
  '<style>table{border-collapse:collapse}</style><![endif]-->';

const { wide, wideGutter } = sizes;

// A phone's sizes are written inline: where a client drops sheets it is often a phone, and a phone's sizes read well anywhere.
const wideScreens = (tokens: Tokens | DigestTokens) =>
  [
    'body{-webkit-text-size-adjust:100%;text-size-adjust:100%}',
    'a:hover{text-decoration:underline!important}',
    'wideFonts' in tokens ? kept : '',
    tonesIn(tokens, 'light', '', ''),
    `@media (min-width:${wide}px){.g{padding:0 ${wideGutter}px!important}${'wideFonts' in tokens ? digestRules(tokens) : ''}}`,
  ].join('');

// A headline stays beside the picture the rest flows round; names and labels stay in one piece.
const kept = '.fh,.ch{overflow:hidden}.n{white-space:nowrap}';

const digestRules = ({ wideFonts, wide: widths }: DigestTokens) =>
  [
    enlarged('.nm', wideFonts.masthead),
    enlarged('.lh', wideFonts.leadHeadline),
    enlarged('.fh', wideFonts.featureHeadline),
    enlarged('.ch', wideFonts.cardHeadline),
    `.f{width:${widths.feature}px!important}.th{width:${widths.card}px!important}.f,.th{height:auto!important}`,
    '.h{width:50%!important}.q1,.z2{padding-right:12px!important}.q2,.z1{padding-left:12px!important}.v{overflow:hidden}',
  ].join('');

function enlarged(selector: string, font: string): string {
  const [size, line] = font.split('/');
  return `${selector}{font-size:${size}!important;line-height:${line}!important}`;
}

// A wide picture that is not shown keeps the height of its words only: its attributes would hold a large empty box open. No headline
// ends in a line of one word.
const lines = '.w{aspect-ratio:auto}h1{text-wrap:balance}h3{text-wrap:pretty}';

/** Which class carries which colour, as text and as ground or border. */
const textClasses: readonly (readonly [className: string, colour: keyof Palette])[] = [
  ['i', 'ink'],
  ['b', 'body'],
  ['m', 'muted'],
  ['a', 'accent'],
  ['u', 'onAccent'],
];
const groundClasses: readonly (readonly [className: string, colour: keyof Palette])[] = [
  ['p', 'paper'],
  ['t', 'tint'],
  ['u', 'accent'],
];
const borderClasses: readonly (readonly [className: string, colour: keyof Palette])[] = [
  ['r', 'hairline'],
  ['k', 'ink'],
  ['c', 'accent'],
];

type Classes = typeof textClasses;

const rules = (scope: string, classes: Classes, property: string, palette: Palette) =>
  classes.map(([name, colour]) => `${scope}.${name}{${property}:${palette[colour]}!important}`).join('');

/** `x0` to `x5`: words in a topic's colour; `y0` to `y5`: its colour as ground. */
const tonesIn = (tokens: Tokens | DigestTokens, scheme: 'light' | 'dark', textScope: string, groundScope: string): string =>
  (('tones' in tokens ? tokens.tones : undefined) ?? [])
    .map(({ [scheme]: colour }, tone) => {
      const own = [`${textScope}.x${tone}{color:${colour}!important}`, `${groundScope}.y${tone}{background-color:${colour}!important}`];
      return own.join('');
    })
    .join('');

const texts = (scope: string, palette: Palette) => rules(scope, textClasses, 'color', palette);
const grounds = (scope: string, palette: Palette) =>
  rules(scope, groundClasses, 'background-color', palette) + rules(scope, borderClasses, 'border-color', palette);

const darkScheme = (tokens: Tokens) =>
  ':root{color-scheme:light dark;supported-color-schemes:light dark}' +
  `@media (prefers-color-scheme:dark){${texts('', tokens.dark)}${grounds('', tokens.dark)}${tonesIn(tokens, 'dark', '', '')}` +
  '.ll{display:none!important}.ld{display:block!important;max-height:none!important}}';

// Outlook.com and its apps mark what they recoloured instead of honouring the media query.
const outlookWebDark = (tokens: Tokens) =>
  texts('[data-ogsc] ', tokens.dark) + grounds('[data-ogsb] ', tokens.dark) + tonesIn(tokens, 'dark', '[data-ogsc] ', '[data-ogsb] ');
