import { outletOf } from '../../stories/outlet.ts';
import type { Coverage, Story } from '../../stories/story.ts';
import type { SelectionSettings } from '../settings.ts';
import { nearlySame, type Wording, wordingOf } from './near-copies.ts';

/** What a telling is to its story's points. `lead`: the points' quality is its own. */
export type TellingKind = 'lead' | 'independent' | 'same-outlet' | 'reprint' | 'press-wire' | 'own';

export type JudgedTelling = {
  readonly coverage: Coverage;
  readonly kind: TellingKind;
  /** What it counts among the independent tellings, 0 to 1. */
  readonly counts: number;
  /** Whose telling it repeats; for a reprint alone. */
  readonly of: Coverage | null;
};

type Knobs = Pick<SelectionSettings, 'pressWires' | 'independentOutlets' | 'wireWeight' | 'ownWeight'>;

/**
 * Every telling of a story and what it counts. Reprints, near-identical in title or text, are one telling, and of the pages of
 * one outlet one counts. What a press wire passes on, and what is told by whom the story is about, counts what the settings say.
 */
export function judgeTellings(story: Story, settings: Knobs): readonly JudgedTelling[] {
  const { lead, coverages } = story;
  const sourceOf = sourcesOf(coverages, settings);
  const seen: { readonly coverage: Coverage; readonly wording: Wording }[] = [{ coverage: lead, wording: wordingOf(lead) }];
  const outlets = new Set([outletOf(lead.provider)]);
  const judged = inOrderOfOrigin(story, sourceOf).map(({ coverage, source }): JudgedTelling => {
    const wording = wordingOf(coverage);
    const of = seen.find((one) => nearlySame(one.wording, wording))?.coverage ?? null;
    const outlet = outletOf(coverage.provider);
    if (source === 'press-wire' || of === null) seen.push({ coverage, wording });
    if (source !== null) return { coverage, kind: source, counts: source === 'own' ? settings.ownWeight : settings.wireWeight, of: null };
    if (outlets.has(outlet)) return { coverage, kind: 'same-outlet', counts: 0, of: null };
    if (of !== null) return { coverage, kind: 'reprint', counts: 0, of };
    outlets.add(outlet);
    return { coverage, kind: 'independent', counts: 1, of: null };
  });
  return [{ coverage: lead, kind: 'lead', counts: 0, of: null }, ...judged];
}

type Source = Extract<TellingKind, 'press-wire' | 'own'> | null;

/** What was announced before what may repeat it; then by time, so that of two alike the later one is the reprint. */
function inOrderOfOrigin({ lead, coverages }: Story, sourceOf: (coverage: Coverage) => Source) {
  const others = coverages.filter((coverage) => coverage !== lead).map((coverage) => ({ coverage, source: sourceOf(coverage) }));
  return others.sort(
    (a, b) =>
      Number(a.source === null) - Number(b.source === null) ||
      a.coverage.publishedAt.getTime() - b.coverage.publishedAt.getTime() ||
      (a.coverage.canonicalUrl < b.coverage.canonicalUrl ? -1 : 1),
  );
}

/** What `announcerOf` says of each telling of a story. Who leads it and what it counts both ask, so each answer is kept with the story. */
export function sourcesOf(coverages: readonly Coverage[], settings: Knobs): (coverage: Coverage) => Source {
  const { pressWires, independentOutlets } = settings;
  let known = answers.get(coverages);
  if (known === undefined || known.pressWires !== pressWires || known.independentOutlets !== independentOutlets) {
    known = { pressWires, independentOutlets, headlines: coverages.map(({ title }) => title), of: new Map() };
    answers.set(coverages, known);
  }
  const { headlines, of } = known;
  return (coverage) => {
    let source = of.get(coverage);
    if (source === undefined) {
      source = announcerOf(coverage, headlines, settings);
      of.set(coverage, source);
    }
    return source;
  };
}

type Answers = Pick<Knobs, 'pressWires' | 'independentOutlets'> & {
  readonly headlines: readonly string[];
  readonly of: Map<Coverage, Source>;
};

const answers = new WeakMap<readonly Coverage[], Answers>();

/** `press-wire` or `own` for a page that passes on what somebody says of themselves; `headlines`: of the whole story. */
export function announcerOf(coverage: Coverage, headlines: readonly string[], settings: Knobs): Source {
  if (isPressRelease(coverage, settings.pressWires)) return 'press-wire';
  if (isListed(coverage, settings.independentOutlets)) return null;
  return isAboutItself(coverage, headlines) ? 'own' : null;
}

const wireMark = /\/PRNewswire\b|\(BUSINESS WIRE\)|\bGLOBE NEWSWIRE\b|\/CNW\/|\/EINPresswire\b|\bACCESSWIRE\b/;

const isPressRelease = (coverage: Coverage, wires: readonly string[]): boolean =>
  wireMark.test(coverage.excerpt ?? '') || isListed(coverage, wires);

function isListed({ url, provider }: Coverage, list: readonly string[]): boolean {
  const { names, paths } = listOf(list);
  const { page, host } = addressOf(url);
  if (names.has(outletOf(provider)) || names.has(provider.name.trim().toLowerCase())) return true;
  for (let at = 0; ; at = host.indexOf('.', at) + 1) {
    if (names.has(host.slice(at))) return true;
    if (host.indexOf('.', at) === -1) break;
  }
  return paths.some((entry) => `${page}/`.startsWith(`${entry}/`) || page.includes(`.${entry}/`));
}

