import type { ComponentType } from 'react';
import { Confirm } from '../../emails/confirm.tsx';
import { DigestHeld } from '../../emails/digest-held.tsx';
import { EditorTest } from '../../emails/editor-test.tsx';
import { Goodbye } from '../../emails/goodbye.tsx';
import { renderPage } from '../../emails/kit.ts';
import { PreferencesChanged } from '../../emails/preferences-changed.tsx';
import { broadsheetTokens, bulletinTokens, classicTokens, type Tokens } from '../../emails/tokens.ts';
import { Welcome } from '../../emails/welcome.tsx';
import type { Imprint, RenderedEmail } from './edition.ts';
import { letterText } from './letter-text.ts';
import { type BuiltInTheme, isBuiltInTheme } from './theme-names.ts';
import { letterView, type TransactionalKind, type TransactionalValues } from './transactional.ts';
import type { LetterView } from './view-model.ts';

type LetterComponent = ComponentType<{ letter: LetterView; tokens: Tokens }>;

const letters: Readonly<Record<TransactionalKind, LetterComponent>> = {
  confirm: Confirm,
  welcome: Welcome,
  'preferences-changed': PreferencesChanged,
  goodbye: Goodbye,
  'editor-test': EditorTest,
  'digest-held': DigestHeld,
};

const looks: Readonly<Record<BuiltInTheme, Tokens>> = { broadsheet: broadsheetTokens, bulletin: bulletinTokens, classic: classicTokens };

/**
 * A letter of the newsletter, in its language and its theme's look; a theme file of the editor's own borrows broadsheet's.
 * RangeError for a malformed locale or zone.
 */
export const renderTransactional = async <Kind extends TransactionalKind>(
  kind: Kind,
  values: TransactionalValues[Kind],
  imprint: Imprint,
): Promise<RenderedEmail> => {
  const letter = letterView(kind, values, imprint);
  const Letter: LetterComponent = letters[kind];
  const tokens = looks[isBuiltInTheme(imprint.theme) ? imprint.theme : 'broadsheet'];
  const html = await renderPage(<Letter letter={letter} tokens={tokens} />);
  return { subject: letter.subject, preheader: letter.preheader, html, text: letterText(letter) };
};
