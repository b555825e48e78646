import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Marked, Renderer } from 'marked';

/** A page cut at its headings. `html` of a section begins with its heading; the first may have none. */
export type DocPage = {
  /** Below `docs/`, as in `adr/0001-....md`. */
  readonly file: string;
  readonly title: string;
  readonly group: string;
  readonly text: string;
  readonly sections: readonly { readonly id: string | null; readonly heading: string | null; readonly html: string }[];
};

/** The order a newcomer reads in; a page that is named nowhere is told as a fault. */
const groups: readonly (readonly [group: string, files: readonly string[]])[] = [
  ['Start', ['README.md', 'first-digest.md', 'install.md']],
  ['Editors', ['editor.md', 'articles.md', 'feeds.md', 'selection.md', 'lint.md', 'insight.md']],
  ['Design', ['themes.md']],
  ['Readers', ['readers.md', 'import.md', 'people.md']],
  [
    'Operators',
    ['operator.md', 'config.md', 'deploy/README.md', 'watch.md', 'backup.md', 'scaling.md', 'upgrade.md', 'security.md', 'performance.md'],
  ],
  ['Reference', ['reference/config.md', 'reference/commands.md', 'api.md']],
  ['Questions', ['faq.md', 'comparison.md']],
  ['How it is made', ['quality.md', 'dependencies.md']],
];

/** Every page of `docs/`, in reading order, costly decisions last. */
export function docPages(docs: string): readonly DocPage[] {
  const known = groups.flatMap(([group, files]) =>
    files.filter((file) => existsSync(join(docs, file))).map((file) => [group, file] as const),
  );
  const decisions = markdownBelow(docs).filter((file) => file.startsWith('adr/'));
  return [...known, ...decisions.map((file) => ['Decisions', file] as const)].map(([group, file]) => pageOf(docs, group, file));
}

/** Pages no group names, links that lead nowhere: each in words, with file and line. */
export function docFaults(docs: string): readonly string[] {
  const pages = docPages(docs);
  const named = new Set(pages.map(({ file }) => file));
  const unnamed = markdownBelow(docs).filter((file) => !named.has(file));
  const others = ['../README.md', '../CHANGELOG.md', '../SECURITY.md', '../src/README.md'].map((file) => pageOf(docs, '', file));
  return [
    ...unnamed.map((file) => `docs/${file}: name it in docs/build/pages.ts, so that readers find it`),
    ...[...pages, ...others].flatMap((page) => linkFaults(page, docs)),
  ];
}

function linkFaults({ file, text }: DocPage, docs: string): readonly string[] {
  return linksOf(text).flatMap(({ to, line }) => {
    const place = `${posix.normalize(posix.join('docs', file))}:${line}`;
    const [path = '', hash] = to.split('#');
    const target = path === '' ? file : posix.join(posix.dirname(file), decodeURIComponent(path));
    if (!existsSync(join(docs, target))) return [`${place}: ${to} leads to no file`];
    if (hash === undefined || !target.endsWith('.md')) return [];
    return headingIds(readFileSync(join(docs, target), 'utf8')).includes(hash) ? [] : [`${place}: ${to} leads to no heading of that page`];
  });
}

/** Links and pictures of a page that stay within the project. */
function linksOf(text: string): readonly { readonly to: string; readonly line: number }[] {
  const prose = text
    .replace(/^(```|~~~)[\s\S]*?^\1\s*$/gmu, (code) => code.replace(/[^\n]/gu, ' '))
    .replace(/`[^`\n]*`/gu, (code) => ' '.repeat(code.length));
  return [...prose.matchAll(/\]\(([^()\s]*[\w/#][^()\s]*)\)/gu)].flatMap(({ 1: to = '', index }) =>
    /^[a-z][a-z+.-]*:/iu.test(to) ? [] : [{ to, line: prose.slice(0, index).split('\n').length }],
  );
}

function markdownBelow(docs: string): readonly string[] {
  const files = readdirSync(docs, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  return files.filter((file) => file.endsWith('.md') && !file.startsWith('site/')).sort();
}

function pageOf(docs: string, group: string, file: string): DocPage {
  const text = readFileSync(join(docs, file), 'utf8');
  const ids = headingIds(text);
  let next = 0;
  const renderer = new Renderer();
  renderer.heading = function ({ tokens, depth }) {
    const id = ids[next++] ?? '';
    return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
  };
  const table = renderer.table;
  let tables = 0;
  renderer.table = function (token) {
    const cells = table.call(this, token).replaceAll(/<th([^>]*)><\/th>/g, '<td$1></td>');
    return `<div class="wide" tabindex="0" role="region" aria-label="Table ${++tables}">${cells}</div>\n`;
  };
  const html = new Marked({ gfm: true, renderer }).parse(text, { async: false });
  const parts = html.split(/(?=<h[1-3] id=)/u);
  const sections = parts.map((part) => {
    const [, id = null, heading = null] = /^<h[1-3] id="([^"]*)">(.*?)<\/h[1-3]>/su.exec(part) ?? [];
    return { id, heading: heading === null ? null : plainText(heading), html: part };
  });
  return { file, group, text, sections, title: sections.find(({ heading }) => heading !== null)?.heading ?? posix.basename(file, '.md') };
}

/** As the forges make them: lower case, blanks as hyphens, what is no letter left out, the second of a kind with a number. */
function headingIds(text: string): readonly string[] {
  const prose = text.replace(/^(```|~~~)[\s\S]*?^\1\s*$/gmu, '');
  const seen = new Map<string, number>();
  return [...prose.matchAll(/^#{1,6} +(.+?)\s*#*$/gmu)].map(({ 1: heading = '' }) => {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1').toLowerCase();
    const id = words.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '').replaceAll(' ', '-');
    const times = seen.get(id) ?? 0;
    seen.set(id, times + 1);
    return times === 0 ? id : `${id}-${times}`;
  });
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

export const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/gu, (_, name: string) => named[name] ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
