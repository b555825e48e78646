import { Head } from '../kit.ts';
import { type Palette, sizes, type Tokens } from '../tokens.ts';
import { Raw } from './primitives.tsx';

/** Metadata and style sheets. Everything stays readable without them: they only add the dark scheme and narrow screens. */
export const PageHead = ({ title, tokens }: { title: string; tokens: Tokens }) => (
  <Head>
    <meta name="viewport" content="width=device-width,initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="supported-color-schemes" content="light dark" />
    <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no" />
    <title>{title}</title>
    <Raw html={outlook} />
    {/* A sheet for each purpose: Gmail drops a whole sheet for one rule it dislikes. */}
    <Sheet css={narrowScreens(tokens)} />
    <Sheet css={picturesOff} />
    <Sheet css={darkScheme(tokens.dark)} />
    <Sheet css={outlookWebDark(tokens.dark)} />
  </Head>
);

const Sheet = ({ css }: { css: string }) => <style>{css}</style>;

// Word's engine: pixels at 96 per inch, no gap between cells. No exact line heights, which would clip the picture in a headline.
const outlook =
  '<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:AllowPNG/>' +
  '<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>' +
  '<style>table{border-collapse:collapse}</style><![endif]-->';

const { phone, phoneGutter, phoneThumbnail } = sizes;

const narrowScreens = ({ phoneFonts }: Tokens) =>
  [
    'body{-webkit-text-size-adjust:100%;text-size-adjust:100%}',
    'a:hover{text-decoration:underline!important}',
    `@media (max-width:${phone}px){`,
    `.g{padding:0 ${phoneGutter}px!important}`,
    shortened('.nm', phoneFonts.masthead),
    shortened('.lh', phoneFonts.leadHeadline),
    shortened('.ch', phoneFonts.cardHeadline),
    `.tc,.th{width:${phoneThumbnail}px!important}.th{height:${phoneThumbnail}px!important}`,
    '}',
  ].join('');

// A wide picture that is not shown keeps the height of its words only: its attributes would hold a large empty box open.
const picturesOff = '.w{aspect-ratio:auto}';

function shortened(selector: string, font: string): string {
  const [size, line] = font.split('/');
  return `${selector}{font-size:${size}!important;line-height:${line}!important}`;
}

/** Which class carries which colour, as text and as ground or border. */
const textClasses: readonly (readonly [className: string, colour: keyof Palette])[] = [
  ['i', 'ink'],
  ['b', 'body'],
  ['m', 'muted'],
  ['a', 'accent'],
  ['u', 'paper'],
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

const texts = (scope: string, palette: Palette) => rules(scope, textClasses, 'color', palette);
const grounds = (scope: string, palette: Palette) =>
  rules(scope, groundClasses, 'background-color', palette) + rules(scope, borderClasses, 'border-color', palette);

const darkScheme = (dark: Palette) =>
  `:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){${texts('', dark)}${grounds('', dark)}}`;

// Outlook.com and its apps mark what they recoloured instead of honouring the media query.
const outlookWebDark = (dark: Palette) => texts('[data-ogsc] ', dark) + grounds('[data-ogsb] ', dark);
