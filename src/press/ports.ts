import type { InboundStore } from './ports/store/feedback.ts';
import type { ImportStore } from './ports/store/imports.ts';
import type { SignUpStore } from './ports/store/sign-ups.ts';
import type { WebEditionStore } from './ports/store/web-editions.ts';
import type { AccountStore } from './ports-readers.ts';
/** The interfaces the use cases need of the outside world. Adapters in `io/` implement them; only `main` wires. */

import type { AudienceStore } from './ports/store/audience.ts';
import type { EditionStore, SealedInputsStore } from './ports/store/editions.ts';
import type { Ledger } from './ports/store/ledger.ts';
import type { DeskStore } from './ports-desk.ts';
import type { EngineStore } from './ports-engine.ts';
import type { OverrideStore } from './ports-overrides.ts';
import type { RetentionStore } from './ports-retention.ts';

export type Store = EditionStore &
  AudienceStore &
  Ledger &
  EngineStore &
  DeskStore &
  OverrideStore &
  ReaderStore &
  RetentionStore &
  SealedInputsStore & {
    migrate(): Promise<void>;
    close(): Promise<void>;
  };

export type ReaderStore = SignUpStore & AccountStore & ImportStore & InboundStore & WebEditionStore;
