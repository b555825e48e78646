import type { BounceKind, Classification } from './judging/classification.ts';

/** One mail in the output of `courant bounces classify --json`. */
export type ClassifiedFile = {
  readonly file: string;
  readonly recipients: readonly {
    readonly address: string | null;
    readonly status: string | null;
    readonly kind: BounceKind;
    readonly diagnostic: string;
  }[];
};

/** The row of one file; a mail that says nothing about an address, or cannot be read, has no recipients. */
export function classifiedFile(file: string, classification: Classification): ClassifiedFile {
  return {
    file,
    recipients: classification.recipients.map(({ address, status, kind, diagnostic }) => ({ address, status, kind, diagnostic })),
  };
}
