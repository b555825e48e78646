import { type EditionInsight, type Figures, placeKinds } from './edition-insight.ts';

/** Figures as rows of text, for a file a spreadsheet opens. */
export type FiguresTable = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

export const editionTable = ({ stories }: Pick<EditionInsight, 'stories'>): FiguresTable => ({
  header: ['story', 'headline', 'section', 'clicks', ...placeKinds, 'correction'],
  rows: stories.map(({ storyId, headline, section, clicks, places, correction }) => [
    storyId,
    headline,
    section,
    String(clicks),
    ...placeKinds.map((kind) => String(places[kind])),
    correction ?? '',
  ]),
});

export const editionsTable = (editions: readonly Figures[]): FiguresTable => ({
  header: [
    'newsletter',
    'number',
    'slot',
    'subject',
    'readers',
    'accepted',
    'clicks',
    'forwarded',
    'bounces',
    'complaints',
    'unsubscribes',
  ],
  rows: editions.map((one) => [
    one.newsletter,
    String(one.number),
    one.slot.toISOString(),
    one.subject ?? '',
    String(one.readers),
    String(one.accepted),
    one.clicks === null ? '' : String(one.clicks),
    String(one.forwarded),
    String(one.bounces),
    String(one.complaints),
    String(one.unsubscribes),
  ]),
});
