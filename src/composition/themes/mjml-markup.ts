import type { ThemeTemplate } from '../edition.ts';
import { themeFault } from './theme-template.ts';

/**
 * MJML to HTML, strictly: what MJML does not know is a fault. `lined` gives the same MJML with `courant-line` in every tag
 * of it, the line of the theme file the tag was written on, and is asked for only when there is a fault to place.
 */
export const compileMjml = async (file: string, mjml: string, lined: () => string): Promise<string> => {
  // Loaded when the first such theme is used: it takes longer than all the rest of a command.
  const { default: mjml2html } = await import('mjml');
  try {
    const { html } = await mjml2html(mjml, {
      validationLevel: 'strict',
      ignoreIncludes: true,
      keepComments: false,
      minify: false,
      fonts: {},
    });
    return withLandmark(tidy(html));
  } catch (error) {
    const faults = (error as { errors?: readonly MjmlFault[] }).errors;
    if (!Array.isArray(faults))
      throw themeFault(file, [{ line: 1, message: error instanceof Error ? error.message : String(error) }], error);
    const lines = lined().split('\n');
    throw themeFault(
      file,
      distinct(
        faults.map(({ line, tagName, message }: MjmlFault) => ({
          line: sourceLine(lines, line, tagName),
          message: `<${tagName}> ${message}`,
        })),
      ),
      error,
    );
  }
};

/** MJML's page is an article outside any landmark, which screen readers cannot jump to: it is put into the page's main part. */
const withLandmark = (html: string): string => {
  const [, language = ''] = /<html( lang="[^"]*" dir="[^"]*")/.exec(html) ?? [];
  // Browsers give a body eight pixels of white around.
  const flush = (body: string) =>
    /style="/.test(body) ? body.replace('style="', 'style="margin:0;') : body.replace('>', ' style="margin:0">');
  return html.replace(/<body[^>]*>/, (body) => `${flush(body)}<div role="main"${language}>`).replace('</body>', '</div></body>');
};

type MjmlFault = { readonly line: number; readonly tagName: string; readonly message: string };

const distinct = <Fault extends { line: number; message: string }>(faults: readonly Fault[]) => [
  ...new Map(faults.map((fault) => [`${fault.line} ${fault.message}`, fault])).values(),
];

const sourceLine = (lines: readonly string[], line: number, tagName: string): number =>
  Number(new RegExp(`<${tagName} courant-line="(\\d+)"`).exec(lines[line - 1] ?? '')?.[1] ?? 1);

/**
 * A block that MJML swallowed: some tag before its end is not closed, and what follows is text to MJML. Told is the first tag
 * without an end, else the block.
 */
export const lostMark = ({ file, source }: ThemeTemplate, block: string) => {
  const open = unclosedTag(source);
  if (open !== null)
    return themeFault(file, [{ line: open.line, message: `<${open.name}> is not closed; write </${open.name}> where it ends` }]);
  const line = source.split('\n').findIndex((text) => new RegExp(`{%-?\\s*block\\s+${block}\\b`).test(text)) + 1;
  return themeFault(file, [{ line: Math.max(1, line), message: `the block "${block}" is lost: a tag in it or above it is not closed` }]);
};

const unclosedTag = (source: string): { readonly name: string; readonly line: number } | null => {
  const open: { name: string; line: number }[] = [];
  for (const match of source.matchAll(/<(\/?)(mj[\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>/g)) {
    const [, close = '', name = '', , empty = ''] = match;
    if (close === '' && empty === '') open.push({ name, line: source.slice(0, match.index).split('\n').length });
    else if (close !== '') {
      const last = open.pop();
      if (last !== undefined && last.name !== name) return last;
    }
  }
  return open[0] ?? null;
};

/** A theme file with its line numbers written into its MJML tags; line breaks stay where they are. */
export const withLines = ({ file, source }: ThemeTemplate): ThemeTemplate => ({
  file,
  source: source
    .split('\n')
    .map((text, index) => text.replace(/<(mj[\w-]*)(?=[\s>/])/g, `<$1 courant-line="${index + 1}"`))
    .join('\n'),
});

const blockTags = '(?:/?(?:html|head|title|meta|style|body|div|table|tbody|tr|td|p|h[1-6]|ul|ol|li|noscript|xml|o:\\w+)\\b|!)';

/** What MJML writes for nothing, or for clients whose rules take it amiss: weight without effect. */
const ballast: readonly (readonly [found: RegExp | string, instead: string])[] = [
  ['#outlook a { padding:0; }', ''],
  [/(?:word-spacing:normal|table-layout:auto|outline:none|border:none);/g, ''],
  [/background:(#\w+);(?=background-color:\1)/g, ''],
  [/ (?:class|style)=""/g, ''],
  [/;(?=")/g, ''],
  [/ +(?=>)/g, ''],
  [/(<\w+) +/g, '$1 '],
];

/** Indentation gone: a line break counts as a blank between words and as nothing beside block elements. */
const tidy = (html: string): string =>
  html
    .replace(/[ \t]*\n\s*/g, '\n')
    .replace(new RegExp(`\\n(?=<${blockTags}|$)`, 'g'), '')
    .replace(new RegExp(`(<${blockTags}[^>]*>)\\n`, 'g'), '$1')
    .replaceAll('\n', ' ')
    .replace(/<style[^>]*>[^<]*|<[^<>]*>/g, (tag) => ballast.reduce((kept, [found, instead]) => kept.replaceAll(found, instead), tag));
