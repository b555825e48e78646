import { broadsheetTokens } from './broadsheet/broadsheet-tokens.ts';
import type { LetterView } from './contract/view-model.ts';
import { digestHeldPreview } from './letter-previews.ts';
import { LetterAction, LetterBody, LetterFrame, LetterList } from './parts/letter.tsx';
import type { Tokens } from './tokens.ts';

/** Tells an editor that an edition was due and was not sent, and why. */
const DigestHeld = ({ letter, tokens }: { letter: LetterView; tokens: Tokens }) => (
  <LetterFrame letter={letter} tokens={tokens}>
    <LetterBody letter={letter} tokens={tokens} />
    <LetterList letter={letter} tokens={tokens} />
    <LetterAction letter={letter} tokens={tokens} />
  </LetterFrame>
);

DigestHeld.PreviewProps = { letter: digestHeldPreview, tokens: broadsheetTokens };

export default DigestHeld;
