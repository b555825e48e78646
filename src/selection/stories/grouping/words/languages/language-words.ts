/** What a language contributes, as it is written; blanks part the words. */
export type LanguageWords = {
  /** Its commonest words: they tell it from other languages, and sharing them says nothing. */
  readonly function: string;
  /**
   * Ordinary words of its news prose. Two headlines that share `queue`, `coast` and `whole` share nothing yet; a corpus of a
   * hundred articles is too small to show that by itself, so it is told.
   */
  readonly ordinary: string;
};
