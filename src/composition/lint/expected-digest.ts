import type { Digest } from '../../selection/choosing/digest.ts';
import type { EditionHeading } from '../edition.ts';
import { neutralText } from '../text/neutral-text.ts';
import { wordingFor } from '../text/wording.ts';
import type { DigestLayout } from '../views/layout.ts';
import { slotLinks } from '../views/slots.ts';
import { storyView } from '../views/story-view.ts';
import type { ExpectedDigest, ExpectedStory } from './linted-mail.ts';

/** What a message must hold to be this digest, as laid out. */
export function expectedDigest(heading: EditionHeading, digest: Digest, layout: DigestLayout, preheader: string): ExpectedDigest {
  const { imprint, slot } = heading;
  const wording = wordingFor(imprint);
  const stories = new Map(digest.sections.flatMap((section) => section.stories.map(({ story }) => [story.id, story] as const)));
  const expected = layout.sections.flatMap((section) =>
    section.stories.flatMap(({ id }): ExpectedStory[] => {
      const story = stories.get(id);
      if (story === undefined) return [];
      const { headline, excerpt, href, outlet, alsoCoveredBy } = storyView(story, 'card', { wording, slot, pictures: undefined });
      const others = (alsoCoveredBy?.outlets ?? []).flatMap((part) => (part.href === null ? [] : [{ outlet: part.text, href: part.href }]));
      return [{ headline, excerpt, href, outlet: outlet.name, others }];
    }),
  );
  const topics = layout.sections.map(({ topic }) => neutralText(topic));
  return {
    locale: wording.locale,
    direction: wording.direction,
    preheader,
    date: wording.longDate(slot),
    postalAddress: imprint.postalAddress,
    links: slotLinks(imprint.baseUrl),
    stories: expected,
    said: [...topics, ...editorsWords(heading), ...expected.flatMap(wordsOf)].join('\n'),
  };
}

const wordsOf = ({ headline, excerpt, outlet, href, others }: ExpectedStory): readonly string[] => [
  headline,
  excerpt ?? '',
  outlet,
  href ?? '',
  ...others.flatMap((other) => [other.outlet, other.href]),
];

const editorsWords = ({ imprint, subject, preheader, intro }: EditionHeading): readonly string[] => [
  imprint.name,
  imprint.tagline ?? '',
  subject ?? '',
  preheader ?? '',
  intro ?? '',
  ...(imprint.sponsor ? [imprint.sponsor.title, imprint.sponsor.text, imprint.sponsor.url] : []),
];
