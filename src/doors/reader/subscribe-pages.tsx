import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { FieldFault, ReaderField } from '../../audience/fields/reader-field.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import type { Archive } from '../../press/readers/archive.ts';
import type { PendingConfirmation, SignUpAnswer, SignUpRequest, SignUps } from '../../press/readers/sign-up.ts';
import { boundedBody } from '../requests/bounded-body.ts';
import { clientOf } from '../requests/client-address.ts';
import { type FormFields, first, formOf } from '../requests/form-fields.ts';
import { FieldInputs, fieldsTyped, shownValue } from './field-inputs.tsx';
import { NewsletterFacts, type Offer, PrivacyLink } from './front/newsletter-card.tsx';
import { AddressField, SignUpPromise } from './front/sign-up-form.tsx';
import type { PageSite } from './preferences-pages.tsx';
import { allowFinding, allowSites, fromOwnPage } from './reader-guard.ts';
import { messagePage, readerPage } from './reader-page.tsx';
import { ProofField, ProofScript, proofForm, proofRoutes, provePage } from './sign-up-proof.tsx';
import { acceptedLanguage, filled, pageLanguages, wordsFor } from './strings/catalogue.ts';
import type { PageWords } from './strings/words.ts';
import { TopicChoices } from './topic-choices.tsx';
import { tokenOf } from './unsubscribe.tsx';

const JsonSignUp = z.object({
  address: z.string().max(1000),
  newsletter: z.string().max(100).optional(),
  newsletters: z.array(z.string().max(100)).max(50).optional(),
  topics: z.array(z.string().max(100)).max(200).default([]),
  fields: z.record(z.string().max(40), z.union([z.string().max(1000), z.number(), z.boolean()]).transform(String)).default({}),
  language: z.string().max(35).optional(),
  website: z.string().max(1000).default(''),
  proof: z.string().max(200).default(''),
});

/**
 * `/subscribe` (page, form and JSON) and `/confirm/:token`. The form may stand on any page of the world, so it carries no
 * proof of origin: nothing it does goes further than one mail a day, which its owner may confirm or not.
 */
export function subscribePages(signUps: SignUps, site: PageSite, archive: Pick<Archive, 'latest'>): Hono {
  const pages = new Hono();
  const small = boundedBody(64 * 1024);
  for (const path of ['/subscribe', '/subscribe/proof']) pages.use(path, allowSites(site.signUpOrigins ?? (() => [])));
  pages.route('/', proofRoutes(signUps));
  const page = async (only: string | undefined, words: PageWords, fault: Fault | null, typed: FormFields) => {
    const fresh = signUps.proofTask();
    const token = fresh && (first(typed, 'proof') || fresh.token);
    const offers = await Promise.all(
      offered(signUps, only).map(async (newsletter) => ({ newsletter, latest: await archive.latest(newsletter.id) })),
    );
    return subscribePage(offers, words, { fault, typed, token, fields: signUps.fields(), privacyPolicy: site.privacyPolicy?.() ?? null });
  };
  pages.get('/subscribe', async (c) => {
    allowFinding(c);
    return c.html(await page(c.req.query('newsletter'), wordsOf(c, signUps.newsletters()), null, new Map()));
  });
  pages.post('/subscribe', small, async (c) => {
    if (/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return await answerJson(c, signUps, site);
    const form = await formOf(c);
    const answer = await signUps.signUp(requestOf(c, form, site));
    const words = wordsOf(c, signUps.newsletters());
    switch (answer.kind) {
      case 'check-inbox':
        return c.redirect('subscribe/sent', 303);
      case 'slow-down':
        return c.html(messagePage(words, words.slowDownTitle, [words.slowDownText]), 429);
      case 'refused':
        return c.html(await page(first(form, 'only'), words, faultOf(answer, words), form), 400);
      case 'prove': {
        return c.html(provePage(words, answer, form, onlyOne(signUps)), 403);
      }
    }
  });
  pages.get('/subscribe/sent', (c) => {
    const words = wordsOf(c, signUps.newsletters());
    return c.html(messagePage(words, words.checkInboxTitle, [words.checkInboxText], onlyOne(signUps)));
  });
  pages.get('/confirm/:token', async (c) => {
    const token = tokenOf(c);
    const pending = token === null ? null : await signUps.pending(token);
    return pending ? c.html(confirmPage(pending)) : c.html(expiredPage(c, signUps), 404);
  });
  pages.post('/confirm/:token', small, async (c) => {
    const token = tokenOf(c);
    const pending = token === null ? null : await signUps.pending(token);
    if (!token || !pending) return c.html(expiredPage(c, signUps), 404);
    if (!fromOwnPage(c, site.baseUrl) || !signUps.isOwnForm(token, first(await formOf(c), 'form')))
      return c.html(confirmPage(pending), 403);
    const confirmed = await signUps.confirm(token, { how: 'confirmation link', ip: clientOf(c, site.trustProxy) });
    return confirmed ? c.html(welcomePage(pending, confirmed.preferences)) : c.html(expiredPage(c, signUps), 404);
  });
  for (const path of ['/subscribe', '/subscribe/*', '/confirm/*'])
    pages.all(path, (c) => c.text('Use GET to see the page, its form to change anything.\n', 405, { Allow: 'GET, HEAD, POST' }));
  return pages;
}

async function answerJson(c: Context, signUps: SignUps, site: PageSite): Promise<Response> {
  const body: unknown = await c.req.json().catch(() => null);
  const parsed = JsonSignUp.safeParse(body);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
    return c.json({ result: 'refused', reason: 'json', message: faults.join('; ') }, 400);
  }
  const { address, newsletter, newsletters, topics, fields, language, website, proof } = parsed.data;
  const answer = await signUps.signUp({
    address,
    newsletters: newsletters ?? (newsletter === undefined ? [] : [newsletter]),
    topics,
    fields,
    locale: languageOf(language ?? ''),
    ip: clientOf(c, site.trustProxy),
    honeypot: website,
    proof,
  });
  switch (answer.kind) {
    case 'check-inbox':
      return c.json({ result: 'check-inbox' }, 202);
    case 'slow-down':
      return c.json({ result: 'slow-down' }, 429, { 'Retry-After': '3600' });
    case 'refused':
      return c.json({ result: 'refused', reason: answer.reason, message: answer.message }, 400);
    case 'prove':
      return c.json({ result: 'prove', message: 'Send "proof", the answer to this task (docs/watch.md).', task: answer.task }, 403);
  }
}

