import type { Coverage, Story } from '../stories/story.ts';

/** Columns of a fixed-width font an excerpt has room for on a card. */
const longest = 160;
/** Shorter ones say too little to stand in for another's. */
const leastWhole = 60;

/**
 * A story as it is shown: its excerpt without datelines, marks of wires, navigation words and a repeat of the headline, ending at a
 * sentence. Where the lead's is cut or says nothing, the whole one of a better telling stands in; what an editor wrote stays as it is.
 */
export function withCleanExcerpt(story: Story): Story {
  const { lead, coverages } = story;
  if (lead.reworded) return story;
  const own = cleanExcerpt(lead);
  const standIn = isWhole(own) ? null : wholeOf(coverages.filter((coverage) => coverage !== lead && sameScript(coverage, lead)));
  const excerpt = standIn ?? own;
  if (excerpt === lead.excerpt) return story;
  const shown: Coverage = { ...lead, excerpt };
  return { ...story, lead: shown, coverages: coverages.map((coverage) => (coverage === lead ? shown : coverage)) };
}

/** The first whole excerpt, coverages standing best first. */
function wholeOf(coverages: readonly Coverage[]): string | null {
  for (const coverage of coverages) {
    const excerpt = cleanExcerpt(coverage);
    if (excerpt !== null && excerpt.length >= leastWhole && isWhole(excerpt)) return excerpt;
  }
  return null;
}

