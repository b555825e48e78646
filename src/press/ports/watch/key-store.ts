/** Keys of programs that use the HTTP API. */

export const scopes = [
  'readers:read',
  'readers:write',
  'newsletters:read',
  'editions:read',
  'editions:write',
  'articles:read',
  'articles:write',
  'overrides:read',
  'overrides:write',
] as const;
export type Scope = (typeof scopes)[number];

export type ApiKey = {
  /** Public part of the key, by which people name it. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

/** An answer kept for a request that may come again. `print`: a hash of what was asked. */
export type KeptAnswer = { readonly print: string; readonly status: number; readonly body: string };

export type KeyStore = {
  /** `hash`: of the whole key, hex. */
  addKey(key: Omit<ApiKey, 'lastUsedAt' | 'revokedAt'> & { readonly hash: string }): Promise<void>;
  keys(): Promise<readonly ApiKey[]>;
  keyById(id: string): Promise<(ApiKey & { readonly hash: string }) | null>;
  /** Once a minute at most. */
  noteKeyUse(id: string, now: Date): Promise<void>;
  /** False: there is none, or it was revoked before. */
  revokeKey(id: string, now: Date): Promise<boolean>;
  /**
   * Claims the name of a request for this key: `null`, and the caller does it; `under-way`: another does it now; else what was answered.
   * Claims older than a day are forgotten.
   */
  claimAnswer(keyId: string, name: string, print: string, now: Date): Promise<KeptAnswer | 'under-way' | null>;
  keepAnswer(keyId: string, name: string, answer: KeptAnswer): Promise<void>;
  /** It came to nothing: the next one with this name does it. */
  dropAnswer(keyId: string, name: string): Promise<void>;
};
