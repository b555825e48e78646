/** Turns whatever a preview was rejected with into what an editor is told. Never a stack: of it, one place is kept. */
import { CourantError, type FilePlace } from '../../../errors/courant-error.ts';
import { placeInStack, withSlash } from '../../../errors/stack-place.ts';
import { helpAtDesk } from './wording.ts';

export type Failure = {
  readonly title: string;
  readonly message: string;
  /** Relative to the project; `null` when the error came from outside of it. */
  readonly place: FilePlace | null;
  readonly help: string | null;
};

/** Codes of what an address of the desk can ask in vain; everything else is a fault of the newsroom or of ours. */
const askedInVain: Readonly<Record<string, 400 | 404>> = {
  'bad-address': 400,
  'unknown-theme': 400,
  'newsletter-unknown': 404,
  'not-subscribed': 404,
};

/** The HTTP status a failure is told with. */
export const failureStatus = (error: unknown): 400 | 404 | 500 => (error instanceof CourantError ? (askedInVain[error.code] ?? 500) : 500);

/**
 * @param root folder of the project, absolute; places outside of it, in `node_modules` or in Node are not told
 */
export function describeFailure(error: unknown, root: string): Failure {
  const expected = error instanceof CourantError;
  const message = error instanceof Error ? error.message : String(error);
  return {
    title: expected ? 'This edition cannot be shown' : 'Something failed while the edition was made',
    message: withoutRoot(message, root).slice(0, 2000),
    place: expected ? (error.place ?? (error.cause ? placeInStack(error.cause, root) : null)) : placeInStack(error, root),
    help: expected ? helpAtDesk(error.help) : 'Mend it and save: the preview comes back by itself.',
  };
}

const withoutRoot = (text: string, root: string): string =>
  text.replaceAll(`file://${withSlash(root)}`, '').replaceAll(withSlash(root), '');
