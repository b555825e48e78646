import { createElement as h } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Theme, ThemeComponents } from '../../../emails/contract/theme.ts';
import { checkIds } from '../../../src/composition/lint/check-ids.ts';
import type { FinalMessage } from '../../../src/composition/lint/linted-mail.ts';
import type { Article } from '../../../src/content/article.ts';
import type { Newsletter as NewsletterType } from '../../../src/press/newsletter/newsletter.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import { editionMessages, editionSizeBound, editionSizes, letterMessages, Newsletter } from '../running/engine.ts';

export const topics = ['Climate', 'Space', 'Money'] as const;

/** The smallest theme there can be: worlds are about who gets what and when, not about looks. */
const theme: Theme = {
  Document: ({ edition, highlights, children }) =>
    h(
      'html',
      { lang: edition.locale },
      h('head', null, h('title', null, edition.subject)),
      h('body', null, highlights, children, ways(edition.footer)),
    ),
  Highlights: ({ title, children }) => h('div', null, title, h('ul', null, children)),
  Highlight: ({ highlight }) => h('li', null, highlight.headline),
  SectionHead: ({ topic }) => h('h2', null, topic),
  Story: ({ story }) => h('div', null, h('a', { href: story.href ?? '#' }, story.headline), story.update),
  Sponsor: ({ sponsor }) => h('p', null, sponsor.title),
};
const ways = (footer: { readonly unsubscribe: { readonly href: string }; readonly preferences: { readonly href: string } }) =>
  h('p', null, h('a', { href: footer.unsubscribe.href }, 'leave'), h('a', { href: footer.preferences.href }, 'change'));

const components: ThemeComponents = {
  theme,
  kit: {
    Digest: () => null,
    renderMarkup: async (element) => renderToStaticMarkup(element),
    renderBlocks: async (blocks) => blocks.map((block) => renderToStaticMarkup(block)),
  },
};

/** The gate looks at a page as small as can be, and every check is waived: what it makes of real pages has tests of its own. */
const nothingToLint: FinalMessage = { headers: [], html: '<p>', htmlBytes: 3, text: 'x', contentIds: [] };

export const composing: Pick<Press, 'messages' | 'preparePictures' | 'readTheme' | 'measurePictures'> = {
  messages: {
    htmlSize: editionSizes,
    htmlSizeBound: editionSizeBound,
    edition: editionMessages,
    letter: letterMessages,
    read: async () => nothingToLint,
  },
  preparePictures: async () => ({ pictures: new Map(), problems: [] }),
  readTheme: async () => components,
  measurePictures: async () => new Map(),
};

export type NewsletterPlan = { readonly id: string; readonly approval: 'none' | 'required'; readonly delivery: NewsletterType['delivery'] };

export const newsletterOf = ({ id, approval, delivery }: NewsletterPlan): NewsletterType => ({ ...parsed(id, approval), delivery });

const made = new Map<string, NewsletterType>();

function parsed(id: string, approval: 'none' | 'required'): NewsletterType {
  const known = made.get(`${id} ${approval}`);
  if (known) return known;
  const newsletter = Newsletter.parse({
    id,
    name: id,
    sender: { name: 'Courant', address: `news@${id}.example` },
    postalAddress: 'Some street 1',
    topics: [...topics],
    schedule: { cron: '0 8-9 * * *', zone: 'UTC', catchUp: '6h' },
    window: '2d',
    approval,
    archive: false,
    selection: { perTopic: 2, minStories: 1, perOutlet: 9 },
    lint: { waive: [...checkIds], clients: ['gmail.ios'] },
  });
  made.set(`${id} ${approval}`, newsletter);
  return newsletter;
}

const headlines = [
  'Glacier melt uncovers forgotten village',
  'Satellite swarm maps lunar craters',
  'Central bank trims lending rate',
  'Coral nursery survives heatwave',
  'Rocket booster lands on barge',
  'Pension fund sells coal shares',
  'Peatland rewetting halves emissions',
  'Telescope spots waterworld comet',
  'Currency peg collapses overnight',
  'Monsoon arrives three weeks early',
  'Astronaut repairs solar array',
  'Inflation cools for farmers',
  'Hurricane season breaks record',
  'Probe tastes plumes of Enceladus',
  'Start-up lists in Frankfurt',
  'Permafrost pipeline buckles again',
  'Mars rover finds opal veins',
  'Tax credit boosts heat pumps',
  'Desert dam dries completely',
  'Meteor shower dazzles Chile',
  'Auction of treasury bonds fails',
  'Bees return to vineyards',
  'Orbital debris forces detour',
  'Wage talks end in strike',
  'Kelp forests spread northward',
  'Spaceport opens in Shetland',
  'Crypto lender files bankruptcy',
  'Wildfire smoke shuts airports',
  'Asteroid sample contains sugar',
  'Gold price climbs past peak',
] as const;

/** The n-th article; `revision`: how often its words changed. */
export function articleOf(index: number, publishedAt: number, quality: number, revision: number): Article {
  const headline = headlines[index % headlines.length] ?? '';
  const url = `https://outlet${index % 7}.example/story-${index}`;
  return {
    file: `content/${String(index).padStart(3, '0')}.md`,
    url,
    canonicalUrl: url,
    title: revision === 0 ? headline : `${headline} (corrected ${revision})`,
    excerpt: `${headline}, as told at length.`,
    publishedAt: new Date(publishedAt),
    type: 'article',
    quality,
    provider: { name: `Outlet ${index % 7}`, domain: `outlet${index % 7}.example` },
    images: [],
    category: topics[index % topics.length] ?? '',
    heat: null,
    published: true,
    removed: false,
    featured: false,
    topics: [topics[index % topics.length] ?? ''],
    related: [],
    extra: {},
  };
}
