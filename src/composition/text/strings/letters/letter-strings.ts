/** `{newsletter}` may stand anywhere; other places are named beside their line. */
type Words = { readonly subject: string; readonly heading: string; readonly body: string };
type WordsWithAction = Words & { readonly action: string };
/** `ignore`: for who did not ask. */
type Request = WordsWithAction & { readonly ignore: string };

/** Every word of the letters Courant writes by itself, in one language. */
export type LetterStrings = {
  /** BCP 47 tag the catalogue is written in. */
  readonly language: string;
  readonly confirm: Request;
  readonly welcome: WordsWithAction;
  readonly preferencesChanged: WordsWithAction;
  readonly exportRequest: Request;
  readonly eraseRequest: Request;
  /** `{server}`: where mail goes; `{time}`: when it was sent. */
  readonly editorTest: Words;
  /** `{number}`: the edition, as in "No. 42"; `{time}`: when it was due. */
  readonly digestHeld: WordsWithAction;
  /** `{by}`: who invites; `{role}`: as what, in the desk's own word. */
  readonly deskInvitation: Request;
  readonly deskPassword: Request;
  /** `{by}`: who wrote; `{place}`: the story or edition it is about. */
  readonly deskMention: WordsWithAction;
  /** Heads the list of a reader's topics. */
  readonly yourTopics: string;
  /** Stands before an address written out. */
  readonly insteadOfButton: string;
};
