import type { Role } from './roles.ts';

/** Somebody who works at the desk under an account of their own. */
export type DeskAccount = {
  readonly id: number;
  /** As they write it; no two differ in case alone. */
  readonly address: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  /** Cannot log in; what they did keeps their name. */
  readonly disabled: boolean;
};

export type DeskInvitation = {
  readonly id: number;
  readonly address: string;
  readonly role: Role;
  readonly by: string;
  readonly until: Date;
};

export type AccountSession = {
  readonly id: string;
  readonly openedAt: Date;
  readonly seenAt: Date;
  /** The browser, by its own word. */
  readonly agent: string;
};

export type AccountChange = { readonly role?: Role; readonly disabled?: boolean; readonly name?: string; readonly passwordHash?: string };

/** `last-admin`: refused, or nobody could let anybody in any more. */
export type AccountChanged = 'changed' | 'unknown' | 'last-admin';

export type DeskAccountStore = {
  /** By name. */
  deskAccounts(): Promise<readonly DeskAccount[]>;
  /** Whether somebody with an account may let others in: from then on nobody logs in by the shared passwords. */
  hasDeskAdmin(): Promise<boolean>;
  deskAccountOf(address: string): Promise<(DeskAccount & { readonly passwordHash: string }) | null>;
  /** Disabling or a new password ends their sessions; disabling withdraws an invitation of their address, too. */
  changeDeskAccount(id: number, change: AccountChange): Promise<AccountChanged>;
  /** An earlier invitation of the address is void. `tokenHash`: of what stands in the link, which nobody keeps. */
  inviteToDesk(invitation: {
    readonly address: string;
    readonly role: Role;
    readonly tokenHash: string;
    readonly by: string;
    readonly until: Date;
  }): Promise<void>;
  deskInvitations(now: Date): Promise<readonly DeskInvitation[]>;
  deskInvitation(tokenHash: string, now: Date): Promise<DeskInvitation | null>;
  withdrawDeskInvitation(id: number): Promise<boolean>;
  /** Once. Who has an account already gets its password and role renewed, and loses its passkeys. `null`: used, withdrawn or too old. */
  acceptDeskInvitation(
    tokenHash: string,
    joined: { readonly name: string; readonly passwordHash: string; readonly now: Date },
  ): Promise<DeskAccount | null>;
  openAccountSession(session: {
    readonly id: string;
    readonly accountId: number;
    readonly agent: string;
    readonly now: Date;
  }): Promise<void>;
  /** The account of an open session, if it may still log in; notes that it was seen, every few minutes. */
  accountOfSession(id: string, now: Date): Promise<DeskAccount | null>;
  /** Newest first. */
  accountSessions(accountId: number): Promise<readonly AccountSession[]>;
  /** `sessionId` left out: all of them. */
  endAccountSessions(accountId: number, sessionId?: string): Promise<void>;
};
