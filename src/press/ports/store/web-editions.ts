import type { ToldTable } from './editions.ts';

export type WebDigest = {
  readonly fingerprint: string;
  readonly layout: string;
  readonly compiled: string;
  /** Of its edition; `null` where the layout needs none. */
  readonly told: ToldTable | null;
};

export type PublishedEdition = {
  readonly id: number;
  readonly newsletter: string;
  readonly number: number;
  readonly slot: Date;
  readonly subject: string;
};

export type WebEditionStore = {
  /** What this reader got of the edition, or, once nobody knows that any more, its fullest digest; `null`: nothing. */
  digestOf(editionId: number, subscriberId: number): Promise<WebDigest | null>;
  /** The digest that tells most. */
  fullestDigest(editionId: number): Promise<WebDigest | null>;
  /** Editions that are going or have gone out, newest first. */
  publishedEditions(newsletter: string, limit: number): Promise<readonly PublishedEdition[]>;
  /** Of those, the ones right before and after a slot. */
  publishedBeside(
    newsletter: string,
    slot: Date,
  ): Promise<{ readonly older: PublishedEdition | null; readonly newer: PublishedEdition | null }>;
};
