import type { EditionView } from '../../../emails/contract/view-model.ts';
import type { EditionHeading } from '../edition.ts';
import { neutralText } from '../text/neutral-text.ts';
import { fillPattern, type Wording } from '../text/wording.ts';
import { noteOf } from './note.ts';
import { slotLinks } from './slots.ts';
import { sponsorView } from './sponsor-view.ts';

/** What of the frame depends on the digest: words, or holes while blocks are compiled. */
export type DigestWords = { readonly subject: string; readonly preheader: string; readonly storyCount: string };

/** The frame of every digest of an edition. */
export const editionView = (heading: EditionHeading, words: DigestWords, wording: Wording): EditionView => {
  const { imprint } = heading;
  const { strings } = wording;
  const links = slotLinks(imprint.baseUrl);
  const name = neutralText(imprint.name);
  return {
    locale: wording.locale,
    direction: wording.direction,
    brand: imprint.brand ?? {},
    subject: words.subject,
    preheader: words.preheader,
    masthead: {
      name,
      tagline: imprint.tagline === null ? null : neutralText(imprint.tagline),
      number: fillPattern(strings.editionNumber, { number: wording.number(heading.number) }),
      date: wording.longDate(heading.slot),
      storyCount: words.storyCount,
    },
    note: noteOf(heading.intro ?? '', wording.direction, heading.noteFields),
    sponsor: sponsorView(imprint.sponsor, wording),
    highlightsTitle: strings.inThisEdition,
    footer: {
      name,
      whyYouGetThis: [fillPattern(strings.whyYouGetThis, { newsletter: name }), ...(imprint.clicks ? [strings.clicksCounted] : [])].join(
        // Languages without blanks between words have none between sentences.
        strings.language === 'ja' ? '' : ' ',
      ),
      postalAddress: lines(imprint.postalAddress),
      preferences: { label: strings.preferences, href: links.preferences },
      unsubscribe: { label: strings.unsubscribe, href: links.unsubscribe },
      viewInBrowser: { label: strings.viewInBrowser, href: links.view },
      ending: fillPattern(strings.ending, { count: words.storyCount }),
      archive: imprint.links?.archive ? { label: strings.archive, href: `${imprint.baseUrl}/archive/${imprint.id}` } : null,
      forwarded: imprint.links?.forward
        ? {
            words: strings.forwarded,
            subscribe: {
              label: fillPattern(strings.subscribe, { newsletter: name }),
              href: `${imprint.baseUrl}/subscribe?newsletter=${imprint.id}`,
            },
          }
        : null,
    },
  };
};

const lines = (text: string): readonly string[] => text.split(/\r?\n/).map(neutralText).filter(Boolean);
