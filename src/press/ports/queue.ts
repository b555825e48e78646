/** A stretch of one edition's deliveries, for whichever worker is free. */
export type Chunk = { readonly newsletter: string; readonly slot: string; readonly editionId: number; readonly range: DeliveryRange };

/** Shares chunks out to workers on any number of machines. The ledger stays the truth: a lost or doubled chunk does no harm. */
export type ChunkQueue = {
  /**
   * In one transaction: the edition is `sending` and every chunk of it has its job. Again, and nothing is added. Returns how
   * many jobs there were to add.
   */
  share(edition: Omit<Chunk, 'range'>, chunkSize: number): Promise<number>;
  /** Lets a worker look at the chunk again after so long, by the queue's own clock: a worker's may be behind, and it would never rest. */
  again(chunk: Chunk, afterMs: number): Promise<void>;
  /** Whether any chunk of the edition waits for a worker, now or later, or is being worked on. */
  anythingLeft(editionId: number): Promise<boolean>;
  /** Works until the returned function is called, which waits for what is under way. */
  work(handle: (chunk: Chunk) => Promise<void>): Promise<() => Promise<void>>;
  /** Whether any worker has been heard of in the last half minute. */
  anyoneWorking(): Promise<boolean>;
  close(): Promise<void>;
};

/** Delivery ids, the first left out and the last included: what one chunk holds. */
export type DeliveryRange = { readonly after: number; readonly upTo: number };
export const everyDelivery: DeliveryRange = { after: 0, upTo: Number.MAX_SAFE_INTEGER };