const languageOf = (text: string): string | null => {
  const language = text.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(pageLanguages, language) ? language : null;
};

function requestOf(c: Context, form: FormFields, site: PageSite): SignUpRequest {
  const newsletters = form.get('newsletter') ?? [];
  const topics = [...form].flatMap(([name, values]) =>
    name === 'topic' || newsletters.some((id) => name === `topic.${id}`) ? values : [],
  );
  return {
    address: first(form, 'address'),
    newsletters,
    topics: topics.slice(0, 500),
    fields: fieldsTyped(form),
    locale: languageOf(first(form, 'language')),
    ip: clientOf(c, site.trustProxy),
    honeypot: first(form, 'website'),
    proof: first(form, 'proof').slice(0, 200),
  };
}

const offered = (signUps: SignUps, only: string | undefined): readonly Newsletter[] => {
  const chosen = signUps.newsletters().filter(({ id }) => id === only);
  return chosen.length > 0 ? chosen : signUps.newsletters();
};

/** Where there is one alone, it is whose page it is. */
const onlyOne = (signUps: SignUps): Newsletter | undefined => (signUps.newsletters().length === 1 ? signUps.newsletters()[0] : undefined);

const wordsOf = (c: Context, newsletters: readonly Newsletter[]): PageWords =>
  wordsFor(acceptedLanguage(c.req.header('accept-language')) ?? newsletters[0]?.locale ?? 'en');

/** What is amiss, and with which part of the form. */
type Fault =
  | { readonly of: 'address' | 'newsletters'; readonly words: string }
  | { readonly of: 'fields'; readonly faults: readonly FieldFault[] };

const faultOf = (answer: Extract<SignUpAnswer, { kind: 'refused' }>, words: PageWords): Fault => {
  if (answer.reason === 'newsletter') return { of: 'newsletters', words: words.newsletterFault };
  if (answer.reason === 'topics') return { of: 'newsletters', words: words.topicsFault };
  if (answer.reason === 'fields') return { of: 'fields', faults: answer.faults };
  // The reasons of the address parser are in English.
  return { of: 'address', words: words.language === 'en' ? `${words.addressFault} ${answer.message}` : words.addressFault };
};

/** `typed`: what was filled in before, to be mended; empty for a fresh page. `token`: of the task to be answered; `null`: there is none. */
type Filled = {
  readonly fault: Fault | null;
  readonly typed: FormFields;
  readonly token: string | null;
  readonly fields: readonly ReaderField[];
  readonly privacyPolicy: string | null;
};

