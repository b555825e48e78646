import type { RenderedEmail } from '../../composition/edition.ts';
import type { FinalMessage } from '../../composition/lint/linted-mail.ts';
import type { SlotName } from '../../composition/views/slots.ts';
import type { Outcome } from '../../delivery/ledger/outcome.ts';

export type Envelope = { readonly from: string; readonly to: string };

/** A finished message: MIME bytes, CRLF line ends. */
export type OutgoingMessage = { readonly envelope: Envelope; readonly messageId: string; readonly bytes: Uint8Array };

export type MailHeader = { readonly name: string; readonly value: string };

export type Mailbox = { readonly name: string | null; readonly address: string };

/** Turns rendered mail into MIME: the costly part once per digest, a copy per reader. Throws CourantError `header-injection`. */
export type MessageComposer = {
  /** Bytes the HTML part will have in the message, transfer encoding included. */
  encodedHtmlSize(html: string): number;
  /** Makes the digest's message; the returned function fills in one reader. */
  compose(
    rendered: RenderedEmail,
    edition: {
      readonly from: Mailbox;
      readonly replyTo: Mailbox | null;
      /** May hold slots, which are filled per reader. */
      readonly headers: readonly MailHeader[];
      readonly date: Date;
      /** Same seed, same bytes. */
      readonly boundarySeed: string;
    },
  ): Personalise;
  /** Takes a finished message apart again, as its reader's program does. Throws CourantError `message-unreadable`. */
  read(message: Uint8Array): Promise<FinalMessage>;
};

/** `into`: memory of an earlier message to use again when it is large enough, once nothing reads it any more. */
export type Personalise = (
  reader: {
    readonly to: string;
    readonly messageId: string;
    readonly slots: Readonly<Record<SlotName, string>>;
  },
  into?: Uint8Array,
) => Uint8Array;

/** The narrow port of the SMTP leg. `submit` never rejects: everything that can happen is an Outcome. */
export type Transport = {
  /** Where mail goes, for a person: `outbox .courant/outbox` or `smtp://host:port`. No credentials. */
  readonly name: string;
  /** `outbox`: a message is kept on this machine and reaches nobody. `away`: it leaves for other machines. Left out: it stays here. */
  readonly reach?: 'outbox' | 'away';
  /** The only addresses it is for, in lower case; left out: anyone. */
  readonly onlyFor?: ReadonlySet<string>;
  submit(message: OutgoingMessage): Promise<Outcome>;
  close(): Promise<void>;
};

export type SesAccount = {
  /** As in `eu-west-1`. */
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** For passing credentials; `null`: lasting ones. */
  readonly sessionToken: string | null;
  /** Which of the account's rules for events and address pools apply; `null`: its own. */
  readonly configurationSet: string | null;
  /** Instead of Amazon's own address, as in `https://vpce-1.email.eu-west-1.vpce.amazonaws.com`. */
  readonly endpoint: string | null;
};
