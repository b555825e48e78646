import { broadsheetTokens } from './broadsheet/broadsheet-tokens.ts';
import type { LetterView } from './contract/view-model.ts';
import { welcomePreview } from './letter-previews.ts';
import { LetterAction, LetterBody, LetterFrame, LetterList } from './parts/letter.tsx';
import type { Tokens } from './tokens.ts';

/** Says that it is settled, and what will come. */
const Welcome = ({ letter, tokens }: { letter: LetterView; tokens: Tokens }) => (
  <LetterFrame letter={letter} tokens={tokens}>
    <LetterBody letter={letter} tokens={tokens} />
    <LetterList letter={letter} tokens={tokens} />
    <LetterAction letter={letter} tokens={tokens} />
  </LetterFrame>
);

Welcome.PreviewProps = { letter: welcomePreview, tokens: broadsheetTokens };

export default Welcome;
