/** Sessions of the desk that were logged out of before their time; all others need no keeping, since their cookies are signed. */
export type DeskSessionStore = {
  /** For good; it is forgotten after `until`, when no cookie of the session is good any more. Idempotent. */
  endSession(id: string, until: Date, now: Date): Promise<void>;
  hasSessionEnded(id: string): Promise<boolean>;
};
