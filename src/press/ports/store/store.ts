import type { InsightStore } from '../insight/insight-store.ts';
import type { CommentStore } from '../people/comments.ts';
import type { DeskAccountStore } from '../people/desk-accounts.ts';
import type { PasskeyStore } from '../people/passkeys.ts';
import type { ReaderFieldStore } from '../people/reader-fields.ts';
import type { ReaderListStore } from '../people/reader-lists.ts';
import type { SegmentStore } from '../people/segments.ts';
import type { KeyStore } from '../watch/key-store.ts';
import type { OutgoingStore } from '../watch/outgoing-store.ts';
import type { WatchStore } from '../watch/watch-store.ts';
import type { AccountStore } from './accounts.ts';
import type { InboundStore } from './feedback.ts';
import type { ImportStore } from './imports.ts';
import type { SignUpStore } from './sign-ups.ts';
import type { SuppressionStore } from './suppressions.ts';
import type { WebEditionStore } from './web-editions.ts';

/** The interfaces the use cases need of the outside world. Adapters in `io/` implement them; only `app` wires. */

import type { DeskSessionStore, DeskStore, MovedSlotStore } from './approvals.ts';
import type { AudienceStore } from './audience.ts';
import type { EditionStore, SealedInputsStore } from './editions.ts';
import type { InstallationStore } from './installation.ts';
import type { Ledger } from './ledger.ts';
import type { OverrideStore } from './overrides.ts';
import type { RetentionStore } from './retention.ts';
import type { EngineStore } from './sending.ts';

export type Store = EditionStore &
  AudienceStore &
  Ledger &
  EngineStore &
  DeskStore &
  MovedSlotStore &
  DeskSessionStore &
  OverrideStore &
  ReaderStore &
  RetentionStore &
  InstallationStore &
  WatchStore &
  OutgoingStore &
  KeyStore &
  PeopleStore &
  InsightStore &
  SealedInputsStore & {
    migrate(): Promise<void>;
    close(): Promise<void>;
  };

export type ReaderStore = SignUpStore & AccountStore & SuppressionStore & ImportStore & InboundStore & WebEditionStore;

export type PeopleStore = ReaderListStore & SegmentStore & ReaderFieldStore & DeskAccountStore & PasskeyStore & CommentStore;
