import type { Story } from '../stories/story.ts';

/** A story with what is named under it, as digests show it. */
export const withKin = (story: Story, kin: readonly Story[]): Story =>
  kin.length === 0
    ? story
    : {
        ...story,
        moreOnThis: kin.map(({ lead, coverages }) => ({
          lead,
          canonicalUrls: coverages.map(({ canonicalUrl }) => canonicalUrl),
        })),
      };

/** What happened, in words, for whoever asks why. */
export const kinNotes = ({ moreOnThis = [] }: Story): readonly string[] =>
  moreOnThis.map(({ lead }) => `“${lead.title}” (${lead.provider.name}) seems to tell the same: named under “More on this”`);
