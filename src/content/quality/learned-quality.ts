/** What an outlet's articles are worth by what can be counted in a corpus nobody has labelled. Every part of the number is told. */

/** One story as far as this needs it: who told it, when, under which headline. */
export type ToldStory = { readonly tellings: readonly Told[] };
export type Told = {
  readonly outlet: string;
  readonly publishedAt: Date;
  readonly title: string;
  readonly excerptLength: number;
  readonly hasPicture: boolean;
};

/** What was counted of one outlet. Shares are of its stories, or of its tellings. */
export type OutletHabits = {
  readonly outlet: string;
  readonly stories: number;
  /** Nobody else told them. */
  readonly alone: number;
  /** Of those others told as well: told by it before anybody. */
  readonly first: number;
  /** How often it would have been first if that were chance. */
  readonly firstByChance: number;
  /** Its headline is word for word an earlier one of somebody else's. */
  readonly reprints: number;
  readonly pictures: number;
  readonly excerptLength: number;
  /** Headlines that ask, shout or count. */
  readonly baits: number;
};

export type LearnedQuality = {
  readonly outlet: string;
  readonly quality: number;
  readonly stories: number;
  /** Points above or below the middle, and what for; their sum, drawn to the middle where little is known, is the number. */
  readonly parts: readonly { readonly points: number; readonly words: string }[];
};

const middle = 50;
/** With so many stories an outlet is believed half. */
const halfBelieved = 8;
const weights = { shared: 24, first: 30, reprints: -25, pictures: 6, baits: -16 } as const;
const fairExcerpt = { least: 60, good: 140, points: 5 } as const;

/** The habits of every outlet in these stories. */
export function outletHabits(stories: readonly ToldStory[]): readonly OutletHabits[] {
  const counts = new Map<
    string,
    { stories: number; alone: number; shared: number; first: number; chance: number; reprints: number; tellings: Told[] }
  >();
  for (const { tellings } of stories) {
    const inOrder = tellings.toSorted((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
    const outlets = [...new Set(inOrder.map(({ outlet }) => outlet))];
    const headlines = new Map<string, string>();
    for (const outlet of outlets) {
      const own = counts.get(outlet) ?? { stories: 0, alone: 0, shared: 0, first: 0, chance: 0, reprints: 0, tellings: [] };
      own.stories += 1;
      if (outlets.length === 1) own.alone += 1;
      else {
        own.shared += 1;
        own.chance += 1 / outlets.length;
        if (outlets[0] === outlet) own.first += 1;
      }
      counts.set(outlet, own);
    }
    for (const told of inOrder) {
      const headline = told.title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
      const by = headlines.get(headline);
      const own = counts.get(told.outlet);
      if (own === undefined) continue;
      own.tellings.push(told);
      if (by !== undefined && by !== told.outlet) own.reprints += 1;
      if (by === undefined) headlines.set(headline, told.outlet);
    }
  }
  return [...counts].map(([outlet, own]) => habitsOf(outlet, own)).sort((a, b) => (a.outlet < b.outlet ? -1 : 1));
}

type Counted = {
  readonly stories: number;
  readonly alone: number;
  readonly shared: number;
  readonly first: number;
  readonly chance: number;
  readonly reprints: number;
  readonly tellings: readonly Told[];
};

function habitsOf(outlet: string, { stories, alone, shared, first, chance, reprints, tellings }: Counted): OutletHabits {
  const of = (wanted: (told: Told) => boolean) => share(tellings.filter(wanted).length, tellings.length);
  const lengths = tellings.map(({ excerptLength }) => excerptLength).sort((a, b) => a - b);
  return {
    outlet,
    stories,
    alone: share(alone, stories),
    first: share(first, shared),
    firstByChance: share(chance, shared),
    reprints: share(reprints, tellings.length),
    pictures: of(({ hasPicture }) => hasPicture),
    excerptLength: lengths[Math.floor(lengths.length / 2)] ?? 0,
    baits: of(({ title }) => isBait(title)),
  };
}

const share = (part: number, all: number): number => (all === 0 ? 0 : part / all);

/** "You won't believe", "10 things", "!!", a question, half of it shouted. */
export function isBait(title: string): boolean {
  if (/[?？]\s*$|!{2,}|[!？?]{2,}/u.test(title)) return true;
  if (
    /^\s*(?:the\s+|these\s+)?\d{1,3}\s+(?:\p{L}+\s+){0,3}(?:things|ways|reasons|tips|tricks|facts|signs|secrets|photos|pictures|ideas|best|of the best)\b/iu.test(
      title,
    )
  )
    return true;
  if (
    /\b(?:you won.?t believe|this is why|here.?s why|what happen(?:s|ed) next|will (?:shock|surprise) you|shocking|jaw-dropping)\b/i.test(
      title,
    )
  )
    return true;
  const words = title.match(/\p{L}{4,}/gu) ?? [];
  return words.length >= 4 && words.filter((word) => word === word.toUpperCase()).length > words.length / 2;
}

/** The number of an outlet, 0 to 100, and every part of it. */
export function learnedQuality(habits: OutletHabits): LearnedQuality {
  const { outlet, stories, alone, first, firstByChance, reprints, pictures, excerptLength, baits } = habits;
  const belief = stories / (stories + halfBelieved);
  const parts: { points: number; words: string }[] = [];
  const add = (points: number, words: string) => {
    const rounded = Math.round(points * belief * 10) / 10;
    if (rounded !== 0) parts.push({ points: rounded, words });
  };
  const told = 1 - alone;
  add(weights.shared * (told - 0.25), `others tell ${percent(told)} of its stories`);
  if (told > 0)
    add(weights.first * told * (first - firstByChance), `first with ${percent(first)} of those, ${percent(firstByChance)} would be chance`);
  add(weights.reprints * reprints, `${percent(reprints)} are another outlet's, word for word`);
  add(weights.pictures * (2 * pictures - 1), `${percent(pictures)} have a picture`);
  add(lengthPoints(excerptLength), `${excerptLength} characters of summary`);
  add(weights.baits * baits, `${percent(baits)} of its headlines ask, shout or count`);
  const sum = parts.reduce((all, { points }) => all + points, middle);
  return { outlet, quality: Math.round(Math.min(100, Math.max(0, sum))), stories, parts };
}

function lengthPoints(length: number): number {
  if (length < fairExcerpt.least) return -fairExcerpt.points * (1 - length / fairExcerpt.least);
  return fairExcerpt.points * Math.min(1, (length - fairExcerpt.least) / (fairExcerpt.good - fairExcerpt.least));
}

const percent = (value: number): string => `${Math.round(value * 100)} %`;

/** `learned: 50 +7.2 (others tell 55 % of its stories) -1.5 (...), from 46 stories`: to be redone by hand. */
export const learnedWords = ({ parts, stories }: LearnedQuality): string =>
  `learned: ${[String(middle), ...parts.map(({ points, words }) => `${points > 0 ? '+' : ''}${points} (${words})`)].join(' ')}, from ${stories} ${stories === 1 ? 'story' : 'stories'}`;
