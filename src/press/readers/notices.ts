import type { FieldValues } from '../../audience/fields/reader-field.ts';
import type { Imprint, RenderedEmail } from '../../composition/edition.ts';
import type { LetterKind, LetterValues } from '../../composition/letters/letters.ts';
import { renderLetter } from '../../composition/letters/render-letter.tsx';
import { filledLine } from '../../composition/views/filled/note-fields.ts';
import { slots } from '../../composition/views/slots.ts';
import { imprintOf } from '../composing/compose-edition.ts';
import { senderDomain } from '../composing/edition-message.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { assertOwnSender } from '../newsletter/placeholders.ts';
import type { Press } from '../ports/press.ts';
import type { NoticePurpose } from '../ports/store/sign-ups.ts';

export type NoticeKind = 'confirm' | 'welcome' | 'preferences-changed' | 'export-request' | 'erase-request';

/** What a notice says; nothing in it is a stranger's text. `locale`: the reader's, `null` for the newsletter's. */
export type NoticeRequest<Kind extends LetterKind> = {
  readonly locale: string | null;
  readonly values: LetterValues[Kind];
  /** The reader's own, for the greeting; left out, of nobody, as in mails a stranger can have sent. */
  readonly fields?: FieldValues;
};

/** Sends a notice after the page has answered, so that no page's timing tells whether a mail went out. */
export type Notify = <Kind extends NoticeKind>(kind: Kind, newsletter: Newsletter, address: string, request: NoticeRequest<Kind>) => void;

export type Notices = {
  readonly notify: Notify;
  /** Hands one notice to the mail server; `false` when it was not taken. */
  readonly send: <Kind extends NoticeKind>(
    kind: Kind,
    newsletter: Newsletter,
    address: string,
    request: NoticeRequest<Kind>,
  ) => Promise<boolean>;
  /** Runs work after the answer; failures go to the log. */
  readonly later: (work: () => Promise<void>) => void;
  /** When all that is under way has ended. */
  readonly settled: () => Promise<void>;
};

/** Notices leave from a sender of their own, so that a complaint about one never weighs on the digests. */
const noticeSender = (newsletter: Newsletter): { readonly name: string; readonly address: string } =>
  newsletter.noticeSender ?? { name: newsletter.sender.name, address: `confirm@${senderDomain(newsletter)}` };

/** In the reader's language where they chose one. */
const imprintFor = (newsletter: Newsletter, baseUrl: string, locale: string | null, greeting: string | null): Imprint => ({
  ...imprintOf(newsletter, baseUrl),
  ...(locale === null ? {} : { locale }),
  ...(greeting === null ? {} : { greeting }),
});

const toEditors: readonly LetterKind[] = ['digest-held', 'editor-test', 'desk-invitation', 'desk-password', 'desk-mention'];

/** Letters to editors greet nobody as a reader. */
const greetingOf = (kind: LetterKind, { greeting }: Newsletter, fields: FieldValues): string | null =>
  greeting === undefined || toEditors.includes(kind) ? null : filledLine(greeting, fields);

const atOnce = 4;

type LetterTools = Pick<Press, 'messages' | 'transport' | 'now' | 'newId' | 'baseUrl' | 'readTheme'>;

export function notices(press: LetterTools, onError: (error: unknown) => void): Notices {
  const waiting: (() => Promise<void>)[] = [];
  const running = new Set<Promise<void>>();
  const next = () => {
    while (running.size < atOnce) {
      const work = waiting.shift();
      if (!work) return;
      const run: Promise<void> = work()
        .catch(onError)
        .finally(() => {
          running.delete(run);
          next();
        });
      running.add(run);
    }
  };
  const send: Notices['send'] = (kind, newsletter, address, request) => sendLetter(press, kind, newsletter, address, request);
  const later = (work: () => Promise<void>) => {
    waiting.push(work);
    next();
  };
  return {
    send,
    later,
    notify: (kind, newsletter, address, request) =>
      later(async () => {
        await send(kind, newsletter, address, request);
      }),
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/**
 * Sends a notice that others than the reader can ask for: once per purpose, inbox and `everyMs`, whoever asks and however often,
 * since a form must not become a weapon. One that did not leave counts for nothing.
 */
export async function sendClaimed(
  { store, now }: Pick<Press, 'store' | 'now'>,
  { purpose, address, everyMs }: { readonly purpose: NoticePurpose; readonly address: string; readonly everyMs: number },
  send: () => Promise<boolean>,
): Promise<void> {
  if (!(await store.claimNotice(purpose, address, everyMs, now()))) return;
  const sent = await send().catch(async (error: unknown) => {
    await store.releaseNotice(purpose, address);
    throw error;
  });
  if (!sent) await store.releaseNotice(purpose, address);
}

/** Hands one letter to the mail server; `false` when it was not taken. */
export async function sendLetter<Kind extends LetterKind>(
  press: LetterTools,
  kind: Kind,
  newsletter: Newsletter,
  address: string,
  { locale, values, fields = {} }: NoticeRequest<Kind>,
): Promise<boolean> {
  const imprint = imprintFor(newsletter, press.baseUrl, locale, greetingOf(kind, newsletter, fields));
  // A theme file gone missing must not keep anyone from confirming.
  const template = await press.readTheme(imprint.theme).catch(() => null);
  return await submit(press, newsletter, address, await renderLetter(kind, values, imprint, template));
}

async function submit(
  { messages, transport, now, newId }: Pick<Press, 'messages' | 'transport' | 'now' | 'newId'>,
  newsletter: Newsletter,
  address: string,
  rendered: RenderedEmail,
): Promise<boolean> {
  assertOwnSender(transport, newsletter);
  const from = noticeSender(newsletter);
  const id = newId();
  const message = messages.letter(rendered, {
    from,
    replyTo: newsletter.replyTo === null ? null : { name: null, address: newsletter.replyTo },
    headers: [{ name: 'Auto-Submitted', value: 'auto-generated' }],
    date: now(),
    boundarySeed: id,
  });
  const messageId = `<notice.${id}@${senderDomain(newsletter)}>`;
  const outcome = await transport.submit({
    envelope: { from: from.address, to: address },
    messageId,
    bytes: message({ to: address, messageId, slots }),
  });
  // Unknown may have arrived: writing again would be the second mail nobody asked for.
  return outcome.kind === 'accepted' || outcome.kind === 'unknown';
}
