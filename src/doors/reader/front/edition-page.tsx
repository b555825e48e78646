import { renderToStaticMarkup } from 'react-dom/server';
import type { ReaderField } from '../../../audience/fields/reader-field.ts';
import { pageLook } from '../../../press/composing/page-look.ts';
import type { ArchivedEdition } from '../../../press/readers/archive.ts';
import { filled, wordsFor } from '../strings/catalogue.ts';
import type { PageWords } from '../strings/words.ts';
import { PrivacyLink } from './newsletter-card.tsx';
import { SignUpForm } from './sign-up-form.tsx';

type Around = { readonly baseUrl: string; readonly privacyPolicy: string | null; readonly fields: readonly ReaderField[] };

/** An edition of the archive as a page: the mail for everyone, with what tells links' previews of it, ways to the others, and a form to subscribe. */
export function editionPage(edition: ArchivedEdition, around: Around): string {
  const words = wordsFor(edition.newsletter.locale);
  const head = renderToStaticMarkup(<Head {...edition} {...around} />);
  const ways = renderToStaticMarkup(<Ways {...edition} words={words} />);
  const foot = renderToStaticMarkup(<Foot {...edition} {...around} words={words} />);
  const style = `<style>${aroundStyle(edition)}</style>`;
  return edition.page.html
    .replace('</head>', () => `${head}${style}</head>`)
    .replace(/<body\b[^>]*>/, (body) => body + ways)
    .replace(/<\/body>(?![\s\S]*<\/body>)/, (end) => foot + end);
}

const addressOf = (baseUrl: string, newsletter: string, number: number) => `${baseUrl}/archive/${newsletter}/${number}`;

const Head = ({ newsletter, number, slot, page, older, newer, baseUrl }: ArchivedEdition & Around) => {
  const [address, logo] = [addressOf(baseUrl, newsletter.id, number), newsletter.brand?.hosted?.logo];
  const picture = page.picture ?? (logo ? { src: logo.src, alt: newsletter.name, width: 0 } : null);
  const description = page.description || newsletter.tagline || newsletter.name;
  return (
    <>
      <link rel="canonical" href={address} />
      {older && <link rel="prev" href={addressOf(baseUrl, newsletter.id, older.number)} />}
      {newer && <link rel="next" href={addressOf(baseUrl, newsletter.id, newer.number)} />}
      <meta name="description" content={description} />
      <meta property="og:type" content="article" />
      <meta property="og:site_name" content={newsletter.name} />
      <meta property="og:title" content={page.title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={address} />
      <meta property="og:locale" content={newsletter.locale.replace('-', '_')} />
      <meta property="article:published_time" content={slot.toISOString()} />
      {picture && <meta property="og:image" content={picture.src} />}
      {picture && picture.alt !== '' && <meta property="og:image:alt" content={picture.alt} />}
      <meta name="twitter:card" content={(page.picture?.width ?? 0) >= largeCard ? 'summary_large_image' : 'summary'} />
      <link rel="alternate" type="application/atom+xml" title={newsletter.name} href={`${baseUrl}/archive/${newsletter.id}/atom.xml`} />
    </>
  );
};

/** CSS px: narrower ones look torn across a large card. */
const largeCard = 300;

const Ways = ({ newsletter, older, newer, words }: ArchivedEdition & { readonly words: PageWords }) => (
  <nav
    className="around ways"
    lang={words.language}
    dir={words.direction}
    aria-label={filled(words.archiveTitle, { newsletter: newsletter.name })}
  >
    <a href={`../${newsletter.id}`}>{words.allEditions}</a>
    {older && (
      <a href={String(older.number)} rel="prev" title={older.subject}>
        {words.older}
      </a>
    )}
    {newer && (
      <a href={String(newer.number)} rel="next" title={newer.subject}>
        {words.newer}
      </a>
    )}
    <a href="#subscribe">{words.subscribe}</a>
  </nav>
);

const Foot = ({ newsletter, words, privacyPolicy, fields }: ArchivedEdition & Around & { readonly words: PageWords }) => (
  <section className="around" id="subscribe" lang={words.language} dir={words.direction} aria-labelledby="subscribe-title">
    <h2 id="subscribe-title">
      {words.subscribe}: <bdi>{newsletter.name}</bdi>
    </h2>
    <SignUpForm newsletter={newsletter} fields={fields} words={words} token={null} root="../../" />
    <p className="small">
      <a href="../../newsletters">{words.aboutNewsletters}</a>
    </p>
    <PrivacyLink href={privacyPolicy} words={words} />
  </section>
);

/** In the theme's colours on a ground of its own: what the mail's own style says of light and dark is another theme's business each time. */
function aroundStyle({ newsletter }: ArchivedEdition): string {
  const { light, dark, fonts } = pageLook(newsletter);
  const coloursOf = ({ paper, ink, body, muted, accent }: typeof light) =>
    `--paper:${paper};--ink:${ink};--body:${body};--muted:${muted};--accent:${accent}`;
  return [
    `.around{${coloursOf(light)};max-width:600px;box-sizing:border-box;margin:0 auto;padding:16px 20px;background:var(--paper);color:var(--body);font:16px/1.5 ${fonts.body};text-align:start}`,
    `@media (prefers-color-scheme:dark){.around{${coloursOf(dark)}}}`,
    '.around *{box-sizing:border-box}',
    '.around a{color:var(--accent);text-underline-offset:3px}',
    '.ways{display:flex;flex-wrap:wrap;gap:4px 20px;padding-block:8px}.ways a{display:inline-block;padding:8px 0;line-height:24px}',
    `.around h2{margin:8px 0 12px;color:var(--ink);font:bold 22px/1.25 ${fonts.headline}}`,
    '.around p{margin:0 0 12px}.around .small{color:var(--muted);font-size:14px}',
    '.around .small a,.around .beside{display:inline-block;padding:6px 0}',
    '.around .name{display:block;margin:0 0 6px;color:var(--ink);font-weight:bold}',
    '.around .field{display:block;width:100%;min-height:48px;margin:0 0 14px;padding:10px 12px;border:1px solid var(--muted);border-radius:3px;background:var(--paper);color:var(--ink);font:inherit}.around .date{width:auto;max-width:100%}',
    '.around button{min-height:48px;margin-inline-end:20px;padding:0 26px;border:1px solid var(--accent);border-radius:3px;background:var(--accent);color:var(--paper);font:inherit;font-weight:bold;cursor:pointer}',
    '.around :focus-visible{outline:3px solid var(--accent);outline-offset:3px}',
    '.around .trap{position:absolute;inset-inline-start:-10000px;width:1px;height:1px;overflow:hidden}',
  ].join('');
}
