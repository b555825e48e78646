/** What this machine, its config and its store say by themselves. */
import type { Newsletter } from '../../newsletter/newsletter.ts';
import { placeholdersIn } from '../../newsletter/placeholders.ts';
import { latestSlotOf } from '../../planning/slot-meant.ts';
import type { DeskAccount } from '../../ports/people/desk-accounts.ts';
import { mayAct } from '../../ports/people/roles.ts';
import type { Store } from '../../ports/store/store.ts';
import { type Checkup, checkup } from './checkup.ts';

/** A store as it was found. `waiting`: migrations this version has and the store has not. */
export type StoreFound =
  | { readonly kind: 'open'; readonly store: Store; readonly name: string; readonly waiting: readonly string[] }
  | { readonly kind: 'none'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly why: string; readonly help: string | null };

export type SecretFound = { readonly kind: 'none' | 'known' | 'foreign' } | { readonly kind: 'failed'; readonly why: string };

export function configChecks(file: string | null, newsletters: readonly Newsletter[]): readonly Checkup[] {
  const tell = checkup('config');
  if (newsletters.length === 0)
    return [
      tell(
        'fault',
        file === null ? 'there is no config here' : `${file} describes no newsletter`,
        'Begin one with courant init, or name the config: --config <file>.',
      ),
    ];
  const senders = newsletters.map((newsletter): Checkup => {
    const fields = placeholdersIn(newsletter);
    const say = checkup('sender', newsletter.id);
    return fields.length === 0
      ? say('well', `${newsletter.sender.name} <${newsletter.sender.address}>`)
      : say(
          'fault',
          `${fields.join(' and ')} ${fields.length === 1 ? 'is' : 'are'} still what courant init wrote; nothing is sent until then`,
          'Write your own into the config.',
        );
  });
  return [tell('well', `${file ?? 'config'}: ${newsletters.map(({ id }) => id).join(', ')}`), ...senders];
}

/** Whether editions that ask for somebody else's approval can get one. @param accounts `null`: no store tells */
export function approverChecks(newsletters: readonly Newsletter[], accounts: readonly DeskAccount[] | null): readonly Checkup[] {
  const may = accounts?.filter((one) => !one.disabled && mayAct(one, 'publisher'));
  return newsletters
    .filter(({ approver }) => approver === 'another')
    .map(({ id }) => {
      const tell = checkup('approver', id);
      const advice = 'Invite publishers at the desk, under People (docs/people.md).';
      if (may === undefined) return tell('skipped', 'there is no store to tell who may approve');
      const [only] = may;
      if (only === undefined) return tell('fault', 'nobody has an account that may approve: no edition of it goes out', advice);
      if (may.length === 1) return tell('doubt', `${only.name} alone may approve: what they change themselves, nobody can`, advice);
      return tell('well', `${may.length} people may approve what others made`);
    });
}

/** @param way `null`: into the outbox */
export const wayOutCheck = (way: string | null): Checkup =>
  way === null
    ? checkup('way-out')(
        'doubt',
        'no way is set by which mail leaves: it goes into .courant/outbox',
        'Set SMTP_URL (or SENDMAIL, or SES_REGION) in .env.',
      )
    : checkup('way-out')('well', way);

export function storeCheck(found: StoreFound): Checkup {
  const tell = checkup('store', found.name);
  if (found.kind === 'failed') return tell('fault', found.why, found.help);
  if (found.kind === 'none') return tell('doubt', 'there is none yet', 'The first command that needs one makes it.');
  if (found.waiting.length === 0) return tell('well', 'open, and of this version');
  return tell(
    'doubt',
    `${found.waiting.length} migration(s) wait: ${found.waiting.join(', ')}`,
    'The next command runs them; courant backup first (docs/upgrade.md).',
  );
}

export function secretCheck(secret: SecretFound): Checkup {
  const tell = checkup('secret');
  const shared = 'Give all processes of one store the same COURANT_SECRET, or a copy of .courant/secret.';
  if (secret.kind === 'failed') return tell('fault', secret.why, shared);
  if (secret.kind === 'foreign') return tell('fault', 'it is not the one the store knows: links this process mails would be dead', shared);
  if (secret.kind === 'none') return tell('skipped', 'none was made yet');
  return tell('well', 'it is the one the store knows');
}

const minute = 60_000;

