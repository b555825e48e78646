/** Whom an identity provider of the newsroom (OpenID Connect) knows. */
export type SignOn = {
  /** Whose login page it is, as a person would say it: a host name. */
  readonly provider: string;
  /** Where a browser is sent, and what its answer will be held against. `back`: this desk's address for the answer. */
  begin(back: string): Promise<{ readonly href: string; readonly remembered: string }>;
  /**
   * @param answered the whole address the browser came back to
   * @returns the address the provider has verified, or why there is none, in words
   */
  finish(answered: URL, remembered: string): Promise<{ readonly address: string } | { readonly refused: string }>;
};
