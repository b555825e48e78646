import { createHash } from 'node:crypto';
import { readFrontMatter } from '../../front-matter/front-matter.ts';
import type { ArticleDraft } from './draft-article.ts';

/** What a correction replaced: the fields as they were before `at`. */
export type Correction = { readonly at: Date; readonly before: Readonly<Record<string, string>> };

/** What a file kept from a source says about itself. */
export type KeptSource = {
  readonly feed: string;
  readonly id: string;
  /** When the item was seen first. */
  readonly seen: Date;
  /** Of what the publisher sent; another one is a correction. */
  readonly version: string;
  readonly history: readonly Correction[];
};

/** A file kept from a source, as it stands. `edited`: somebody has changed it since it was written. */
export type KeptFile = { readonly source: KeptSource; readonly edited: boolean; readonly told: Readonly<Record<string, string>> };

const mostCorrections = 10;
/** Fields of the publisher's whose change is history. */
const toldFields = ['title', 'excerpt', 'publishedDateTime', 'originalUrl'] as const;

/** Names what the publisher sent, and our rules made of it; pictures are not part of it, for their addresses change every hour. */
export function versionOf(draft: ArticleDraft): string {
  const { title, excerpt, publishedAt, url, type, provider, author, topics, categories, quality, body, whole } = draft;
  const told = [
    title,
    excerpt,
    publishedAt?.toISOString(),
    url,
    type,
    provider,
    author,
    topics,
    categories,
    quality.learned ? null : quality.value,
    body,
    ...(whole ? ['whole'] : []),
  ];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 16);
}

/** The article file of a draft, in the input format. */
export function articleText(draft: ArticleDraft, source: KeptSource): string {
  const publishedAt = draft.publishedAt ?? source.seen;
  const lines = [
    'category: news',
    `title: ${yaml(draft.title)}`,
    ...(draft.excerpt === null ? [] : [`excerpt: ${yaml(draft.excerpt)}`]),
    `publishedDateTime: ${instant(publishedAt)}`,
    `originalUrl: ${yaml(draft.url)}`,
    `webUrl: ${yaml(draft.url)}`,
    `type: ${draft.type}`,
    `quality: ${draft.quality.value}`,
    'published: true',
    `provider: { name: ${yaml(draft.provider.name)}, domain: ${yaml(draft.provider.domain)} }`,
    `topics: [${draft.topics.map(({ topic }) => yaml(topic)).join(', ')}]`,
    ...picturesText(draft),
    ...(draft.author === null ? [] : [`author: ${yaml(draft.author)}`]),
    ...(draft.categories.length === 0 ? [] : [`categories: [${draft.categories.map(yaml).join(', ')}]`]),
    // What sources send is HTML.
    ...(draft.whole ? ['body: full', 'bodyFormat: html'] : []),
    'source:',
    `  feed: ${yaml(source.feed)}`,
    `  id: ${yaml(source.id)}`,
    `  seen: ${instant(source.seen)}`,
    ...(draft.publishedAt === null ? ['  date: "the publisher gave none that could be read: when it was first seen"'] : []),
    `  quality: ${yaml(`${draft.quality.value}: ${draft.quality.because}`)}`,
    ...(draft.topics.length === 0
      ? []
      : ['  topics:', ...draft.topics.map(({ topic, because }) => `    ${yaml(topic)}: ${yaml(because)}`)]),
    ...(draft.fromPage.length === 0 ? [] : [`  fromPage: [${draft.fromPage.join(', ')}]`]),
    ...historyText(source.history),
    `  version: ${yaml(source.version)}`,
  ];
  const text = `---\n${lines.join('\n')}\n---\n${draft.body === null ? '' : `\n${draft.body.replace(/\r\n?/g, '\n').trim()}\n`}`;
  return text.replace('\n---\n', `\n${checksumLine(text)}\n---\n`);
}

const picturesText = ({ pictures }: ArticleDraft): readonly string[] =>
  pictures.length === 0
    ? []
    : [
        'images:',
        ...pictures.flatMap(({ url, width, height }) => [
          `  - url: ${yaml(url)}`,
          ...(width === null ? [] : [`    width: ${width}`]),
          ...(height === null ? [] : [`    height: ${height}`]),
        ]),
      ];

const historyText = (history: readonly Correction[]): readonly string[] =>
  history.length === 0
    ? []
    : [
        '  history:',
        ...history.flatMap(({ at, before }) => [
          `    - at: ${instant(at)}`,
          ...Object.entries(before).map(([name, value]) => `      ${name}: ${yaml(value)}`),
        ]),
      ];

const instant = (at: Date): string => at.toISOString().replace('.000Z', 'Z');

/** A JSON string is a YAML string; what YAML or an editor would take for a line end is written as an escape. */
const yaml = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const checksumLine = (text: string): string => `  checksum: ${yaml(checksumOf(text))}`;

/** Of all but the checksum itself; a system's own line ends do not count. */
const checksumOf = (text: string): string =>
  createHash('sha256')
    .update(text.replaceAll('\r\n', '\n').replace(/\n {2}checksum: "[0-9a-f]{16}"(?=\n)/, ''))
    .digest('hex')
    .slice(0, 16);

/** What a file says of the source it was kept from; `null`: it is nobody's, or cannot be read. */
export function readKept(text: string): KeptFile | null {
  const front = readFrontMatter(text);
  if (front.kind === 'refused') return null;
  const source = front.data.source as Readonly<Record<string, unknown>> | undefined;
  if (typeof source !== 'object' || source === null || typeof source.feed !== 'string' || typeof source.id !== 'string') return null;
  const seen = new Date(String(source.seen));
  const told = Object.fromEntries(toldFields.flatMap((name) => (typeof front.data[name] === 'string' ? [[name, front.data[name]]] : [])));
  return {
    source: {
      feed: source.feed,
      id: source.id,
      seen: Number.isNaN(seen.getTime()) ? new Date(0) : seen,
      version: String(source.version ?? ''),
      history: historyOf(source.history),
    },
    edited: source.checksum !== checksumOf(text),
    told,
  };
}

function historyOf(value: unknown): readonly Correction[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => {
    const { at, ...before } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    const date = new Date(String(at));
    return Number.isNaN(date.getTime())
      ? []
      : [{ at: date, before: Object.fromEntries(Object.entries(before).map(([name, old]) => [name, String(old)])) }];
  });
}

/** The history of a file that a draft corrects at `at`: what it told and tells no more. */
export function correctedHistory(kept: KeptFile, draft: ArticleDraft, at: Date): readonly Correction[] {
  const now: Readonly<Record<string, string | null>> = {
    title: draft.title,
    excerpt: draft.excerpt,
    publishedDateTime: draft.publishedAt === null ? null : instant(draft.publishedAt),
    originalUrl: draft.url,
  };
  const before = Object.fromEntries(Object.entries(kept.told).filter(([name, value]) => now[name] != null && now[name] !== value));
  const { history } = kept.source;
  return (Object.keys(before).length === 0 ? history : [...history, { at, before }]).slice(-mostCorrections);
}
