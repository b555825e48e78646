import { DigestLayout, storyForms } from './layout.ts';
import { type Trim, trims } from './trim.ts';

/** What numbers in a packed layout stand for: the same for all digests of an edition, whenever they are read. */
export type LayoutTable = { readonly stories: readonly string[]; readonly topics: readonly string[] };

/** The table of an edition that keeps what its digests tell by the same places; without one, layouts stand in full. */
export const layoutTable = (
  told: { readonly stories: readonly { readonly storyId: string }[]; readonly topics: readonly string[] } | null,
): LayoutTable => ({ stories: told?.stories.map(({ storyId }) => storyId) ?? [], topics: told?.topics ?? [] });

export type LayoutCodec = {
  /** A few bytes a story, of printable ASCII; the same layout gives the same text. */
  pack(layout: DigestLayout): string;
  /**
   * Reads layouts packed by this table, and those written out as JSON before there was one. Throws on anything else. A story that stands
   * the same in two packed layouts is the same object in both.
   */
  unpack(text: string): DigestLayout;
};

type Place = DigestLayout['sections'][number]['stories'][number];

/** What a story's number says beside which it is: trim, update, highlighted and form, each within the one before it. */
const forms = [undefined, ...storyForms] as const;
const usualTrims = ['full', 'unshared', 'unpictured', 'short', 'bare'] as const satisfies readonly Trim[];
const looksOf = (known: readonly Trim[]): number => known.length * 2 * 2 * forms.length;

const lookOf = ({ trim, update, form }: Place, highlighted: boolean, known: readonly Trim[]): number =>
  known.indexOf(trim) + known.length * (Number(update) + 2 * (Number(highlighted) + 2 * forms.indexOf(form)));

type Look = { readonly place: Place; readonly highlighted: boolean };

const placed = (id: string, update: boolean, trim: Place['trim'], form: Place['form']): Place =>
  form === undefined ? { id, update, trim } : { id, update, trim, form };

const placeOf = (id: string, look: number, known: readonly Trim[]): Look => {
  const above = Math.floor(look / known.length);
  return {
    place: placed(id, (above & 1) > 0, known[look % known.length] ?? 'full', forms[above >> 2]),
    highlighted: (above & 2) > 0,
  };
};

/** Before there were forms a number said three trims, updates and highlights. */
const [olderLooks, olderTrims] = [12, ['full', 'short', 'bare'] as const];
const olderPlaceOf = (id: string, look: number): Look => ({
  place: placed(id, look % 6 >= 3, olderTrims[(look % 3) as 0 | 1 | 2], undefined),
  highlighted: look >= 6,
});

/** How a layout is written, by what stands before it. Only one that had to leave a whole text out needs a trim more. */
type Coding = { readonly mark: string; readonly each: number; readonly placeOf: (id: string, look: number) => Look };
const codingOf = (mark: string, known: readonly Trim[]): Coding & { readonly known: readonly Trim[] } => ({
  mark,
  known,
  each: looksOf(known),
  placeOf: (id, look) => placeOf(id, look, known),
});
const usual = codingOf('!', usualTrims);
const excerpted = codingOf('#', trims);
const former: Coding = { mark: '', each: olderLooks, placeOf: olderPlaceOf };
/** Behind the mark, `~1` or `~2`: which of two subjects the digest has. */
const armed = /^~([12])/;

const isExcerpted = ({ sections }: DigestLayout): boolean =>
  sections.some(({ stories }) => stories.some(({ trim }) => trim === 'excerpted'));

/**
 * A digest of a million, each of its own, is kept as numbers: sections as `topic:story.story`, base 36, with `;` between. A story's
 * number says which it is, how it is trimmed, whether it is an update, whether the highlights name it, and how large it stands. A
 * topic the table does not know stands in full.
 */
export function layoutCodec(table: LayoutTable): LayoutCodec {
  const stories = new Map(table.stories.map((id, index) => [id, index]));
  const topics = new Map(table.topics.map((topic, index) => [topic, index]));
  /** Numbers as they are written, each worked out once: an edition's million digests have some thousands. */
  const written = new Map<number, string>();
  const inDigits = (number: number): string => {
    const known = written.get(number);
    if (known !== undefined) return known;
    const digits = number.toString(36);
    written.set(number, digits);
    return digits;
  };
  /** A story as it stands is the same in all digests that have it so. */
  const read = new Map([usual, excerpted, former].map(({ mark }) => [mark, new Map<string, Look>()]));
  const lookAt = (packed: string, { mark, each, placeOf: look }: Coding): Look => {
    const kept = read.get(mark) as Map<string, Look>;
    const known = kept.get(packed);
    if (known !== undefined) return known;
    const number = Number.parseInt(packed, 36);
    const id = entry(table.stories, Math.floor(number / each).toString(36));
    const found = look(id, number % each);
    kept.set(packed, found);
    return found;
  };
  const packTopic = (topic: string) => topics.get(topic)?.toString(36) ?? `=${encodeURIComponent(topic)}`;
  return {
    pack(layout) {
      const { sections, highlights, arm } = layout;
      const { mark, each, known } = isExcerpted(layout) ? excerpted : usual;
      let packed = arm === undefined ? mark : `${mark}~${arm}`;
      for (const [at, { topic, stories: places }] of sections.entries()) {
        packed += `${at === 0 ? '' : ';'}${packTopic(topic)}:`;
        for (const [nth, place] of places.entries()) {
          const index = stories.get(place.id);
          if (index === undefined) throw new TypeError(`story ${place.id} is not in the edition's table`);
          packed += `${nth === 0 ? '' : '.'}${inDigits(index * each + lookOf(place, highlights.includes(place.id), known))}`;
        }
      }
      return packed;
    },
    unpack(text) {
      if (text.startsWith('{')) return DigestLayout.parse(JSON.parse(text));
      const coding = [usual, excerpted].find(({ mark }) => text.startsWith(mark)) ?? former;
      const rest = text.slice(coding.mark.length);
      const [said = '', arm] = armed.exec(rest) ?? [];
      const lines = rest.slice(said.length).split(';').filter(Boolean);
      const highlights: string[] = [];
      const sections = lines.map((line) => {
        const [topic = '', places = ''] = line.split(':');
        const stories: Place[] = [];
        for (const packed of places === '' ? [] : places.split('.')) {
          if (packed === '') continue;
          const { place, highlighted } = lookAt(packed, coding);
          if (highlighted) highlights.push(place.id);
          stories.push(place);
        }
        return { topic: topic.startsWith('=') ? decodeURIComponent(topic.slice(1)) : entry(table.topics, topic), stories };
      });
      return { sections, highlights, ...(arm === undefined ? {} : { arm: arm === '1' ? 1 : 2 }) };
    },
  };
}

function entry(names: readonly string[], packed: string): string {
  const name = names[Number.parseInt(packed, 36)];
  if (name === undefined) throw new TypeError(`a packed layout names entry ${packed} of ${names.length}`);
  return name;
}