/** Domains and names of a list, and its entries that are a domain and the beginning of a path. */
type Listed = { readonly names: ReadonlySet<string>; readonly paths: readonly string[] };

/** Lists are of an edition's settings, and asked about for each of its tellings. */
const listed = new WeakMap<readonly string[], Listed>();

function listOf(list: readonly string[]): Listed {
  const known = listed.get(list);
  if (known !== undefined) return known;
  const entries = list.map((entry) => entry.toLowerCase().replace(/^www\./, ''));
  const isPath = (entry: string) => entry.includes('/');
  const made = { names: new Set(entries.filter((entry) => !isPath(entry))), paths: entries.filter(isPath) };
  listed.set(list, made);
  return made;
}

type Address = { readonly url: string; readonly page: string; readonly host: string; readonly hostname: string };

/** What is asked of a telling is asked several times in a row. */
let asked: Address = { url: '', page: '/', host: '', hostname: '' };

function addressOf(url: string): Address {
  if (asked.url === url) return asked;
  const parsed = URL.parse(url);
  const page = parsed === null ? '/' : `${parsed.hostname.replace(/^www\./, '')}${parsed.pathname.toLowerCase()}`;
  asked = { url, page, host: page.slice(0, page.indexOf('/')), hostname: parsed?.hostname ?? '' };
  return asked;
}

const commonLabels = new Set(
  'com net org gov edu info blog blogs news newsroom press media about investor investors ir www web site online shop store home docs support community techcommunity events'.split(
    ' ',
  ),
);

/** Whether an address belongs to whom the headlines are about: `wipro.com` on Wipro. A word of small letters is nobody's name. */
function isAboutItself({ url, excerpt, title }: Coverage, headlines: readonly string[]): boolean {
  const said = saidIn(headlines);
  const names = ownNames(addressOf(url).hostname).filter((name) => said.closed.includes(name));
  if (names.length === 0) return false;
  const written = said.written();
  const about = names.filter((name) => 2 * written.filter((words) => words.has(name)).length >= headlines.length);
  return about.length > 0 && about.some((name) => !said.small().has(name) && !smallWords([title, excerpt ?? '']).has(name));
}

/** What an address may be called after: the labels of its domain, whole and without what many have. */
function ownNames(hostname: string): readonly string[] {
  const known = namesOfHosts.get(hostname);
  if (known !== undefined) return known;
  const names = hostname
    .split('.')
    .slice(0, -1)
    .flatMap((label) => [label.replaceAll('-', ''), label.replaceAll('-', '').replace(/^about|(?:inc|corp|group|hq|blog|news)$/g, '')])
    .filter((label) => label.length > 2 && !commonLabels.has(label));
  if (namesOfHosts.size >= hostsKept) namesOfHosts.clear();
  namesOfHosts.set(hostname, names);
  return names;
}

const namesOfHosts = new Map<string, readonly string[]>();
const hostsKept = 20_000;

type Said = {
  /** All that is said, in small letters, with nothing between words: what is not in it is named in no headline. */
  readonly closed: string;
  readonly written: () => readonly ReadonlySet<string>[];
  readonly small: () => ReadonlySet<string>;
};

/** A story's headlines are read once for all of its tellings. */
const said = new WeakMap<readonly string[], Said>();

function saidIn(headlines: readonly string[]): Said {
  const known = said.get(headlines);
  if (known !== undefined) return known;
  let written: readonly ReadonlySet<string>[] | null = null;
  let small: ReadonlySet<string> | null = null;
  const made: Said = {
    closed: folded(headlines.join(' ')).replace(/[^\p{L}\p{N}]+/gu, ''),
    written: () => {
      written ??= headlines.map(namesIn);
      return written;
    },
    small: () => {
      small ??= smallWords(headlines);
      return small;
    },
  };
  said.set(headlines, made);
  return made;
}

const smallWords = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => text.match(/(?<![\p{L}\p{N}])\p{Ll}+(?![\p{L}\p{N}])/gu) ?? []));

/** Words that begin with a capital, alone and as one with the next: `National Grid` is `nationalgrid` too. */
function namesIn(headline: string): Set<string> {
  const words = headline.match(/[\p{L}\p{N}]+/gu) ?? [];
  const capital = (word: string | undefined) => word !== undefined && /^[\p{Lu}\p{N}]/u.test(word);
  const names = new Set<string>();
  for (const [at, word] of words.entries()) {
    if (!capital(word)) continue;
    names.add(folded(word));
    if (capital(words[at + 1])) names.add(folded(`${word}${words[at + 1]}`));
  }
  return names;
}

const folded = (word: string): string => word.normalize('NFKC').toLowerCase();

/** Why a telling counts or not, in words. */
export function tellingWords({ kind, counts, of }: JudgedTelling): string {
  const share = counts === 0 ? 'not counted' : `counted as ${counts}`;
  switch (kind) {
    case 'lead':
      return 'leads: its quality is the story’s';
    case 'independent':
      return 'counted: an independent telling';
    case 'same-outlet':
      return 'not counted: another page of an outlet that counts already';
    case 'reprint':
      return `not counted: near-identical to that of ${of?.provider.name ?? 'another'}`;
    case 'press-wire':
      return `${share}: a press release`;
    case 'own':
      return `${share}: told by whom it is about`;
  }
}
