/**
 * What is known after handing one message to a transport. SMTP 250 means accepted by the next server, never delivered.
 * `deferred` is safe to retry (4xx, or the connection ended before 354); `unknown` is not: the server may have the message
 * (354 seen, no final reply).
 */
export type Outcome =
  | { readonly kind: 'accepted'; readonly code: number; readonly response: string }
  | { readonly kind: 'deferred'; readonly code: number | null; readonly response: string }
  | { readonly kind: 'failed'; readonly code: number; readonly response: string }
  | { readonly kind: 'unknown'; readonly response: string };
