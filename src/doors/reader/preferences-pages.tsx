import { type Context, Hono } from 'hono';
import { type FieldFault, readFields } from '../../audience/fields/reader-field.ts';
import type { OwnData } from '../../press/readers/own-data.ts';
import type { Preferences, PreferencesChange, ReaderPreferences } from '../../press/readers/preferences.ts';
import { boundedBody } from '../requests/bounded-body.ts';
import { clientOf } from '../requests/client-address.ts';
import { type FormFields, first, formOf } from '../requests/form-fields.ts';
import { FieldInputs, fieldsTyped } from './field-inputs.tsx';
import { fromOwnPage } from './reader-guard.ts';
import { messagePage, readerPage, unknownLinkPage } from './reader-page.tsx';
import { acceptedLanguage, filled, pageLanguages, wordsFor } from './strings/catalogue.ts';
import type { PageWords } from './strings/words.ts';
import { TopicChoices } from './topic-choices.tsx';
import { tokenOf } from './unsubscribe.tsx';

export type PageSite = {
  /** Other sites whose own pages may ask for a subscription; left out, none. */
  readonly signUpOrigins?: () => readonly string[];
  readonly baseUrl: string;
  /** Where pictures of mails shown as pages come from. */
  readonly pictureOrigins: readonly string[];
  readonly keepIp: boolean;
  readonly trustProxy: boolean;
  /** Where readers are told what is done with their data; left out or `null`, nowhere. */
  readonly privacyPolicy?: () => string | null;
};

const farthestPauseMs = 2 * 365 * 86_400_000;

/** `/p/:token`: the reader's own choices. GET shows them; only forms of ours change anything, and then lead back to the page. */
export function preferencesPages(reader: ReaderPreferences, data: Pick<OwnData, 'request'>, site: PageSite, now: () => Date): Hono {
  const pages = new Hono();
  const small = boundedBody(256 * 1024);
  const ours = async (c: Context) => {
    const token = tokenOf(c);
    const preferences = token === null ? null : await reader.read(token);
    return token !== null && preferences ? { token, preferences, words: wordsOf(preferences) } : null;
  };
  const unknown = (c: Context) => c.html(unknownLinkPage(wordsFor(acceptedLanguage(c.req.header('accept-language')) ?? 'en')), 404);
  const isOurForm = (c: Context, token: string, form: FormFields) =>
    fromOwnPage(c, site.baseUrl) && reader.isOwnForm(token, first(form, 'form'));

  pages.get('/p/:token', async (c) => {
    const found = await ours(c);
    if (!found) return unknown(c);
    const told = c.req.query('done') === 'saved' ? found.words.saved : null;
    return c.html(preferencesPage(found, told, now()));
  });
  pages.post('/p/:token', small, async (c) => {
    const found = await ours(c);
    if (!found) return unknown(c);
    const form = await formOf(c);
    if (!isOurForm(c, found.token, form)) return c.html(preferencesPage(found, found.words.staleForm, now()), 403);
    const { changes, faults } = readFields(found.preferences.fields, fieldsTyped(form));
    if (faults.length > 0) {
      const preferences = { ...found.preferences, values: { ...found.preferences.values, ...fieldsTyped(form) } };
      return c.html(preferencesPage({ ...found, preferences, faults }, null, now()), 400);
    }
    const change = { ...changeOf(form, found.preferences, now()), fields: changes };
    await reader.change(found.token, change, { how: 'preferences page', ip: site.keepIp ? clientOf(c, site.trustProxy) : null });
    return c.redirect(`${found.token}?done=saved`, 303);
  });
  // The link may have been passed on with a mail: what it asks for goes to the reader's own address first.
  for (const purpose of ['export', 'erase'] as const)
    pages.post(`/p/:token/${purpose}`, small, async (c) => {
      const found = await ours(c);
      if (!found) return unknown(c);
      const { token, preferences, words } = found;
      if (!isOurForm(c, token, await formOf(c))) return c.html(preferencesPage(found, words.staleForm, now()), 403);
      await data.request(token, purpose);
      const sentences = [filled(words.linkSent, { address: preferences.address })];
      return c.html(messagePage(words, words.checkInboxTitle, sentences, preferences.from));
    });
  pages.all('/p/*', (c) => c.text('Use GET to see the page, its forms to change anything.\n', 405, { Allow: 'GET, HEAD, POST' }));
  return pages;
}

