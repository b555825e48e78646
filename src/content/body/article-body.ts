/** An article's whole text as its file has it: raw, for nothing but composition reads what it says. */
export type ArticleBody = {
  readonly format: 'markdown' | 'html';
  readonly text: string;
  /** The line of the file it begins on, from 1: faults of the text are told by it. */
  readonly line: number;
  /** Where the file lies inside its content folder, for pictures beside it; left out at the top. */
  readonly folder?: string;
};
