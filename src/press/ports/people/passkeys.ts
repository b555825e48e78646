/** A key on somebody's device by which they log in without a password. */
export type Passkey = {
  readonly id: number;
  readonly account: number;
  /** As the device names it: base64url. */
  readonly credentialId: string;
  /** SubjectPublicKeyInfo, base64url. */
  readonly publicKey: string;
  /** How often the device says it was used; 0 for those that do not count. */
  readonly counter: number;
  /** Name of the desk it was made under, and works under. */
  readonly site: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
};

export type PasskeyStore = {
  /** Oldest first. */
  passkeys(account: number): Promise<readonly Passkey[]>;
  passkeyNamed(credentialId: string): Promise<Passkey | null>;
  /** `false`: it is known already. */
  addPasskey(passkey: Omit<Passkey, 'id' | 'usedAt'>): Promise<boolean>;
  notePasskeyUse(id: number, counter: number, at: Date): Promise<void>;
  /** Returns whether the account had it. */
  removePasskey(account: number, id: number): Promise<boolean>;
};

/** The desk as a browser knows it: `site` a host name, `origins` those its pages may have. */
export type PasskeySite = { readonly site: string; readonly origins: readonly string[] };

/** What the ceremonies of WebAuthn need: options for a page's script as JSON, and its answers judged. `null`: not what was asked for. */
export type PasskeyCeremonies = {
  creation(
    at: PasskeySite,
    account: { readonly id: number; readonly address: string; readonly name: string },
    asked: { readonly challenge: string; readonly known: readonly string[] },
  ): string;
  created(at: PasskeySite, challenge: string, answer: string): Pick<Passkey, 'credentialId' | 'publicKey' | 'counter'> | null;
  request(at: PasskeySite, challenge: string): string;
  /** The key an answer says it is by. */
  nameOf(answer: string): string | null;
  /** The new counter. */
  proved(
    at: PasskeySite,
    challenge: string,
    answer: string,
    passkey: Pick<Passkey, 'credentialId' | 'publicKey' | 'counter'>,
  ): number | null;
};
