/** The product as it is built, loaded after the surroundings were tamed. `npm run build` comes first. */
import './ambient.ts';

const built = <Module>(path: string): Promise<Module> => import(new URL(`../../../dist/${path}`, import.meta.url).href);

export const [
  { tick },
  { workChunk },
  { orderHold },
  { reconcile, resend },
  { approvalOf, approveEdition },
  { overrideEdition },
  { slotRequest },
  { selectEdition },
  { receiveEvent, deliveryOfMessage },
  { readerLinks },
  { readerPreferences },
  { openOwnData },
  { openSignUps },
  { importReaders },
  { relayPlaces },
  { Newsletter },
  { DeliverySettings },
] = await Promise.all([
  built<typeof import('../../../src/press/mailing/tick.ts')>('src/press/mailing/tick.js'),
  built<typeof import('../../../src/press/sending/work-chunks.ts')>('src/press/sending/work-chunks.js'),
  built<typeof import('../../../src/press/oversight/hold-edition.ts')>('src/press/oversight/hold-edition.js'),
  built<typeof import('../../../src/press/oversight/reconcile.ts')>('src/press/oversight/reconcile.js'),
  built<typeof import('../../../src/press/editing/approval.ts')>('src/press/editing/approval.js'),
  built<typeof import('../../../src/press/editing/overrides.ts')>('src/press/editing/overrides.js'),
  built<typeof import('../../../src/press/editing/slot-request.ts')>('src/press/editing/slot-request.js'),
  built<typeof import('../../../src/press/planning/select-edition.ts')>('src/press/planning/select-edition.js'),
  built<typeof import('../../../src/press/feedback/receive-feedback.ts')>('src/press/feedback/receive-feedback.js'),
  built<typeof import('../../../src/press/readers/reader-links.ts')>('src/press/readers/reader-links.js'),
  built<typeof import('../../../src/press/readers/preferences.ts')>('src/press/readers/preferences.js'),
  built<typeof import('../../../src/press/readers/own-data.ts')>('src/press/readers/own-data.js'),
  built<typeof import('../../../src/press/readers/sign-up.ts')>('src/press/readers/sign-up.js'),
  built<typeof import('../../../src/press/readers/import/import-readers.ts')>('src/press/readers/import/import-readers.js'),
  built<typeof import('../../../src/press/sending/relay-places.ts')>('src/press/sending/relay-places.js'),
  built<typeof import('../../../src/press/newsletter/newsletter.ts')>('src/press/newsletter/newsletter.js'),
  built<typeof import('../../../src/press/newsletter/delivery-settings.ts')>('src/press/newsletter/delivery-settings.js'),
]);

export const [
  { storeOn },
  { sqliteDialect },
  { namingTransientErrors },
  { editionMessages, editionSizeBound, editionSizes, letterMessages },
  { signToken, linkKeyring },
  { transition, deliveryStates, isFinal },
  // Loaded when first asked for by the product, which a world must not wait for.
] = await Promise.all([
  built<typeof import('../../../src/io/store/open-store.ts')>('src/io/store/open-store.js'),
  built<typeof import('../../../src/io/store/database/dialect.ts')>('src/io/store/database/dialect.js'),
  built<typeof import('../../../src/io/store/database/transient-errors.ts')>('src/io/store/database/transient-errors.js'),
  built<typeof import('../../../src/io/mail/message/edition-messages.ts')>('src/io/mail/message/edition-messages.js'),
  built<typeof import('../../../src/audience/link-token.ts')>('src/audience/link-token.js'),
  built<typeof import('../../../src/delivery/ledger/state-machine.ts')>('src/delivery/ledger/state-machine.js'),
  built('src/press/composing/lint-edition.js'),
  built('src/press/composing/lint-stories.js'),
  built('src/press/editing/kept-words.js'),
]);
