import { broadsheetTokens } from './broadsheet/broadsheet-tokens.ts';
import type { LetterView } from './contract/view-model.ts';
import { editorTestPreview } from './letter-previews.ts';
import { LetterBody, LetterFrame } from './parts/letter.tsx';
import type { Tokens } from './tokens.ts';

/** Shows an editor that mail leaves, and by which way. */
const EditorTest = ({ letter, tokens }: { letter: LetterView; tokens: Tokens }) => (
  <LetterFrame letter={letter} tokens={tokens}>
    <LetterBody letter={letter} tokens={tokens} />
  </LetterFrame>
);

EditorTest.PreviewProps = { letter: editorTestPreview, tokens: broadsheetTokens };

export default EditorTest;
