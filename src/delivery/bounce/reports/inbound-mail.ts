/** A header or report field: the name in lower case, the value unfolded. */
export type InboundField = { readonly name: string; readonly value: string };

export type ParsedInbound = {
  readonly kind: 'mail';
  /** Every header in the order of the mail, duplicates included; encoded words are decoded in `subject` only. */
  readonly headers: readonly InboundField[];
  readonly subject: string;
  /** Addresses the mail was handed to us for (Delivered-To, X-Original-To, Envelope-To ...): a VERP address is found here. */
  readonly envelopeRecipients: readonly string[];
  /** Plain text of the body; without one the text of the HTML, or of text attachments. */
  readonly text: string;
  /** Text of the HTML body, empty when there is none. */
  readonly htmlText: string;
  /** Field groups of message/delivery-status (RFC 3464), the per-message group included. */
  readonly deliveryStatus: readonly (readonly InboundField[])[];
  /** Fields of message/feedback-report (RFC 5965); `null` when there is no such part. */
  readonly feedback: readonly InboundField[] | null;
  /** The mails enclosed as message/rfc822 or text/rfc822-headers: usually the one we sent. */
  readonly enclosed: readonly InboundMail[];
  /** What the reader had to put up with (cut at the size cap, read without its MIME structure ...); empty for a sound mail. */
  readonly repairs: readonly string[];
};

/** A mail as read from hostile bytes. `unparsable` mails must be kept and shown to a person, never dropped. */
export type InboundMail = ParsedInbound | { readonly kind: 'unparsable'; readonly reason: string; readonly bytes: number };

/** The values of a field, in order. */
export function fieldValues(fields: readonly InboundField[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value);
}

/** The first value of a field, or an empty string. */
export function fieldValue(fields: readonly InboundField[], name: string): string {
  return fields.find((field) => field.name === name)?.value ?? '';
}
