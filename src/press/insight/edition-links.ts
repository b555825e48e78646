import { LRUCache } from 'lru-cache';
import { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { isSigned, readClickCode, targetOf } from '../../composition/links/click-link.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import type { Press } from '../ports/press.ts';
import { type Correction, correctionsOf } from '../readers/errata.ts';
import type { HeldClick } from './judge-clicks.ts';

/** Where a link of a mail leads. */
export type Followed = {
  /** As the edition linked it, never as the address says. */
  readonly to: string;
  readonly headline: string;
  /** What was said to be wrong with the story since; `null`: nothing. */
  readonly correction: Correction | null;
  /** As it is now; `undefined`: the config has it no more. */
  readonly newsletter: Newsletter | undefined;
  readonly locale: string;
  readonly zone: string;
  /** What is counted. */
  readonly click: Pick<HeldClick, 'editionId' | 'stories' | 'storyId' | 'place' | 'arm' | 'at'>;
};

export type EditionLinks = {
  /** `null`: not an address of ours, or not as we signed it. */
  follow(newsletter: string, code: string): Promise<Followed | null>;
};

type Linked = { readonly editionId: number; readonly compiled: Pick<CompiledEdition, 'clickKey' | 'stories' | 'locale' | 'zone'> };

const editionsKept = 24;
/** A correction is to be seen within a second of its being written, whichever process it was written in. */
const correctionsKeptMs = 500;

export function editionLinks(
  { store, now }: Pick<Press, 'store' | 'now'>,
  config: () => { readonly newsletters: readonly Newsletter[] },
): EditionLinks {
  const known = new LRUCache<string, Linked>({ max: editionsKept });
  const corrections = new LRUCache<number, { readonly at: number; readonly asked: ReturnType<typeof correctionsOf> }>({
    max: editionsKept,
  });
  const linkedBy = async (newsletter: string, slot: Date): Promise<Linked | null> => {
    const key = `${newsletter} ${slot.getTime()}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const edition = await store.findEdition(newsletter, slot);
    const sealed = edition && (await store.sealedEdition(edition.id));
    if (!edition || !sealed) return null;
    const { clickKey, stories, locale, zone } = CompiledEdition.parse(JSON.parse(sealed.compiled));
    // What links lead to is all that is needed of it.
    const linked = Object.fromEntries(Object.entries(stories).map(([id, { headline, targets }]) => [id, { headline, targets }]));
    const links = { editionId: edition.id, compiled: { clickKey, stories: linked as CompiledEdition['stories'], locale, zone } };
    known.set(key, links);
    return links;
  };
  const correctionOf = async (editionId: number, storyId: string, at: number): Promise<Correction | null> => {
    const before = corrections.get(editionId);
    const fresh = before !== undefined && at - before.at < correctionsKeptMs ? before : { at, asked: correctionsOf(store, editionId) };
    if (fresh !== before) {
      corrections.set(editionId, fresh);
      fresh.asked.catch(() => corrections.delete(editionId));
    }
    return (await fresh.asked).get(storyId) ?? null;
  };
  return {
    async follow(newsletter, code) {
      const read = readClickCode(code);
      const linked = read && (await linkedBy(newsletter, read.slot));
      if (!linked) return null;
      const { clickKey, stories, locale, zone } = linked.compiled;
      if (clickKey === undefined || !isSigned(clickKey, read)) return null;
      const story = Object.hasOwn(stories, read.storyId) ? stories[read.storyId] : undefined;
      const to = story?.targets === undefined ? null : targetOf(story.targets, read.place);
      if (story === undefined || to === null || !/^https?:/i.test(to)) return null;
      const at = now().getTime();
      const { storyId, place, arm } = read;
      return {
        to,
        headline: story.headline,
        correction: await correctionOf(linked.editionId, storyId, at),
        newsletter: config().newsletters.find(({ id }) => id === newsletter),
        locale,
        zone,
        click: { editionId: linked.editionId, stories: Object.keys(stories).length, storyId, place, arm, at },
      };
    },
  };
}
