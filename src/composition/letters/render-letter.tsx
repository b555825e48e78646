import type { ComponentType } from 'react';
import Confirm from '../../../emails/confirm.tsx';
import type { LetterView } from '../../../emails/contract/view-model.ts';
import DigestHeld from '../../../emails/digest-held.tsx';
import EditorTest from '../../../emails/editor-test.tsx';
import { renderPage } from '../../../emails/kit.ts';
import PreferencesChanged from '../../../emails/preferences-changed.tsx';
import type { Tokens } from '../../../emails/tokens.ts';
import Welcome from '../../../emails/welcome.tsx';
import type { EditionHeading, Imprint, RenderedEmail } from '../edition.ts';
import { letterText } from './letter-text.ts';
import { type LetterKind, type LetterValues, letterView } from './letters.ts';
import { letterLook } from './render-letter-look.ts';

type LetterComponent = ComponentType<{ letter: LetterView; tokens: Tokens }>;

const letters: Readonly<Record<LetterKind, LetterComponent>> = {
  confirm: Confirm,
  welcome: Welcome,
  'preferences-changed': PreferencesChanged,
  'export-request': Confirm,
  'erase-request': Confirm,
  'editor-test': EditorTest,
  'digest-held': DigestHeld,
  'desk-invitation': Confirm,
  'desk-password': Confirm,
  'desk-mention': DigestHeld,
};

/**
 * A letter of the newsletter, in its language and its theme's look. RangeError for a malformed locale or zone.
 * @param template the theme's file, where it is one of the editor's own
 */
export const renderLetter = async <Kind extends LetterKind>(
  kind: Kind,
  values: LetterValues[Kind],
  imprint: Imprint,
  template: EditionHeading['template'] = null,
): Promise<RenderedEmail> => {
  const letter = letterView(kind, values, imprint);
  const Letter: LetterComponent = letters[kind];
  const html = await renderPage(<Letter letter={letter} tokens={letterLook(imprint, template)} />);
  return { subject: letter.subject, preheader: letter.preheader, html, text: letterText(letter) };
};