const FaultLine = ({ fault }: { readonly fault: { readonly words: string } }) => (
  <p className="fault" role="alert" id="fault">
    {fault.words}
  </p>
);

function subscribePage(offers: readonly Offer[], words: PageWords, { fault, typed, token, fields, privacyPolicy }: Filled): string {
  const only = offers.length === 1 ? offers[0] : undefined;
  const ofAddress = fault?.of === 'address' ? fault : null;
  const ofChoice = fault?.of === 'newsletters' ? fault : null;
  return readerPage({
    words,
    title: words.subscribeTitle,
    from: only?.newsletter,
    look: offers[0]?.newsletter,
    indexed: true,
    head: token !== null && <ProofScript />,
    children: (
      <>
        {only && <NewsletterFacts {...only} words={words} root="" />}
        <form method="post" action="subscribe" {...(token !== null && proofForm(words))}>
          <input type="hidden" name="language" value={words.language} />
          {only && <input type="hidden" name="only" value={only.newsletter.id} />}
          <AddressField words={words} typed={first(typed, 'address').slice(0, 254)} amiss={ofAddress !== null} />
          {ofAddress && <FaultLine fault={ofAddress} />}
          <FieldInputs fields={fields} values={fieldsTyped(typed)} faults={fault?.of === 'fields' ? fault.faults : []} words={words} />
          {/* biome-ignore lint/a11y/useSemanticElements: each newsletter is a fieldset, and this names what is amiss with them all. */}
          <div role="group" aria-label={only ? words.topics : words.newsletters} aria-describedby={ofChoice === null ? undefined : 'fault'}>
            {ofChoice && <FaultLine fault={ofChoice} />}
            {offers.map(({ newsletter, latest }) => (
              <TopicChoices
                key={newsletter.id}
                newsletter={newsletter}
                // A form without topics, as on the front page, means all of them; ours shows them, and says so by `only`.
                chosen={typed.get(`topic.${newsletter.id}`) ?? (typed.has('only') ? [] : newsletter.topics)}
                followed={only !== undefined || (typed.get('newsletter') ?? []).includes(newsletter.id)}
                choice={only === undefined}
                words={words}
                about={only === undefined && <NewsletterFacts newsletter={newsletter} latest={latest} words={words} root="" />}
              />
            ))}
          </div>
          <SignUpPromise words={words} />
          {token !== null && <ProofField token={token} />}
          <button type="submit">{words.subscribe}</button>
        </form>
        <PrivacyLink href={privacyPolicy} words={words} />
      </>
    ),
  });
}

const pendingWords = (pending: PendingConfirmation) => wordsFor(pending.locale ?? pending.newsletters[0]?.newsletter.locale ?? 'en');

function confirmPage(pending: PendingConfirmation): string {
  const words = pendingWords(pending);
  return readerPage({
    words,
    title: words.confirmTitle,
    from: pending.newsletters[0]?.newsletter,
    children: (
      <>
        <p>{filled(words.confirmText, { address: pending.address })}</p>
        <ul>
          {pending.newsletters.map(({ newsletter, topics }) => (
            <li key={newsletter.id}>
              <strong>
                <bdi>{newsletter.name}</bdi>
              </strong>
              : <bdi>{topics.join(', ')}</bdi>
            </li>
          ))}
        </ul>
        {pending.fields.length > 0 && (
          <div className="small">
            {pending.fields.map(({ field, value }) => (
              <p key={field.name}>
                <bdi>{field.label}</bdi>: <bdi>{shownValue(field, value, words)}</bdi>
              </p>
            ))}
          </div>
        )}
        <form method="post">
          <input type="hidden" name="form" value={pending.formToken} />
          <button type="submit">{words.confirmButton}</button>
        </form>
      </>
    ),
  });
}

function welcomePage(pending: PendingConfirmation, preferences: string): string {
  const words = pendingWords(pending);
  return readerPage({
    words,
    title: words.confirmedTitle,
    from: pending.newsletters[0]?.newsletter,
    children: (
      <>
        <p>{words.confirmedText}</p>
        <p>
          <a href={preferences}>{words.changeChoice}</a>
        </p>
      </>
    ),
  });
}

function expiredPage(c: Context, signUps: SignUps): string {
  const words = wordsOf(c, signUps.newsletters());
  return readerPage({
    words,
    title: words.expiredTitle,
    from: onlyOne(signUps),
    children: (
      <>
        <p>{words.expiredText}</p>
        <p>
          <a href="../subscribe">{words.subscribe}</a>
        </p>
      </>
    ),
  });
}