const wordsOf = (preferences: Preferences) => wordsFor(preferences.locale ?? preferences.from.locale);

function changeOf(form: FormFields, preferences: Preferences, now: Date): PreferencesChange {
  const wanted = form.get('newsletter') ?? [];
  const follow = preferences.newsletters
    .filter(({ newsletter }) => wanted.includes(newsletter.id))
    .map(({ newsletter }) => {
      const chosen = form.get(`topic.${newsletter.id}`) ?? [];
      // Ticking a newsletter and none of its topics means the newsletter.
      return [newsletter.id, chosen.length === 0 ? newsletter.topics : chosen] as const;
    });
  const locale = first(form, 'locale');
  return {
    follow: new Map(follow),
    pauseUntil: dateOf(first(form, 'pause'), now),
    locale: Object.hasOwn(pageLanguages, locale) ? locale : null,
  };
}

function dateOf(text: string, now: Date): Date | null {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (date === null || Number.isNaN(date.getTime()) || date <= now) return null;
  return new Date(Math.min(date.getTime(), now.getTime() + farthestPauseMs));
}

type Shown = {
  readonly token: string;
  readonly preferences: Preferences;
  readonly words: PageWords;
  /** In what was typed into their fields. */
  readonly faults?: readonly FieldFault[];
};

function preferencesPage({ token, preferences, words, faults = [] }: Shown, told: string | null, now: Date): string {
  const { formToken, newsletters } = preferences;
  const paused = newsletters.find((one) => one.pausedUntil !== null)?.pausedUntil ?? null;
  return readerPage({
    words,
    title: words.preferencesTitle,
    from: preferences.from,
    children: (
      <>
        {told !== null && (
          <p className="note" role="status">
            {told}
          </p>
        )}
        <p>
          <bdi>{filled(words.preferencesFor, { address: preferences.address })}</bdi>
        </p>
        <form method="post" action="?">
          <input type="hidden" name="form" value={formToken} />
          {newsletters.map((one) => (
            <TopicChoices
              key={one.newsletter.id}
              newsletter={one.newsletter}
              chosen={one.topics}
              followed={one.followed}
              choice={newsletters.length > 1 || !one.followed}
              words={words}
            />
          ))}
          <label className="name" htmlFor="pause">
            {words.pauseUntil}
          </label>
          <input
            className="field date"
            id="pause"
            type="date"
            name="pause"
            min={isoDate(new Date(now.getTime() + 86_400_000))}
            defaultValue={paused === null ? '' : isoDate(paused)}
            aria-describedby="pause-hint"
          />
          <p className="hint" id="pause-hint">
            {words.pauseHint}
          </p>
          <label className="name" htmlFor="locale">
            {words.language_}
          </label>
          <select className="field date" id="locale" name="locale" defaultValue={preferences.locale ?? ''}>
            <option value="">{words.asNewsletter}</option>
            {Object.entries(pageLanguages).map(([tag, { ownName, language }]) => (
              <option key={tag} value={tag} lang={language}>
                {ownName}
              </option>
            ))}
          </select>
          <FieldInputs fields={preferences.fields} values={preferences.values} faults={faults} words={words} />
          <button type="submit">{words.save}</button>
        </form>
        <h2>{words.yourData}</h2>
        <DataForms words={words} formToken={formToken} token={token} />
      </>
    ),
  });
}

const isoDate = (date: Date) => date.toISOString().slice(0, 10);

// Relative to /p/<token>, wherever a proxy may have put that.
const DataForms = ({ words, formToken, token }: { readonly words: PageWords; readonly formToken: string; readonly token: string }) => (
  <>
    <p>{words.exportText}</p>
    <form method="post" action={`${token}/export`}>
      <input type="hidden" name="form" value={formToken} />
      <button type="submit" className="plain">
        {words.exportButton}
      </button>
    </form>
    <h2>{words.eraseButton}</h2>
    <p>{words.eraseText}</p>
    <form method="post" action={`${token}/erase`}>
      <input type="hidden" name="form" value={formToken} />
      <button type="submit" className="danger">
        {words.eraseButton}
      </button>
    </form>
    <p className="small">{words.linkFirst}</p>
  </>
);
