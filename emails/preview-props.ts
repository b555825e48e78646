import type { DigestView, PictureView, StoryView } from './contract/view-model.ts';

const picture = (box: 'card' | 'lead', name: string): PictureView => ({
  src: `https://media.courant.example/${name}-${box}.jpg`,
  ...(box === 'card' ? { width: 120, height: 120 } : { width: 600, height: 314 }),
  alt: 'The ferry at its new quay',
});

const story = (changed: Partial<StoryView> & Pick<StoryView, 'id' | 'headline'>): StoryView => ({
  form: 'card',
  pageDirection: 'ltr',
  direction: 'ltr',
  href: `https://harbour-post.example/${changed.id}`,
  outlet: { name: 'Harbour Post', direction: 'ltr' },
  date: '14 August',
  readingTime: '4 min read',
  video: null,
  update: null,
  excerpt: 'The council voted eleven to two after a debate that ran past midnight. Work begins in the spring.',
  alsoCoveredBy: null,
  picture: picture('card', changed.id),
  share: { label: 'Send to a friend', href: `mailto:?body=https://harbour-post.example/${changed.id}` },
  ...changed,
});

/** A small digest that shows every variant of every block. */
export const digestPreview: DigestView = {
  edition: {
    locale: 'en-GB',
    direction: 'ltr',
    brand: {},
    subject: 'Night ferry returns after eleven years',
    preheader: 'Plus: Reservoirs are full for the first time since records began · A quiet week for bonds',
    masthead: {
      name: 'The Morning Courant',
      tagline: 'What happened, told once',
      number: 'No. 42',
      date: 'Monday, 15 August 2022',
      storyCount: '4 stories',
    },
    note: [
      {
        kind: 'paragraph',
        line: {
          direction: 'ltr',
          parts: [
            { text: 'Good morning. A ', strong: false, emphasised: false, href: null },
            { text: 'short', strong: true, emphasised: false, href: null },
            { text: ' edition today: the newsroom is at sea. ', strong: false, emphasised: true, href: null },
            { text: 'Where we are', strong: false, emphasised: false, href: 'https://news.courant.example/log' },
          ],
        },
      },
      {
        kind: 'list',
        ordered: false,
        direction: 'ltr',
        items: [
          { direction: 'ltr', parts: [{ text: 'No edition on Monday', strong: false, emphasised: false, href: null }] },
          { direction: 'ltr', parts: [{ text: 'Letters are read on Tuesday', strong: false, emphasised: false, href: null }] },
        ],
      },
    ],
    sponsor: {
      label: 'Advertisement',
      title: 'Lanterns that outlast the night',
      text: 'Made in Port Ellery from brass and patience. Free delivery to both islands.',
      href: 'https://lanterns.example/',
      direction: 'ltr',
      picture: null,
    },
    highlightsTitle: 'In this edition',
    footer: {
      name: 'The Morning Courant',
      whyYouGetThis: 'You get this e-mail because you subscribed to The Morning Courant.',
      postalAddress: ['Courant Press', '1 Quay Street', 'Port Ellery PE1 1AA'],
      preferences: { label: 'Change your topics', href: 'https://news.courant.example/p/preview' },
      unsubscribe: { label: 'Unsubscribe', href: 'https://news.courant.example/u/preview' },
      viewInBrowser: { label: 'View in browser', href: 'https://news.courant.example/v/preview' },
    },
  },
  highlights: [
    { topic: 'Climate', headline: 'Reservoirs are full for the first time since records began', direction: 'ltr' },
    { topic: 'Markets', headline: 'A quiet week for bonds', direction: 'ltr' },
  ],
  sections: [
    {
      topic: 'Transport',
      stories: [
        story({
          id: 'night-ferry',
          form: 'lead',
          headline: 'Night ferry returns after eleven years',
          picture: picture('lead', 'night-ferry'),
          alsoCoveredBy: {
            before: 'Also covered by ',
            outlets: [
              { text: 'Coast Wire', href: 'https://coast-wire.example/night-ferry', direction: 'ltr' },
              { text: ' and ', href: null, direction: 'ltr' },
              { text: 'The Ledger', href: 'https://ledger.example/night-ferry', direction: 'ltr' },
            ],
            after: '',
          },
        }),
        story({ id: 'tram', headline: 'Tram line six opens a month early', update: 'Update' }),
      ],
    },
    {
      topic: 'Climate',
      stories: [story({ id: 'water', headline: 'Reservoirs are full for the first time since records began', picture: null })],
    },
    { topic: 'Markets', stories: [story({ id: 'bonds', headline: 'A quiet week for bonds', video: 'Video', excerpt: null })] },
  ],
};
