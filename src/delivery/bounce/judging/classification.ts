/**
 * What an inbound mail says about one address. `hard`: the mailbox or its domain does not exist. `soft`: it may work again.
 * `sender`: the refusal is about us (RFC 3463 x.7.x, reputation, authentication, policy): never a reason to suppress a reader.
 */
export type BounceKind = 'hard' | 'soft' | 'complaint' | 'sender' | 'delayed' | 'auto-reply' | 'none';

/** More addresses than one report is believed on; our mails have one recipient each, so only hostile mails reach it. */
export const recipientLimit = 200;

export type BouncedRecipient = {
  /** `null` when the report hides it: resolve it through `references`. */
  readonly address: string | null;
  /** Enhanced status code (RFC 3463) that decided, such as `5.1.1`; `null` when the mail has none. */
  readonly status: string | null;
  readonly kind: BounceKind;
  /** The words of the server, on one line, at most 500 characters; empty when it gave none. */
  readonly diagnostic: string;
  /** Which rules said so, in the order they were applied. */
  readonly evidence: readonly string[];
};

export type Classification = {
  readonly recipients: readonly BouncedRecipient[];
  /** Ways to the delivery that do not depend on the words of the report. */
  readonly references: {
    /** Where the report came in: our VERP return path, when the mail was bounced properly. */
    readonly envelopeRecipients: readonly string[];
    /** Message-IDs of the enclosed mails, without angle brackets. */
    readonly messageIds: readonly string[];
    /** Return-Path, X-Original-MailFrom and the like of the enclosed mails and of the report. */
    readonly returnPaths: readonly string[];
  };
  /** Set when the mail could not be read at all: keep it and list it. */
  readonly unparsable: string | null;
};

/** One refusal as a report tells it, before it is judged. */
export type Refusal = {
  readonly address: string | null;
  readonly action: 'failed' | 'delayed' | 'delivered' | null;
  /** Enhanced code of the report's own Status field. */
  readonly status: string | null;
  /** The words of the refusing server or program. */
  readonly reply: string;
  /** Type of the Diagnostic-Code, lower case: `smtp`, `x-unix`, `x-postfix` ...; empty when unknown. */
  readonly diagnosticType: string;
  /** Host that refused; empty when unknown. */
  readonly remote: string;
  readonly stage: SmtpStage | null;
  /** The reporter speaks of its own directory, or names what it knows of the mailbox: no proof by code or stage is needed. */
  readonly ownDirectory: boolean;
  /** The reporter is a filter in front of the mailbox and repeats replies to DATA: only a code proves anything. */
  readonly filterGateway: boolean;
  readonly source: string;
};

/** The SMTP command that was refused. */
export type SmtpStage = 'connect' | 'mail' | 'rcpt' | 'data';
