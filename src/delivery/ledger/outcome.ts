/**
 * What is known after handing one message to a transport. SMTP 250 means accepted by the next server, never delivered.
 * `deferred` is safe to try again: a 4xx, a connection that ended before 354, or a refusal that was not about the reader (a 5xx
 * before RCPT, or one that asks for a login). `unknown` is not: the server may have the message (354 seen, no final reply).
 */
export type Outcome =
  | { readonly kind: 'accepted'; readonly code: number; readonly response: string }
  | { readonly kind: 'deferred'; readonly code: number | null; readonly response: string; readonly step?: DialogueStep }
  | { readonly kind: 'failed'; readonly code: number; readonly response: string; readonly step?: DialogueStep }
  | { readonly kind: 'unknown'; readonly response: string };

/**
 * How far the dialogue with the server had come; left out where none was spoken with. The reader is named at `rcpt`: what is said
 * before is said to us.
 */
export type DialogueStep = 'connect' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data' | 'body';

/** Whether the server had been told which reader the message is for. */
export const readerNamed = (step: DialogueStep | undefined): boolean => step === 'rcpt' || step === 'data' || step === 'body';
