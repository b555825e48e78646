import { neutralText } from '../../composition/text/neutral-text.ts';
import { preheaderColumns, repeats } from '../../composition/text/subject.ts';
import { columns } from '../../composition/text/text-measure.ts';
import { noteFault, noteOf } from '../../composition/views/note.ts';
import { CourantError } from '../../errors/courant-error.ts';
import type { Override } from '../../selection/editing/override.ts';

/** Words are tried before they are kept: what no mail could show would be met by whoever composes the edition. */
export function mustBeUsable(override: Override): void {
  const fault = faultOf(override);
  if (fault === null) return;
  throw new CourantError('override-unusable', `${fault}; nothing was kept.`, { help: 'Write other words, or leave them to Courant.' });
}

function faultOf(override: Override): string | null {
  switch (override.kind) {
    case 'edition':
      return subjectFault(override) ?? secondSubjectFault(override) ?? preheaderFault(override) ?? introFault(override);
    case 'reword':
      return wordless('title', override.title) ?? wordless('excerpt', override.excerpt);
    case 'add':
      return wordless('title', override.telling.title) ?? wordless('outlet', override.telling.outlet.name);
    default:
      return null;
  }
}

type EditionWords = Extract<Override, { readonly kind: 'edition' }>;

const subjectFault = ({ subject }: EditionWords) => wordless('subject', subject);

function secondSubjectFault({ subject, secondSubject }: EditionWords): string | null {
  if (secondSubject === undefined) return null;
  if (subject === undefined) return 'A second subject is tried beside a first, and none is given';
  const same = neutralText(subject).toLowerCase() === neutralText(secondSubject).toLowerCase();
  return same ? 'The two subjects are the same' : wordless('second subject', secondSubject);
}

function preheaderFault({ preheader, subject, secondSubject }: EditionWords): string | null {
  if (preheader === undefined) return null;
  const words = neutralText(preheader);
  const { least, most } = preheaderColumns;
  const width = columns(words);
  if (width < least || width > most) return `The preheader has ${width} characters, where inboxes want ${least} to ${most}`;
  return [subject, secondSubject].some((one) => one !== undefined && repeats(words, neutralText(one)))
    ? 'The preheader says what the subject says'
    : null;
}

function introFault({ intro }: EditionWords): string | null {
  if (intro === undefined) return null;
  const fault = noteFault(intro);
  if (fault !== null) return `The note ${fault}`;
  return noteOf(intro, 'ltr').length === 0 ? 'The note has no words' : null;
}

const wordless = (field: string, words: string | null | undefined): string | null =>
  words === null || words === undefined || neutralText(words) !== '' ? null : `The ${field} has no words that could be seen`;
