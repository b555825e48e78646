import type { MessageComposer, PreparePictures, Progress, ReadContent, Store, Transport } from './ports.ts';

/** Everything the use cases need of the world, wired once by `main`. */
export type Press = {
  readonly now: () => Date;
  readonly readContent: ReadContent;
  readonly preparePictures: PreparePictures;
  readonly messages: MessageComposer;
  readonly store: Store;
  readonly transport: Transport;
  /** Key for link tokens, message ids and return paths: at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly baseUrl: string;
  /** Name of this process in the ledger, unique over machines and restarts. */
  readonly worker: string;
  /** Whether a worker named in the ledger may still be running. */
  readonly isAlive: (worker: string) => boolean;
  /** 0 <= r < 1: spreads retries, nothing else. */
  readonly random: () => number;
  readonly progress: Progress;
};
