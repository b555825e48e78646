import { broadsheetTokens } from './broadsheet/broadsheet-tokens.ts';
import type { LetterView } from './contract/view-model.ts';
import { confirmPreview } from './letter-previews.ts';
import { LetterAction, LetterBody, LetterFrame, SmallPrint, WrittenAddress } from './parts/letter.tsx';
import type { Tokens } from './tokens.ts';

/** Asks whoever owns the address whether they asked for it: to be subscribed, for their data, to be erased. Nothing in it comes from who asked. */
const Confirm = ({ letter, tokens }: { letter: LetterView; tokens: Tokens }) => (
  <LetterFrame letter={letter} tokens={tokens}>
    <LetterBody letter={letter} tokens={tokens} />
    <LetterAction letter={letter} tokens={tokens} />
    <SmallPrint letter={letter} tokens={tokens} />
    <WrittenAddress letter={letter} tokens={tokens} />
  </LetterFrame>
);

Confirm.PreviewProps = { letter: confirmPreview, tokens: broadsheetTokens };

export default Confirm;