const sentenceEnd = /[.!?。！？؟।]["'”’»)\]」』]*$/u;

const isWhole = (excerpt: string | null): boolean => excerpt !== null && sentenceEnd.test(excerpt) && !/(?:…|\.\.\.)\W*$/u.test(excerpt);

const latin = /\p{Script=Latin}/u;
/** Words of another script are hardly in the reader's language. */
const sameScript = (a: Coverage, b: Coverage): boolean => latin.test(a.excerpt ?? '') === latin.test(b.title);

/** `null`: nothing is left that says anything. */
export function cleanExcerpt({ excerpt, title, provider }: Pick<Coverage, 'excerpt' | 'title' | 'provider'>): string | null {
  if (excerpt === null) return null;
  let text = excerpt.trim();
  for (let before = ''; before !== text; ) {
    before = text;
    text = withoutNavigation(withoutHeadline(withoutDateline(text), title, provider.name), provider.name).trim();
  }
  const ended = atSentence(text);
  return ended === '' ? null : ended;
}

/** `HALE, Nov. 18, 2026 /PRNewswire/ -- `, `(BUSINESS WIRE)--`, `LONDON (Reuters) - `, `Portwick, 3 May (dpa) – ` */
const datelines: readonly RegExp[] = [
  /^.{0,120}?(?:\/\s?(?:PRNewswire|CNW|EINPresswire)[^/]{0,60}\/|\((?:BUSINESS WIRE|GLOBE NEWSWIRE|ACCESSWIRE|Business Wire)\))\s*(?:[-–—]{1,2}|:)?\s*/su,
  /^(?:PRNewswire\/?|GLOBE NEWSWIRE|BUSINESS WIRE)\s*(?:[-–—]{1,2}|:)\s*/u,
  /^[\p{Lu}][\p{Lu}\s.,'’-]{2,40}(?:,\s*[\p{L}.]{2,12}\s*\d{1,2}(?:,\s*\d{4})?)?\s*\((?:Reuters|AP|AFP|dpa|UPI|Bloomberg|Xinhua|EFE|ANSA|PA|CNN)\)\s*[-–—]{1,2}\s*/u,
  /^[\p{L}\s.'’-]{2,40},\s*(?:\d{1,2}\.?\s*\p{L}{3,10}\.?|\p{L}{3,10}\.?\s*\d{1,2})(?:,?\s*\d{4})?\s*\((?:Reuters|AP|AFP|dpa|UPI|Xinhua|EFE|ANSA)\)\s*[-–—]{1,2}\s*/u,
  /^\((?:Reuters|AP|AFP|dpa|UPI|Bloomberg|Xinhua|EFE|ANSA|PA|CNN)\)\s*[-–—]{0,2}\s*/u,
];

const withoutDateline = (text: string): string => datelines.reduce((left, dateline) => left.replace(dateline, ''), text);

/** An excerpt that begins by saying the headline again, as pages do whose description is their beginning. */
function withoutHeadline(text: string, title: string, outlet: string): string {
  const bare = (given: string) =>
    given
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const headline = bare(title);
  if (headline.length < 12 || !bare(text).startsWith(headline)) return text;
  // Character by character: what stands between the words may differ.
  let at = 0;
  for (let seen = ''; at < text.length && seen !== headline; at += 1) seen = bare(text.slice(0, at + 1));
  const rest = text.slice(at).replace(/^[\s\p{P}|]+/u, '');
  const named = bare(rest).startsWith(bare(outlet)) && bare(outlet) !== '' ? rest.slice(outlet.length).replace(/^[\s\p{P}|]+/u, '') : rest;
  // The headline as the subject of its own sentence (`Hale reopens its bridge` - `... on Tuesday`) is no repeat.
  return /^[\p{Lu}\p{N}“"‘«]/u.test(named) || named === '' || !latin.test(named) ? named : text;
}

const navigation =
  /^(?:skip to (?:main )?content|top stories|home|menu|news|video|videos|contact us|about us|cookie settings?|cookies? set\w*|sign in|log ?in|subscribe|advertisement|share this(?: article)?|read more|search|newsletters?|press release|breaking news|live updates?|by clicking|accept (?:all )?cookies)\b/iu;

/** Words of a page's furniture, one after the other: `AP NEWS. Top Stories; Video; Contact Us; Cookie Set`. */
function withoutNavigation(text: string, outlet: string): string {
  const pieces = text.split(/(?<=[.;|·•>])\s+/u);
  const isFurniture = (piece: string) => {
    const bare = piece.replace(/[\s.;|·•>]+$/u, '');
    return (
      bare === '' ||
      bare.toLowerCase() === outlet.toLowerCase() ||
      (navigation.test(bare) && bare.split(/\s+/u).length <= 4) ||
      /^AP NEWS$/u.test(bare)
    );
  };
  const furniture = pieces.filter(isFurniture).length;
  if (furniture === 0 || (furniture < 2 && !isFurniture(pieces[0] ?? ''))) return text;
  return pieces.filter((piece) => !isFurniture(piece)).join(' ');
}

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const columns = (text: string): number => text.length + (text.match(wide)?.length ?? 0);
/** A point behind one of these ends no sentence. */
const abbreviated =
  /(?:^|[\s(“"])(?:[\p{L}]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Prof|Inc|Corp|Co|Ltd|Jr|Sr|No|vs|U\.S|U\.K|U\.N|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|z\.B|bzw|ca|Nr)\.$/u;

/** As many whole sentences as fit; where not even the first does, as many of its words, marked as cut. */
function atSentence(given: string): string {
  const text = given.replace(/\s*(?:\[?(?:…|\.{3,})\]?)\s*$/u, '').trim();
  const cutByPublisher = text !== given.trim();
  const whole: string[] = [];
  let open = '';
  for (const { segment } of sentences.segment(text)) {
    open += segment;
    if (abbreviated.test(open.trim())) continue;
    whole.push(open);
    open = '';
  }
  if (open !== '') whole.push(open);
  let kept = '';
  for (const sentence of whole) {
    if (columns((kept + sentence).trim()) > longest || !sentenceEnd.test(sentence.trim())) break;
    kept += sentence;
  }
  if (kept.trim() !== '') return kept.trim();
  const [first = ''] = whole;
  if (columns(first.trim()) <= longest) return cutByPublisher || !sentenceEnd.test(first.trim()) ? marked(text, longest) : first.trim();
  return marked(first, longest);
}

/** Cut after a word, with an ellipsis; a short headline-like line without a full stop is no cut. */
function marked(text: string, most: number): string {
  const trimmed = text.trim();
  if (columns(trimmed) <= most && columns(trimmed) < leastWhole) return trimmed;
  let cut = trimmed;
  if (columns(cut) > most - 1) {
    cut = '';
    for (const { segment } of new Intl.Segmenter('und', { granularity: 'word' }).segment(trimmed)) {
      if (columns(cut + segment) > most - 1) break;
      cut += segment;
    }
  }
  return `${cut.replace(/[\s\p{P}]+$/u, '')}…`;
}
