import type { ArchiveIndex } from '../../press/readers/archive.ts';

/** What XML 1.0 cannot hold is left out, the rest escaped. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
    .replace(/[<>&"']/gu, (character) => `&#${character.charCodeAt(0)};`);

const inFeed = 30;

const addressOf = (baseUrl: string, newsletter: string, number?: number) =>
  `${baseUrl}/archive/${newsletter}${number === undefined ? '' : `/${number}`}`;

/** RFC 4287: the newest editions of a newsletter. */
export function atomFeed({ newsletter, editions }: ArchiveIndex, baseUrl: string): string {
  const home = addressOf(baseUrl, newsletter.id);
  const updated = editions[0]?.slot ?? new Date(0);
  const entries = editions.slice(0, inFeed).map(({ number, subject, slot }) => {
    const link = addressOf(baseUrl, newsletter.id, number);
    return `<entry><id>${xml(link)}</id><title>${xml(subject)}</title><link href="${xml(link)}"/><updated>${slot.toISOString()}</updated></entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xml(newsletter.locale)}"><id>${xml(home)}</id><title>${xml(newsletter.name)}</title>${
    newsletter.tagline === null ? '' : `<subtitle>${xml(newsletter.tagline)}</subtitle>`
  }<updated>${updated.toISOString()}</updated><author><name>${xml(newsletter.sender.name)}</name></author><link href="${xml(home)}"/><link rel="self" type="application/atom+xml" href="${xml(home)}/atom.xml"/>${entries.join('')}</feed>
`;
}

/** JSON Feed 1.1: the newest editions of a newsletter. */
export function jsonFeed({ newsletter, editions }: ArchiveIndex, baseUrl: string): string {
  const home = addressOf(baseUrl, newsletter.id);
  return `${JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: newsletter.name,
    ...(newsletter.tagline === null ? {} : { description: newsletter.tagline }),
    home_page_url: home,
    feed_url: `${home}/feed.json`,
    language: newsletter.locale,
    authors: [{ name: newsletter.sender.name }],
    items: editions.slice(0, inFeed).map(({ number, subject, slot }) => {
      const url = addressOf(baseUrl, newsletter.id, number);
      return { id: url, url, title: subject, content_text: subject, date_published: slot.toISOString() };
    }),
  })}\n`;
}

/** Every page anyone may read. */
export function sitemap(indexes: readonly ArchiveIndex[], baseUrl: string): string {
  const pages = [
    { address: `${baseUrl}/`, at: null },
    { address: `${baseUrl}/subscribe`, at: null },
    ...(indexes.length === 0 ? [] : [{ address: `${baseUrl}/archive`, at: null }]),
    ...indexes.flatMap(({ newsletter, editions }) => [
      { address: addressOf(baseUrl, newsletter.id), at: editions[0]?.slot ?? null },
      ...editions.map(({ number, slot }) => ({ address: addressOf(baseUrl, newsletter.id, number), at: slot })),
    ]),
  ];
  const urls = pages.map(
    ({ address, at }) => `<url><loc>${xml(address)}</loc>${at === null ? '' : `<lastmod>${at.toISOString()}</lastmod>`}</url>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>\n`;
}
