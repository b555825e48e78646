import { Head } from '../kit.ts';
import { dark, type Palette, phoneFonts, sizes } from '../tokens.ts';
import { Raw } from './primitives.tsx';

/** Metadata and style sheets. Everything stays readable without them: they only add the dark scheme and narrow screens. */
export const PageHead = ({ title }: { title: string }) => (
  <Head>
    <meta name="viewport" content="width=device-width,initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="supported-color-schemes" content="light dark" />
    <meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no" />
    <title>{title}</title>
    <Raw html={outlook} />
    {/* Three sheets: Gmail drops a whole sheet for one rule it dislikes. */}
    <Sheet css={narrowScreens} />
    <Sheet css={darkScheme} />
    <Sheet css={outlookWebDark} />
  </Head>
);

const Sheet = ({ css }: { css: string }) => <style>{css}</style>;

// Word's engine: pixels at 96 per inch, no gap between cells. No exact line heights, which would clip the picture in a headline.
const outlook =
  '<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:AllowPNG/>' +
  '<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml>' +
  '<style>table{border-collapse:collapse}</style><![endif]-->';

const { phone, phoneGutter, phoneThumbnail } = sizes;

const narrowScreens = [
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
];
const groundClasses: readonly (readonly [className: string, colour: keyof Palette])[] = [
  ['p', 'paper'],
  ['t', 'tint'],
];

const texts = (scope: string) => textClasses.map(([name, colour]) => `${scope}.${name}{color:${dark[colour]}!important}`).join('');
const badge = (scope: string) => `${scope}.u{color:${dark.paper}!important}`;
const grounds = (scope: string) =>
  groundClasses.map(([name, colour]) => `${scope}.${name}{background-color:${dark[colour]}!important}`).join('') +
  `${scope}.u{background-color:${dark.accent}!important}${scope}.r{border-color:${dark.hairline}!important}${scope}.k{border-color:${dark.ink}!important}`;

const darkScheme = `:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){${texts('')}${badge('')}${grounds('')}}`;

// Outlook.com and its apps mark what they recoloured instead of honouring the media query.
const outlookWebDark = texts('[data-ogsc] ') + badge('[data-ogsc] ') + grounds('[data-ogsb] ');
