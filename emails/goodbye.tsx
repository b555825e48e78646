import type { LetterView } from './contract/view-model.ts';
import { goodbyePreview } from './letter-previews.ts';
import { LetterAction, LetterBody, LetterFrame } from './parts/letter.tsx';
import { broadsheetTokens, type Tokens } from './tokens.ts';

/** The last letter, with a way back. */
const Goodbye = ({ letter, tokens }: { letter: LetterView; tokens: Tokens }) => (
  <LetterFrame letter={letter} tokens={tokens}>
    <LetterBody letter={letter} tokens={tokens} />
    <LetterAction letter={letter} tokens={tokens} />
  </LetterFrame>
);

Goodbye.PreviewProps = { letter: goodbyePreview, tokens: broadsheetTokens };

export default Goodbye;
