import { broadsheetTokens } from './broadsheet/broadsheet-tokens.ts';
import type { LetterView } from './contract/view-model.ts';
import { preferencesPreview } from './letter-previews.ts';
import { LetterAction, LetterBody, LetterFrame, LetterList } from './parts/letter.tsx';
import type { Tokens } from './tokens.ts';

/** Says what was chosen, so that a change nobody made is noticed. */
const PreferencesChanged = ({ letter, tokens }: { letter: LetterView; tokens: Tokens }) => (
  <LetterFrame letter={letter} tokens={tokens}>
    <LetterBody letter={letter} tokens={tokens} />
    <LetterList letter={letter} tokens={tokens} />
    <LetterAction letter={letter} tokens={tokens} />
  </LetterFrame>
);

PreferencesChanged.PreviewProps = { letter: preferencesPreview, tokens: broadsheetTokens };

export default PreferencesChanged;
