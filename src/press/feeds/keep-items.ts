import { canonicalUrl } from '../../content/addresses/canonical-url.ts';
import { readKept } from '../../content/feeds/keeping/article-text.ts';
import { besideOf } from '../../content/feeds/keeping/beside.ts';
import { type ArticleDraft, draftArticle, type KeepingRules } from '../../content/feeds/keeping/draft-article.ts';
import { articleName } from '../../content/feeds/keeping/file-name.ts';
import { type KnownItem, type Taking, takeIn } from '../../content/feeds/keeping/take-in.ts';
import type { FeedFault } from '../../content/feeds/reading/feed-item.ts';
import type { SourceSettings } from '../newsletter/source-settings.ts';
import type { ArticleFolder, KeptItem, SourceAnswer, SourceBook } from '../ports/sources.ts';
import type { Pulled } from './pull-report.ts';

export type Kept = Pick<Pulled, 'fresh' | 'corrected' | 'beside' | 'passedOver' | 'faults'>;

export type Keeping = {
  readonly book: SourceBook;
  readonly files: ArticleFolder;
  /** Folder of this source's articles. */
  readonly folder: string;
  readonly rules: KeepingRules;
  /** What a draft lacks, looked up on the article's page; `null`: it is not asked for. */
  readonly enrich: ((draft: ArticleDraft) => Promise<ArticleDraft>) | null;
  /** Pages other sources had in this same pull, and which. */
  readonly taken: Map<string, string>;
  readonly now: Date;
  readonly dryRun: boolean;
};

type Items = Extract<SourceAnswer, { kind: 'items' }>;

/** More faults of one feed help nobody. */
const mostFaults = 50;

/** Makes article files of a source's items: new ones, corrections; what an editor changed or took away stays as it is. */
export async function keepItems(source: SourceSettings, answer: Items, keeping: Keeping): Promise<Kept> {
  const { book, now, dryRun } = keeping;
  const kept = { fresh: [] as string[], corrected: [] as string[], beside: [] as { file: string; beside: string }[] };
  const passedOver = { old: 0, elsewhere: 0, removed: 0 };
  const faults: FeedFault[] = [...answer.faults];
  const head = { url: source.address, title: answer.title, home: answer.home };
  if (!dryRun && !book.knowsItems(source.address)) learnFromFiles(source, keeping);
  const rows: KeptItem[] = [];
  for (const item of answer.items) {
    const known = book.item(source.address, item.id);
    const { draft, faults: found } = draftArticle(item, head, keeping.rules, now);
    // A fault of an item is told once, when it is new.
    if (known === null) faults.push(...found);
    if (draft === null) continue;
    const page = canonicalUrl(draft.url);
    const why = known === null ? passedBy(draft, page, source, keeping) : null;
    if (why !== null) {
      passedOver[why] += 1;
      continue;
    }
    const { taking, enriched } = await take(source, draft, known, keeping);
    if (taking.kind === 'gone') passedOver.removed += 1;
    if (taking.kind === 'same' || taking.kind === 'gone') {
      if (known !== null) rows.push({ ...known, id: item.id, page });
      continue;
    }
    const file = write(taking, known, enriched, keeping, kept);
    rows.push({ id: item.id, page, file, version: taking.version });
  }
  if (!dryRun) book.keepItems(source.address, rows, now);
  return { ...kept, passedOver, faults: faults.slice(0, mostFaults) };
}

type Written = Extract<Taking, { text: string }>;
type Tally = { readonly fresh: string[]; readonly corrected: string[]; readonly beside: { file: string; beside: string }[] };

/** Returns the article's file. */
function write(
  taking: Written,
  known: KnownItem | null,
  draft: ArticleDraft,
  { files, folder, now, dryRun }: Keeping,
  tally: Tally,
): string {
  if (known === null) {
    const name = articleName(draft.publishedAt ?? now, draft.title, draft.id);
    const file = dryRun ? `${folder}/${name}.md` : files.create(folder, name, taking.text);
    tally.fresh.push(file);
    return file;
  }
  const { file } = known;
  if (taking.kind === 'beside') tally.beside.push({ file, beside: dryRun ? besideOf(file) : files.putBeside(file, taking.text) });
  else {
    if (!dryRun) files.replace(file, taking.text);
    tally.corrected.push(file);
  }
  return file;
}

/** Why a new item is not wanted; `null`: it is. */
function passedBy(draft: ArticleDraft, page: string, source: SourceSettings, { book, taken, now }: Keeping): 'old' | 'elsewhere' | null {
  if (isOld(draft, source, now)) return 'old';
  const by = taken.get(page) ?? source.address;
  taken.set(page, by);
  return by === source.address && book.fileOfPage(page) === null ? null : 'elsewhere';
}

const isOld = ({ publishedAt }: ArticleDraft, { newerThan }: SourceSettings, now: Date): boolean =>
  newerThan !== null && publishedAt !== null && publishedAt.getTime() < now.getTime() - newerThan;

/** Pages are asked only about what would be written. */
async function take(
  source: SourceSettings,
  draft: ArticleDraft,
  known: KnownItem | null,
  { files, enrich, now }: Keeping,
): Promise<{ readonly taking: Taking; readonly enriched: ArticleDraft }> {
  const text = () => (known === null ? null : files.read(known.file));
  const taking = takeIn(source.address, draft, known, text, now);
  if (enrich === null || taking.kind === 'same' || taking.kind === 'gone') return { taking, enriched: draft };
  const enriched = await enrich(draft);
  return { taking: takeIn(source.address, enriched, known, text, now, taking.version), enriched };
}

/** A book that was lost is made again from the files, so that nothing is written twice. */
function learnFromFiles({ address }: SourceSettings, { book, files, folder, now }: Keeping): void {
  const rows: KeptItem[] = [];
  for (const [file, text] of files.all(folder)) {
    const kept = readKept(text);
    if (kept === null || kept.source.feed !== address) continue;
    const url = kept.told.originalUrl;
    rows.push({ id: kept.source.id, file, version: kept.source.version, page: url === undefined ? file : canonicalUrl(url) });
  }
  if (rows.length > 0) book.keepItems(address, rows, now);
}
