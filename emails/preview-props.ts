import type { DigestView, PictureView, StoryView } from './contract/view-model.ts';

const boxes = { card: { width: 120, height: 120 }, feature: { width: 288, height: 192 }, lead: { width: 600, height: 314 } } as const;

const picture = (box: keyof typeof boxes, name: string): PictureView => ({
  src: `https://media.courant.example/${name}-${box}.jpg`,
  ...boxes[box],
  alt: 'The ferry at its new quay',
});

const headline = (words: string): Pick<StoryView, 'headline' | 'opening'> => {
  const [first = '', second = '', third = '', ...rest] = words.split(' ');
  return { headline: words, opening: { words: [first, second, third].join(' '), rest: rest.map((word) => ` ${word}`).join('') } };
};

const story = (id: string, words: string, changed: Partial<StoryView> = {}): StoryView => ({
  id,
  ...headline(words),
  form: 'card',
  half: false,
  pair: '',
  kicker: null,
  number: '2',
  tone: '0',
  pageDirection: 'ltr',
  direction: 'ltr',
  language: null,
  href: `https://harbour-post.example/${id}`,
  outlet: { name: 'Harbour Post', direction: 'ltr', mark: null },
  outletCount: null,
  tellings: 1,
  date: '14 August',
  readingTime: '4 min read',
  video: null,
  update: null,
  excerpt: 'The council voted eleven to two after a debate that ran past midnight. Work begins in the spring.',
  body: null,
  readOn: null,
  inShort: 'In short',
  alsoCoveredBy: null,
  moreOnThis: null,
  picture: picture('card', id),
  feature: picture('feature', id),
  wide: picture('lead', id),
  caption: null,
  fields: {},
  share: { label: 'Send to a friend', href: `mailto:?body=https://harbour-post.example/${id}` },
  ...changed,
});

const brief = (id: string, words: string, changed: Partial<StoryView> = {}): StoryView =>
  story(id, words, {
    form: 'brief',
    half: true,
    pair: '1',
    excerpt: null,
    picture: null,
    feature: null,
    wide: null,
    share: null,
    ...changed,
  });

const mark: PictureView = { src: 'https://media.courant.example/harbour-post.png', width: 20, height: 20, alt: '' };

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
      storyCount: '9 stories',
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
      picture: { src: 'https://media.courant.example/lanterns.jpg', width: 240, height: 90, alt: 'A brass lantern' },
    },
    highlightsTitle: 'In this edition',
    footer: {
      name: 'The Morning Courant',
      whyYouGetThis: 'You get this e-mail because you subscribed to The Morning Courant.',
      postalAddress: ['Courant Press', '1 Quay Street', 'Port Ellery PE1 1AA'],
      preferences: { label: 'Change your topics', href: 'https://news.courant.example/p/preview' },
      unsubscribe: { label: 'Unsubscribe', href: 'https://news.courant.example/u/preview' },
      viewInBrowser: { label: 'View in browser', href: 'https://news.courant.example/v/preview' },
      ending: 'That is all: 9 stories.',
      archive: { label: 'Past editions', href: 'https://news.courant.example/archive/morning' },
      forwarded: {
        words: 'Forwarded to you?',
        subscribe: { label: 'Subscribe to The Morning Courant', href: 'https://news.courant.example/subscribe?newsletter=morning' },
      },
    },
  },
  lead: story('night-ferry', 'Night ferry returns after eleven years', {
    form: 'lead',
    kicker: 'Transport',
    number: '1',
    picture: picture('lead', 'night-ferry'),
    caption: 'The ferry at its new quay on Monday · Ida Lund',
    outlet: { name: 'Harbour Post', direction: 'ltr', mark },
    outletCount: '6 outlets',
    tellings: 6,
    alsoCoveredBy: {
      before: 'Also covered by ',
      outlets: [
        { text: 'Coast Wire', href: 'https://coast-wire.example/night-ferry', direction: 'ltr' },
        { text: ', ', href: null, direction: 'ltr' },
        { text: 'The Ledger', href: 'https://ledger.example/night-ferry', direction: 'ltr' },
        { text: ' and ', href: null, direction: 'ltr' },
        { text: '3 more', href: 'https://news.courant.example/v/preview#coverage-night-ferry', direction: 'ltr' },
      ],
      after: '',
    },
    moreOnThis: {
      before: 'More on this: ',
      stories: [
        { text: 'The quay is older than the charts say', href: 'https://tidewater.example/quay', direction: 'ltr' },
        { text: ' (Tidewater)', href: null, direction: 'ltr' },
      ],
      after: '',
    },
  }),
  highlights: [
    {
      topic: 'Climate',
      headline: 'Reservoirs are full for the first time since records began',
      href: 'https://harbour-post.example/water',
      direction: 'ltr',
    },
    { topic: 'Markets', headline: 'A quiet week for bonds', href: null, direction: 'ltr' },
  ],
  sections: [
    {
      topic: 'Transport',
      tone: '0',
      headed: true,
      stories: [
        story('tram', 'Tram line six opens a month early', { update: 'Update' }),
        brief('bikes', 'Cargo bikes now carry a fifth of city-centre parcels', { number: '3' }),
        brief('crossing', 'Why the level crossing at Mill Road stays shut for eleven minutes', { number: '4', video: 'Video' }),
      ],
    },
    {
      topic: 'Climate',
      tone: '1',
      headed: true,
      stories: [
        story('water', 'Reservoirs are full for the first time since records began', {
          form: 'section-lead',
          tone: '1',
          number: '5',
          picture: picture('feature', 'water'),
          caption: 'Brede reservoir · Harbour Post',
          fields: { region: 'North' },
        }),
        story('heat', 'Night temperatures, not day, drive the new heat alerts', {
          half: true,
          tone: '1',
          number: '6',
          picture: null,
          feature: null,
          wide: null,
        }),
        story('arabic', 'خبر عاجل من الميناء القديم', { half: true, tone: '1', number: '7', direction: 'rtl', language: 'ar' }),
        brief('peat', 'The bog that swallowed a railway', { half: false, tone: '1', number: '8', href: null }),
      ],
    },
    {
      topic: 'Markets',
      tone: '2',
      headed: false,
      stories: [
        story('bonds', 'A quiet week for bonds', {
          form: 'section-lead',
          kicker: 'Markets',
          tone: '2',
          number: '9',
          video: 'Video',
          excerpt: null,
          picture: picture('feature', 'bonds'),
        }),
      ],
    },
  ],
};
