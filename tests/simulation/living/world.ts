import type { DeliverySettings } from '../../../src/press/newsletter/delivery-settings.ts';
import type { Newsletter } from '../../../src/press/newsletter/newsletter.ts';
import type { Press } from '../../../src/press/ports/press.ts';
import type { Defect } from '../judging/defects.ts';
import type { Judge } from '../judging/judge.ts';
import type { Plan } from '../outside/plan.ts';
import type { JobBoard } from '../outside/queue.ts';
import type { Relay } from '../outside/relay.ts';
import type { Chance } from '../running/chance.ts';
import type { Machine, Process, Scheduler } from '../running/scheduler.ts';
import type { StoreHost } from '../running/store-driver.ts';

/** Everything there is. */
export type World = {
  readonly plan: Plan;
  readonly chance: Chance;
  readonly scheduler: Scheduler;
  readonly host: StoreHost;
  readonly relay: Relay;
  readonly judge: Judge;
  readonly jobs: JobBoard | null;
  readonly defect: Defect | null;
  readonly newsletters: readonly Newsletter[];
  readonly delivery: DeliverySettings;
  readonly machines: ReadonlyMap<string, Machine>;
  /** By worker, those that ended too. */
  readonly processes: Map<string, Process>;
  /** Of long-running processes that are alive. */
  readonly presses: Map<Process, Press>;
  readonly articles: Map<number, { readonly publishedAt: number; readonly quality: number; readonly revision: number }>;
  /** Links to confirm by, as their mails brought them. */
  readonly inbox: Map<string, string[]>;
  /** One line of the history; made only where somebody reads it. */
  readonly tell: (words: () => string) => void;
  /** What a tick could not do, as an operator would be told. */
  readonly onFailure: (error: unknown) => void;
  /** Nothing goes wrong any more. */
  calm: boolean;
  over: boolean;
  /** People in the middle of something. */
  busy: number;
};
