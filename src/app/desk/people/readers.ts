/** The composition root's part for one reader on the desk: what is known of them, and what an editor does about it. */
import { type ReaderField, readFields } from '../../../audience/fields/reader-field.ts';
import type { DeskSource, ReaderAct } from '../../../doors/desk/desk-source.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import type { Press } from '../../../press/ports/press.ts';
import {
  eraseByHand,
  type Order,
  readerStanding,
  suppressByHand,
  unsubscribeByHand,
  unsuppress,
} from '../../../press/readers/manage-readers.ts';

export const deskReaders = (
  press: Press,
  config: () => { readonly fields: readonly ReaderField[] },
): Pick<DeskSource, 'reader' | 'actOnReader'> => ({
  reader: (address) => readerStanding(press.store, address),
  async actOnReader(address, act, by) {
    if (act.act === 'fields') return filled(press, address, config().fields, act.fields);
    if (act.reason.trim() === '')
      throw new CourantError('reason-missing', 'Nothing was done: no reason was given.', { help: 'Say why; it is kept with your name.' });
    return acted(press, address, act, { by, reason: act.reason.trim(), now: press.now() });
  },
});

async function filled(
  { store, now }: Press,
  address: string,
  fields: readonly ReaderField[],
  typed: Readonly<Record<string, string>>,
): Promise<string> {
  const account = await store.accountOf(address);
  if (account === null) throw new CourantError('reader-unknown', `Nobody of the address ${address} is known.`);
  const { changes, faults } = readFields(fields, typed);
  if (faults.length > 0)
    throw new CourantError(
      'field-invalid',
      `Nothing was kept: ${faults.map(({ field, value, message }) => `${field} “${value}” ${message}`).join('; ')}.`,
    );
  return (await store.setFields(account.subscriberId, changes, now())) ? `Kept for ${address}.` : `Nothing changed for ${address}.`;
}

async function acted({ store }: Press, address: string, act: Exclude<ReaderAct, { act: 'fields' }>, order: Order): Promise<string> {
  switch (act.act) {
    case 'lift':
      return lifted(store, address, { ...order, evenComplaint: act.theyAsked });
    case 'suppress':
      return suppressed(store, address, order);
    case 'end': {
      const ended = await unsubscribeByHand(store, address, act.newsletter, order);
      if (ended.result === 'unsubscribed') return `${address} gets ${ended.newsletter} no longer.`;
      if (ended.result === 'had-ended') return `${address} had left ${ended.newsletter} already.`;
      throw notSubscribed(address, act.newsletter);
    }
    case 'pause':
      return paused(store, address, act.newsletter, act.until, order);
    case 'resume':
      return paused(store, address, act.newsletter, null, order);
    case 'erase': {
      const known = await eraseByHand(store, address, order.now);
      if (!known) throw new CourantError('reader-unknown', `Nothing is kept of ${address}.`);
      return 'Erased: nothing is kept but a hash, by which imports refuse the address.';
    }
  }
}

async function lifted(store: Press['store'], address: string, order: Parameters<typeof unsuppress>[2]): Promise<string> {
  const { result } = await unsuppress(store, address, order);
  switch (result) {
    case 'lifted':
      return `${address} is suppressed no longer. Where they are subscribed they get the next edition.`;
    case 'not-suppressed':
      return `${address} is not suppressed.`;
    case 'complained':
      throw new CourantError('complaint-stands', `${address} reported a mail as spam, so the suppression stands.`, {
        help: 'Have they asked you for mail since? Then tick “They asked for it”.',
      });
    case 'erased':
      throw erased(address);
  }
}

async function suppressed(store: Press['store'], address: string, order: Order): Promise<string> {
  const { kind } = await store.suppressionOf(address);
  if (kind === 'erased') throw erased(address);
  if (kind === 'suppressed') return `${address} was suppressed already; the first reason stays.`;
  await suppressByHand(store, address, order);
  return `${address} is suppressed: no newsletter writes there.`;
}

async function paused(store: Press['store'], address: string, newsletter: string, until: Date | null, order: Order): Promise<string> {
  const account = await store.accountOf(address);
  const subscription = account?.subscriptions.find((one) => one.newsletter === newsletter);
  if (subscription === undefined || subscription.state !== 'active') throw notSubscribed(address, newsletter);
  if (until !== null && until <= order.now)
    throw new CourantError('pause-past', 'Nothing was done: that day is over.', { help: 'Choose a day to come.' });
  const how = `${until === null ? 'resumed' : 'paused'} at the desk (${order.by}): ${order.reason}`;
  const changed = await store.pause(subscription.subscriptionId, until, { how }, order.now);
  if (!changed) return `Nothing changed for ${address}.`;
  return until === null
    ? `${address} gets ${newsletter} again.`
    : `${address} gets no ${newsletter} before ${until.toISOString().slice(0, 10)}.`;
}

const notSubscribed = (address: string, newsletter: string) =>
  new CourantError('not-subscribed', `${address} is not subscribed to ${newsletter}.`);

const erased = (address: string): CourantError =>
  new CourantError('reader-erased', `${address} was erased at their wish.`, { help: 'Only they can come back, by signing up.' });