/**
 * @param others what other clocks said when this one said `now`, by whose they are
 * @param lastChange of the store, by this installation's clocks
 */
export function clockCheck(now: Date, others: readonly (readonly [string, Date | null])[], lastChange: Date | null): Checkup {
  const tell = checkup('clock');
  const advice = 'Let the machine set its clock by the network (timedatectl set-ntp true): slots, links and retries go by it.';
  for (const [whose, theirs] of others) {
    const off = theirs === null ? 0 : now.getTime() - theirs.getTime();
    if (Math.abs(off) > 2 * minute)
      return tell('fault', `it is ${Math.round(Math.abs(off) / 1000)} s ${off > 0 ? 'ahead of' : 'behind'} ${whose}`, advice);
  }
  if (lastChange !== null && lastChange.getTime() - now.getTime() > 2 * minute)
    return tell('fault', `it says ${now.toISOString()}, and the store was changed at ${lastChange.toISOString()}`, advice);
  return tell('well', now.toISOString());
}

const megabyte = 1_000_000;

export function diskCheck(folder: string, free: number | null): Checkup {
  const tell = checkup('disk', folder);
  if (free === null) return tell('skipped', 'cannot be told here');
  const room = `${Math.round(free / megabyte)} MB free`;
  const advice = 'Make room: without it nothing is sent, since nothing can be written down.';
  if (free < 200 * megabyte) return tell('fault', room, advice);
  return free < 1000 * megabyte ? tell('doubt', room, advice) : tell('well', room);
}

/** A minute's work that was done tells that something does it: cron, or `serve`. Until one was, a slot that came and went without. */
export async function tickCheck(
  store: Store,
  newsletters: readonly Newsletter[],
  lastTick: Date | null,
  now: Date,
): Promise<readonly Checkup[]> {
  const advice = 'Leave courant serve running, or let cron or a timer run courant tick each minute (docs/deploy).';
  if (lastTick !== null) {
    const ago = now.getTime() - lastTick.getTime();
    return [
      ago > 10 * minute
        ? checkup('tick')('fault', `the last one was ${Math.round(ago / minute)} minutes ago`, advice)
        : checkup('tick')('well', `the last one was at ${lastTick.toISOString()}`),
    ];
  }
  const seen = await Promise.all(newsletters.map((newsletter) => slotPassed(store, newsletter, now)));
  return newsletters.map(({ id }, index) => {
    const slot = seen[index] ?? null;
    return slot === null
      ? checkup('tick', id)('doubt', 'nothing tells yet whether anything looks each minute for what is due', advice)
      : checkup('tick', id)('fault', `the slot of ${slot.toISOString()} has come and nothing took it up`, advice);
  });
}

/** The latest slot, where it has come ten minutes ago and more, and nobody has begun its edition. */
async function slotPassed(store: Store, newsletter: Newsletter, now: Date): Promise<Date | null> {
  const slot = await latestSlotOf(store, newsletter, new Date(now.getTime() - 10 * minute));
  if (slot === null || (await store.findEdition(newsletter.id, slot)) !== null) return null;
  const [any] = await store.editions(newsletter.id, 1);
  return any !== undefined && any.slot < slot ? slot : null;
}

export type FeedbackWays = {
  readonly mailbox: boolean;
  readonly webhooks: readonly string[];
  readonly ses: boolean;
  readonly sesTopics: boolean;
  readonly away: boolean;
};

/** Whether bounces and complaints are heard of at all. */
export function feedbackCheck({ mailbox, webhooks, ses, sesTopics, away }: FeedbackWays): Checkup {
  const tell = checkup('feedback');
  if (ses && !sesTopics && !mailbox)
    return tell(
      'fault',
      'mail leaves through SES, and its bounces and complaints are not heard',
      'Set WEBHOOK_SES_TOPICS to the topic its notifications go to (docs/readers.md).',
    );
  const heard = [...(mailbox ? ['a mailbox (courant bounces mailbox)'] : []), ...webhooks.map((name) => `webhooks of ${name}`)];
  if (heard.length > 0) return tell('well', heard.join(', '));
  if (!away) return tell('skipped', 'no mail leaves this machine yet');
  return tell(
    'doubt',
    'neither a mailbox nor webhooks are set',
    'Set MAILBOX_URL or a WEBHOOK_ variable, or let the mail server pass bounces to courant bounces listen (docs/readers.md).',
  );
}
