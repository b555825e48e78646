import type { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import type { RenderedEmail } from '../../composition/edition.ts';
import type { FinalMessage } from '../../composition/lint/linted-mail.ts';
import type { ReaderValues } from '../../composition/views/filled/note-fields.ts';
import type { DigestLayout } from '../../composition/views/layout.ts';
import type { SlotName } from '../../composition/views/slots.ts';
import type { Outcome } from '../../delivery/ledger/outcome.ts';

export type Envelope = { readonly from: string; readonly to: string };

/** A finished message: MIME bytes, CRLF line ends. */
export type OutgoingMessage = { readonly envelope: Envelope; readonly messageId: string; readonly bytes: Uint8Array };

export type MailHeader = { readonly name: string; readonly value: string };

export type Mailbox = { readonly name: string | null; readonly address: string };

/** What all messages of an edition, or of a kind of letter, have in common. */
export type MessageEnvelope = {
  readonly from: Mailbox;
  readonly replyTo: Mailbox | null;
  /** May hold slots, which are filled per reader. */
  readonly headers: readonly MailHeader[];
  readonly date: Date;
  /** Same seed, same bytes. */
  readonly boundarySeed: string;
};

/** Turns mail into MIME. All of it throws CourantError `header-injection` for words that would break a header. */
export type MessageComposer = {
  /** Bytes the HTML part of any digest of these blocks will have in its message, transfer encoding included. */
  htmlSize(compiled: CompiledEdition): (layout: DigestLayout) => number;
  /** At least as many, much sooner. */
  htmlSizeBound(compiled: CompiledEdition): (layout: DigestLayout) => number;
  /** The messages of an edition: each block is encoded once, a digest costs references to them, a message one copy of its bytes. */
  edition(compiled: CompiledEdition, envelope: MessageEnvelope): (layout: DigestLayout) => Personalise;
  /** A mail that is no digest, rendered whole. */
  letter(rendered: RenderedEmail, envelope: MessageEnvelope): Personalise;
  /** Takes a finished message apart again, as its reader's program does. Throws CourantError `message-unreadable`. */
  read(message: Uint8Array): Promise<FinalMessage>;
};

/** One reader's finished message. `into`: memory of an earlier message to use again when it is large enough, once nothing reads it any more. */
export type Personalise = (
  reader: {
    readonly to: string;
    readonly messageId: string;
    readonly slots: Readonly<Record<SlotName, string>>;
    /** Their own, for a note that fills them in; left out, what stands for them. */
    readonly fields?: ReaderValues;
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
  /**
   * Takes nothing more, and ends at once what has not begun to leave: `deferred`, nothing of it is with anybody. `everything`: ends
   * the rest, too: `unknown`.
   */
  stop(what: 'unsent' | 'everything'): void;
  /** Of connections, those in use counted, at most so many are kept open between two messages. Absent: none are worth counting. */
  keep?(most: number): void;
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
