import { DigestLayout } from './layout.ts';

/** What numbers in a packed layout stand for: the same for all digests of an edition, whenever they are read. */
export type LayoutTable = { readonly stories: readonly string[]; readonly topics: readonly string[] };

/** The table of an edition that keeps what its digests tell by the same places; without one, layouts stand in full. */
export const layoutTable = (
  told: { readonly stories: readonly { readonly storyId: string }[]; readonly topics: readonly string[] } | null,
): LayoutTable => ({ stories: told?.stories.map(({ storyId }) => storyId) ?? [], topics: told?.topics ?? [] });

export type LayoutCodec = {
  /** A few bytes a story, of printable ASCII; the same layout gives the same text. */
  pack(layout: DigestLayout): string;
  /** Reads layouts packed by this table, and those written out as JSON before there was one. Throws on anything else. */
  unpack(text: string): DigestLayout;
};

const trims = ['full', 'short', 'bare'] as const;
const [updated, highlighted, forms] = [3, 6, 12];

/**
 * A digest of a million, each of its own, is kept as numbers: sections as `topic:story.story`, base 36, with `;` between. A story's
 * number says which it is, how it is trimmed, whether it is an update and whether the highlights name it. A topic the table does
 * not know stands in full.
 */
export function layoutCodec(table: LayoutTable): LayoutCodec {
  const stories = new Map(table.stories.map((id, index) => [id, index]));
  const topics = new Map(table.topics.map((topic, index) => [topic, index]));
  const packTopic = (topic: string) => topics.get(topic)?.toString(36) ?? `=${encodeURIComponent(topic)}`;
  return {
    pack({ sections, highlights }) {
      const lines = sections.map(({ topic, stories: places }) => {
        const packed = places.map(({ id, update, trim }) => {
          const index = stories.get(id);
          if (index === undefined) throw new TypeError(`story ${id} is not in the edition's table`);
          return (index * forms + trims.indexOf(trim) + (update ? updated : 0) + (highlights.includes(id) ? highlighted : 0)).toString(36);
        });
        return `${packTopic(topic)}:${packed.join('.')}`;
      });
      return lines.join(';');
    },
    unpack(text) {
      if (text.startsWith('{')) return DigestLayout.parse(JSON.parse(text));
      const highlights: string[] = [];
      const sections = text
        .split(';')
        .filter(Boolean)
        .map((line) => {
          const [topic = '', places = ''] = line.split(':');
          return {
            topic: topic.startsWith('=') ? decodeURIComponent(topic.slice(1)) : entry(table.topics, topic),
            stories: places
              .split('.')
              .filter(Boolean)
              .map((packed) => {
                const number = Number.parseInt(packed, 36);
                const id = entry(table.stories, Math.floor(number / forms).toString(36));
                const form = number % forms;
                if (form >= highlighted) highlights.push(id);
                return { id, update: form % highlighted >= updated, trim: trims[(form % updated) as 0 | 1 | 2] };
              }),
          };
        });
      return { sections, highlights };
    },
  };
}

function entry(names: readonly string[], packed: string): string {
  const name = names[Number.parseInt(packed, 36)];
  if (name === undefined) throw new TypeError(`a packed layout names entry ${packed} of ${names.length}`);
  return name;
}
