/** A word that has to be explained: pressed, it says what it means, with nothing but the browser. */
import type { ReactNode } from 'react';
import { type GlossaryWord, glossary } from './glossary.ts';

const idOf = (word: GlossaryWord): string => `term-${word}`;

/** Without `children`, the word itself. */
export const Term = ({ word, children }: { readonly word: GlossaryWord; readonly children?: ReactNode }) => (
  <button type="button" className="term" popoverTarget={idOf(word)} title={glossary[word]}>
    {children ?? word}
  </button>
);

/** Below a table or chart whose words stand where nothing can be pressed. */
export const TermsLine = ({ words }: { readonly words: readonly GlossaryWord[] }) => (
  <p className="quiet terms-line">
    What it means:{' '}
    {words.map((word, index) => (
      <span key={word}>
        {index > 0 && ' · '}
        <Term word={word} />
      </span>
    ))}
  </p>
);

/** What they open, once a page, beside what is swapped: a page that comes in closes none. */
export const TermNotes = () => (
  <div id="terms">
    {(Object.keys(glossary) as GlossaryWord[]).map((word) => (
      <p key={word} id={idOf(word)} className="term-note" popover="auto">
        <b>{word}</b> {glossary[word]}
      </p>
    ))}
  </div>
);
