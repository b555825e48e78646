import type { ImportCounts } from './ports-readers.ts';

export const noCounts: ImportCounts = {
  added: 0,
  updated: 0,
  unchanged: 0,
  unsubscribed: 0,
  suppressed: 0,
  refusedUnsubscribed: 0,
  refusedSuppressed: 0,
  refusedErased: 0,
};

export const addCounts = (a: ImportCounts, b: ImportCounts): ImportCounts => ({
  added: a.added + b.added,
  updated: a.updated + b.updated,
  unchanged: a.unchanged + b.unchanged,
  unsubscribed: a.unsubscribed + b.unsubscribed,
  suppressed: a.suppressed + b.suppressed,
  refusedUnsubscribed: a.refusedUnsubscribed + b.refusedUnsubscribed,
  refusedSuppressed: a.refusedSuppressed + b.refusedSuppressed,
  refusedErased: a.refusedErased + b.refusedErased,
});
