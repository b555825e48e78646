import { CourantError } from '../../../errors/courant-error.ts';
import type { App } from '../contract/app.ts';

/** Every exit code of every command. The same words are in README.md and at the end of `courant --help`. */
export const exitCodes = { done: 0, faults: 1, usage: 2, partly: 3, notDone: 4, person: 5 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeWords: readonly (readonly [ExitCode, string])[] = [
  [exitCodes.done, 'done, or nothing was to be done'],
  [exitCodes.faults, 'what was looked at has errors, what was asked for is not there, or the program itself failed'],
  [exitCodes.usage, 'the call, the config or a variable of the environment is wrong; nothing was begun'],
  [exitCodes.partly, 'sent, but some readers failed, were called off, or nobody knows whether they got it'],
  [exitCodes.notDone, 'not done, or not to the end: the relay, the store or a port is away; a later run goes on'],
  [exitCodes.person, 'nothing goes on before a person decides: paused, held, not approved, too early or too late'],
];

/** Codes of errors that say more than 1. A code that is not here is one of the things 1 stands for. */
const codesOfErrors: Readonly<Partial<Record<keyof typeof exitCodes, readonly string[]>>> = {
  usage: [
    ...['address-invalid', 'article-unknown', 'bad-address', 'config-invalid', 'config-missing', 'content-folder-missing', 'csv-missing'],
    ...['dkim-key-invalid', 'edition-unknown', 'evidence-missing', 'file-missing', 'import-format', 'mailbox-missing', 'mailbox-url'],
    ...['feed-not-found', 'feed-unknown', 'feeds-missing', 'article-known', 'config-exists', 'page-unusable'],
    ...['newsletter-ambiguous', 'newsletter-missing', 'newsletter-unknown', 'not-subscribed', 'option-invalid', 'override-anonymous'],
    ...['override-unknown', 'queue-missing', 'reason-missing', 'retention-too-short', 'smtp-url-invalid', 'store-url', 'theme-missing'],
    ...[
      'backup-exists',
      'backup-missing',
      'media-elsewhere',
      'secret-foreign',
      'secret-missing',
      'sender-placeholder',
      'topic-unknown',
      'scope-unknown',
      'key-unknown',
      'webhook-unknown',
      'unknown-theme',
      'usage',
    ],
  ],
  notDone: [
    ...['cannot-listen', 'mailbox-unreachable', 'media-folder-unusable', 'port-in-use', 'queue-unreachable', 'slot-not-due'],
    ...['feed-unreachable', 'page-unreachable', 'store-busy', 'store-in-use', 'store-unavailable', 'store-unreachable'],
  ],
  person: [
    ...['accounting-breach', 'approval-outdated', 'approval-void', 'edition-held', 'history-pruned', 'links-unreachable', 'lint-blocked'],
    ...[
      'not-approved',
      'outbox-refused',
      'override-conflict',
      'restore-another-store',
      'restore-newer-store',
      'restore-store-first',
      'slot-early',
      'slot-late',
      'store-inconsistent',
    ],
  ],
};

const exitCodeByError = new Map(
  Object.entries(codesOfErrors).flatMap(([name, codes]) => codes.map((code) => [code, exitCodes[name as keyof typeof exitCodes]] as const)),
);

export const exitCodeOf = (error: unknown): ExitCode =>
  (error instanceof CourantError ? exitCodeByError.get(error.code) : undefined) ?? exitCodes.faults;

/** Of several things done in one command: what a person has to look at first. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  const gravity = [exitCodes.person, exitCodes.usage, exitCodes.faults, exitCodes.notDone, exitCodes.partly];
  return gravity.find((code) => codes.includes(code)) ?? exitCodes.done;
}

/** Runs `work` with the application, tells what went wrong in words, and sets the exit code `work` returns. */
export type Run = (work: (app: App) => Promise<number>) => Promise<void>;
