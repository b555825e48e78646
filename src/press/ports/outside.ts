import type { DialogueStep } from '../../delivery/ledger/outcome.ts';

/** What was asked of DNS. `none`: there is no such name or record; `unknown`: nobody answered, `why` in words. */
export type Looked<Value> =
  | { readonly kind: 'found'; readonly value: Value }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string };

/** `ok`: connected, secured and logged in. `certificate`: TLS failed for the server's certificate; `starttls`: it offers none. */
export type RelayTried =
  | { readonly kind: 'ok'; readonly secured: boolean; readonly loggedIn: boolean }
  | {
      readonly kind: 'failed';
      readonly step: DialogueStep | 'certificate' | 'starttls';
      readonly code: number | null;
      readonly why: string;
    };

/** What came back from a web address. `secure`: by TLS with a certificate that holds. `date`: the server's clock. */
export type WebAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly date: Date | null }
  | { readonly kind: 'failed'; readonly why: string };

export type SpfVerdict = { readonly result: string; readonly words: string; readonly lookups: number };

/** A key that signs here, as its record in DNS has to say. `fault`: it cannot be read. */
export type SigningKey = { readonly domain: string; readonly selector: string } & (
  | { readonly type: 'rsa' | 'ed25519'; readonly publicKey: string; readonly bits: number | null }
  | { readonly fault: string }
);

/** The world beyond this process, as `courant doctor` asks it: each call ends within seconds and none rejects. */
export type Outside = {
  texts(name: string): Promise<Looked<readonly string[]>>;
  /** Names of mail servers, the preferred first; `.` says that none takes mail (RFC 7505). */
  mailServers(domain: string): Promise<Looked<readonly string[]>>;
  addresses(host: string): Promise<Looked<readonly string[]>>;
  names(address: string): Promise<Looked<readonly string[]>>;
  /** Whether mail of `domain` may come from `address`. */
  spf(domain: string, address: string): Promise<SpfVerdict>;
  signingKeys(): readonly SigningKey[];
  tryRelay(): Promise<RelayTried>;
  ask(url: string, method: 'GET' | 'POST'): Promise<WebAnswer>;
  /** Bytes this process may still write below a folder; `null`: that cannot be told. */
  freeBytes(folder: string): number | null;
};
