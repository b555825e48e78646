import type { Fault } from '../../../content/fault.ts';
import type { Origins } from '../../../content/feeds/keeping/origins.ts';
import type { Accounting, DeliveryState } from '../../../delivery/ledger/state-machine.ts';
import type { LintReport } from '../../../press/composing/lint-target.ts';
import type { BuildReport } from '../../../press/composing/preview-mail.ts';
import type { Plan } from '../../../press/planning/plan.ts';
import type { SelectionOptions } from '../../../press/planning/resolve-request.ts';
import type { ContentRead } from '../../../press/ports/content.ts';
import type { AudienceStore, SubscriberRow } from '../../../press/ports/store/audience.ts';
import type { EditionRecord } from '../../../press/ports/store/editions.ts';
import type { DeliveryRow } from '../../../press/ports/store/ledger.ts';
import type { Explanation } from '../../../selection/choosing/why.ts';
import type { OneStory } from '../../../selection/stories/why-one-story.ts';
import type { ContentApp } from './content-app.ts';
import type { EditingApp } from './editing-app.ts';
import type { InitApp } from './init-app.ts';
import type { InsightApp } from './insight-app.ts';
import type { MailingApp } from './mailing-app.ts';
import type { OperationsApp } from './operations-app.ts';
import type { ReaderApp } from './reader-app.ts';
import type { EngineApp } from './sending-app.ts';
import type { WatchApp } from './watch-app.ts';

export type Planned = {
  readonly plan: Plan;
  readonly note: string | null;
  /** The slot in words; `null` for an ad hoc digest. */
  readonly when: string | null;
  readonly faults: readonly Fault[];
};

/** What the command line can ask of Courant; `app` wires it. Every call may reject with a CourantError. */
export type App = {
  /** What a person should know before anything is done. */
  readonly notices: readonly string[];
  /** Ids of the newsletters of the config. */
  readonly newsletters: readonly string[];
  /** Runs a command's work, for whoever wants to know what it consists of. */
  readonly asOnePiece: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** `hints`: what is no file's fault and an editor should know. */
  readonly check: (folders: readonly string[]) => Promise<ContentRead & { readonly hints: readonly string[] }>;
  readonly plan: (options: SelectionOptions) => Promise<Planned>;
  /** `origins`: where quality and topics come from, for an article kept from a source; `lines` in words. */
  readonly why: (
    target: string,
    options: SelectionOptions,
  ) => Promise<{
    readonly explanation: Explanation;
    readonly note: string | null;
    readonly origins: (Origins & { readonly lines: readonly string[] }) | null;
  }>;
  /** Why two pages are one story or are not. */
  readonly whyPair: (
    targets: readonly [string, string],
    options: SelectionOptions,
  ) => Promise<{ readonly pair: OneStory; readonly note: string | null }>;
  readonly build: (options: SelectionOptions, out: string) => Promise<BuildReport>;
  readonly addSubscriber: (newsletter: string, address: string, topics: string | undefined) => Promise<Subscribed>;
  readonly subscribers: (newsletter: string | null) => AsyncIterable<SubscriberRow>;
  readonly editions: (newsletter: string | null, limit: number) => Promise<readonly (EditionRecord & { accounting: Accounting })[]>;
  readonly deliveries: (
    edition: string,
    state: DeliveryState | null,
  ) => Promise<{ readonly edition: EditionRecord; readonly rows: AsyncIterable<DeliveryRow> }>;
  /** `target`: an .eml file, an edition (`weekly:42`) or a newsletter, whose next edition is then built. */
  readonly lint: (
    target: string | undefined,
    options: { readonly at: string | undefined; readonly kind: 'digest' | 'transactional' },
  ) => Promise<LintReport>;
  readonly readers: ReaderApp;
  readonly contentIn: ContentApp;
  readonly operations: OperationsApp;
  readonly init: InitApp;
  readonly watching: WatchApp;
  readonly insight: InsightApp;
  /** Told before it closes. */
  readonly ended: (exitCode: number) => void;
  readonly close: () => Promise<void>;
} & MailingApp &
  EditingApp &
  EngineApp;

export type Subscribed = Awaited<ReturnType<AudienceStore['subscribe']>>;
