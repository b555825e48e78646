import { foldTopic } from '../../selection/stories/fold-topic.ts';

/** Whom a digest is for: what they follow, the digests (ids) they were sent before, and which of two subjects is tried on them. */
export type ReaderProfile = {
  readonly topics: readonly string[];
  readonly sentDigests: readonly number[];
  readonly arm?: 1 | 2 | undefined;
};

/**
 * A profile in some tens of bytes, kept beside its digest so that the choice can be made again: topics by their place among the
 * edition's, others spelled out, then the digests sent before, as in `0.4.t=arts|2s.9k`, base 36; then the subject, if two are tried.
 */
export function profileCodec(topics: readonly string[]): {
  pack(profile: ReaderProfile): string;
  /** Throws TypeError for anything that was not packed with these topics. */
  unpack(text: string): ReaderProfile;
} {
  const places = new Map(topics.map((topic, place) => [foldTopic(topic), place.toString(36)]));
  return {
    pack({ topics: followed, sentDigests, arm }) {
      const named = followed.map(
        (topic) => places.get(foldTopic(topic)) ?? `t=${encodeURIComponent(topic.toWellFormed()).replaceAll('.', '%2E')}`,
      );
      const before = sentDigests.toSorted((a, b) => a - b).map((id) => id.toString(36));
      const parts = [[...new Set(named)].sort().join('.'), ...(before.length === 0 && arm === undefined ? [] : [before.join('.')])];
      return [...parts, ...(arm === undefined ? [] : [String(arm)])].join('|');
    },
    unpack(text) {
      const [named = '', before = '', arm = ''] = text.split('|');
      return {
        topics: listed(named).map((name) => topicOf(topics, name)),
        sentDigests: listed(before).map((id) => Number.parseInt(id, 36)),
        ...(arm === '' ? {} : { arm: arm === '1' ? 1 : 2 }),
      };
    },
  };
}

const listed = (text: string): readonly string[] => text.split('.').filter(Boolean);

function topicOf(topics: readonly string[], name: string): string {
  if (name.startsWith('t=')) return decodeURIComponent(name.slice(2));
  const topic = topics[Number.parseInt(name, 36)];
  if (topic === undefined) throw new TypeError(`a packed profile names topic ${name} of ${topics.length}`);
  return topic;
}
