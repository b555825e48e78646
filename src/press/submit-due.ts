import { linkKeyring, signToken } from '../audience/link-token.ts';
import { assemble } from '../composition/assemble.ts';
import type { CompiledEdition } from '../composition/compiled-edition.ts';
import { DigestLayout } from '../composition/layout.ts';
import { messageId } from '../delivery/message-id.ts';
import type { Outcome } from '../delivery/outcome.ts';
import { defaultRetryPolicy, nextAttempt } from '../delivery/retry.ts';
import { returnPath } from '../delivery/return-path.ts';
import { consequenceOf, enhancedCode } from '../delivery/smtp-reply.ts';
import { editionMessage, senderDomain } from './edition-message.ts';
import type { Newsletter } from './newsletter.ts';
import type { DeliveryRow, EditionRecord, Personalise } from './ports.ts';
import type { Press } from './press.ts';

const pageSize = 500;
/** Messages under way at once; each wave's intent and outcomes are one transaction each. */
const waveSize = 10;

/** What is sent: the sealed blocks and, by fingerprint, the layout of each digest. */
export type SealedMail = { readonly compiled: CompiledEdition; readonly layouts: ReadonlyMap<string, string> };

export type Submitted = {
  readonly attempted: number;
  /** Why the mailing stopped before its end, in words; `null` when it did not. */
  readonly paused: string | null;
};

type Mailing = {
  readonly press: Press;
  readonly newsletter: Newsletter;
  readonly edition: EditionRecord;
  readonly template: (fingerprint: string) => Personalise;
  readonly domain: string;
};

/**
 * Hands every due delivery to the transport: durable intent, message, durable outcome, in waves. Stops, and says so, when
 * the server refuses us rather than a reader (5.7.x): every further message would only do harm.
 * @param only addresses to write to now; the others stay queued. `null`: all
 */
export async function submitDue(
  press: Press,
  newsletter: Newsletter,
  edition: EditionRecord,
  mail: SealedMail,
  only: ReadonlySet<string> | null,
): Promise<Submitted> {
  const mailing = { press, newsletter, edition, template: templates(press, newsletter, edition, mail), domain: senderDomain(newsletter) };
  const { queued, deferred } = await press.store.accounting(edition.id);
  let attempted = 0;
  let paused: string | null = null;
  press.progress.start('sending', queued + deferred);
  for (let after = 0; paused === null; ) {
    const page = await press.store.due(edition.id, press.now(), after, pageSize);
    const wanted = only ? page.filter((row) => only.has(row.address.toLowerCase())) : page;
    for (let start = 0; start < wanted.length && paused === null; start += waveSize) {
      const wave = wanted.slice(start, start + waveSize);
      paused = await submitWave(mailing, wave);
      attempted += wave.length;
      press.progress.step(attempted);
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    after = last.id;
  }
  press.progress.finish();
  return { attempted, paused };
}

async function submitWave(mailing: Mailing, rows: readonly DeliveryRow[]): Promise<string | null> {
  const { press, edition, domain } = mailing;
  const named = rows.map((row) => ({ row, messageId: messageId(press.secret, { id: row.id, editionId: edition.id }, domain) }));
  const intents = named.map(({ row, messageId }) => ({ id: row.id, messageId }));
  const begun = new Set(await press.store.beginSubmitting(intents, press.worker, press.now()));
  const submitted = await Promise.all(
    named
      .filter(({ row }) => begun.has(row.id))
      .map(async (named) => ({ ...named, outcome: await submitOne(mailing, named.row, named.messageId) })),
  );
  await press.store.recordOutcomes(
    submitted.map(({ row, outcome }) => ledgerEntry(press, row, outcome)),
    press.now(),
  );
  return await heedReplies(mailing, submitted);
}

async function submitOne(mailing: Mailing, row: DeliveryRow, id: string): Promise<Outcome> {
  const { press, edition, domain } = mailing;
  const keys = linkKeyring([press.secret]);
  const tokens = {
    unsubscribe: signToken(keys, 'unsubscribe', row.subscriptionId, 0),
    preferences: signToken(keys, 'preferences', row.subscriptionId, 0),
    view: signToken(keys, 'view', row.subscriptionId, edition.id),
  };
  if (row.digest === null) throw new Error(`delivery ${row.id} is due without a digest`);
  const bytes = mailing.template(row.digest)({ to: row.address, messageId: id, slots: tokens });
  return await press.transport.submit({
    envelope: { from: returnPath(press.secret, row.id, domain), to: row.address },
    messageId: id,
    bytes,
  });
}

/** Composes each digest's message when its first reader comes up, and keeps it for the others. */
function templates(press: Press, newsletter: Newsletter, edition: EditionRecord, mail: SealedMail): (fingerprint: string) => Personalise {
  const made = new Map<string, Personalise>();
  return (fingerprint) => {
    const known = made.get(fingerprint);
    if (known) return known;
    const layout = mail.layouts.get(fingerprint);
    if (layout === undefined) throw new Error(`edition ${edition.id} has no digest ${fingerprint}`);
    const rendered = assemble(mail.compiled, DigestLayout.parse(JSON.parse(layout)));
    const template = editionMessage(press, newsletter, { number: edition.number, date: edition.openedAt }, { rendered, fingerprint });
    made.set(fingerprint, template);
    return template;
  };
}

function ledgerEntry(press: Press, row: DeliveryRow, outcome: Outcome) {
  const entry = { id: row.id, response: outcome.response, nextAttemptAt: null };
  if (outcome.kind !== 'deferred') return { ...entry, state: outcome.kind };
  const since = row.frozenAt;
  const next = nextAttempt({ attempts: row.attempts + 1, since, now: press.now(), random: press.random() }, defaultRetryPolicy);
  if (next.kind === 'retry') return { ...entry, state: 'deferred' as const, nextAttemptAt: next.at };
  return { ...entry, state: 'failed' as const, response: `gave up after ${row.attempts + 1} attempts: ${outcome.response}` };
}

/** Suppresses addresses that do not exist; says why the mailing must stop when the reply is about us. */
async function heedReplies(mailing: Mailing, submitted: readonly { row: DeliveryRow; outcome: Outcome }[]): Promise<string | null> {
  let paused: string | null = null;
  for (const { row, outcome } of submitted) {
    const consequence = consequenceOf(outcome);
    if (consequence === 'suppress-recipient')
      await mailing.press.store.suppress(
        row.address,
        `hard bounce ${enhancedCode(outcome.response) ?? ''}`.trim(),
        outcome.response,
        mailing.press.now(),
      );
    if (consequence === 'pause-mailing') paused ??= `the mail server refuses us, not a reader: ${outcome.response}`;
  }
  return paused;
}
