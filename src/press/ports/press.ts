import type { gatherStories } from '../../selection/stories/gather-stories.ts';
import type { DeliverySettings } from '../newsletter/delivery-settings.ts';
import type { MeasurePictures, PreparePictures, ReadTheme } from './composing.ts';
import type { ReadContent } from './content.ts';
import type { MessageComposer, Transport } from './mail.ts';
import type { Progress } from './progress.ts';
import type { ChunkQueue } from './queue.ts';
import type { RelayPlaces } from './relay-places.ts';
import type { Store } from './store/store.ts';
import type { Log } from './watch/log.ts';
import type { Tracing } from './watch/tracing.ts';

/** Everything the use cases need of the world, wired once by `app/open/`. */
export type Press = {
  readonly now: () => Date;
  readonly readContent: ReadContent;
  /** Gathers stories as `gatherStories` does, knowing answers from before. */
  readonly gather?: typeof gatherStories | undefined;
  readonly preparePictures: PreparePictures;
  readonly readTheme: ReadTheme;
  readonly messages: MessageComposer;
  readonly measurePictures: MeasurePictures;
  readonly store: Store;
  readonly transport: Transport;
  /** Key for link tokens, message ids and return paths: at least 32 bytes. */
  readonly secret: Uint8Array;
  /** Secrets used before, newest first: nothing is signed with them, all they signed is still accepted. */
  readonly olderSecrets?: readonly Uint8Array[];
  readonly baseUrl: string;
  /** Name of this process in the ledger, unique over machines and restarts. */
  readonly worker: string;
  /** Whether a worker named in the ledger still runs; `elsewhere`: that cannot be seen from here, and its heartbeats tell. */
  readonly whereabouts: (worker: string) => 'alive' | 'dead' | 'elsewhere';
  readonly places: RelayPlaces;
  /** How mail goes out where a newsletter does not say. */
  readonly delivery: DeliverySettings;
  /** Workers on other machines; `null`: this process sends by itself. */
  readonly queue: ChunkQueue | null;
  readonly wait: (ms: number) => Promise<void>;
  /**
   * Calls the listener when the process is asked to end, with how often it was asked so far; at once when it was before. Until the
   * returned function is called, that is all a request does.
   */
  readonly onStop: (listener: (asked: number) => void) => () => void;
  /** Gives memory back to the machine that work which is over has left behind: making an edition takes much, sending it little. */
  readonly tidyMemory?: () => void;
  /** 0 <= r < 1: spreads retries, nothing else. */
  readonly random: () => number;
  /** A name nobody ever had or guesses, as a UUID. */
  readonly newId: () => string;
  readonly progress: Progress;
  /** Left out: nobody reads it. */
  readonly log?: Log;
  /** Left out: nobody collects traces. */
  readonly tracing?: Tracing;
  /** Version of Courant: an edition keeps which one made it. */
  readonly version: string;
};
