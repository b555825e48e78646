import { domainToASCII } from 'node:url';

declare const emailAddress: unique symbol;
declare const addressKey: unique symbol;

/**
 * An address mail can be sent to: the local part as its owner spells it, `@`, the domain in ASCII (international domains
 * in punycode, so that only an international local part asks the server for SMTPUTF8).
 */
export type EmailAddress = string & { readonly [emailAddress]: true };

/** The identity of an address: equal keys are one subscriber. Lower case, NFC, domain in punycode. Never sent to. */
export type AddressKey = string & { readonly [addressKey]: true };

export type AddressRefusal =
  | 'empty'
  | 'too-long'
  | 'control-character'
  | 'space'
  | 'name-and-address'
  | 'no-at-sign'
  | 'several-at-signs'
  | 'quoted-local-part'
  | 'comment'
  | 'ip-literal'
  | 'local-part-empty'
  | 'local-part-too-long'
  | 'local-part-dots'
  | 'local-part-character'
  | 'domain-empty'
  | 'domain-one-label'
  | 'domain-invalid';

export type AddressParse =
  | {
      readonly kind: 'valid';
      readonly address: EmailAddress;
      readonly key: AddressKey;
      /** ASCII, lower case: what throttles and statistics per mail domain go by. */
      readonly domain: string;
      /** The local part is not ASCII (RFC 6531): only servers that offer SMTPUTF8 take it. */
      readonly needsSmtpUtf8: boolean;
    }
  /** `message` says to a person what is wrong and what to do; it quotes nothing of the input. */
  | { readonly kind: 'refused'; readonly reason: AddressRefusal; readonly message: string };

const messages: Readonly<Record<AddressRefusal, string>> = {
  empty: 'There is no address; write one such as name@example.com.',
  'too-long': 'The address is longer than the 254 bytes mail allows; check that only one address was given.',
  'control-character': 'The address holds a line break or an invisible character; type it anew instead of pasting it.',
  space: 'The address holds a space; take it out.',
  'name-and-address': 'This is a name with an address; give only the part between < and >.',
  'no-at-sign': 'The @ is missing; an address looks like name@example.com.',
  'several-at-signs': 'There is more than one @; give one address at a time.',
  'quoted-local-part': 'Addresses with quotation marks are not supported, since many servers refuse them; use another one.',
  comment: 'Addresses with comments in brackets are not supported; leave out the part in brackets.',
  'ip-literal': 'Addresses at a bare IP number are not supported; use one at a domain name.',
  'local-part-empty': 'There is nothing before the @.',
  'local-part-too-long': 'The part before the @ is longer than the 64 bytes mail allows.',
  'local-part-dots': 'The part before the @ starts or ends with a dot or has two in a row.',
  'local-part-character': 'The part before the @ holds a character mail addresses cannot have, such as , ; : < > or a backslash.',
  'domain-empty': 'There is nothing after the @.',
  'domain-one-label': 'The part after the @ is not a full domain; it needs an ending such as .com.',
  'domain-invalid': 'The part after the @ is not a domain name; check its spelling.',
};

/** One address, blanks at either end left out since pasting adds them; every other oddity is refused with its reason. Pure. */
export function parseEmailAddress(input: string): AddressParse {
  // Far above what mail allows, and it bounds the work on hostile input.
  if (input.length > 1000) return refused('too-long');
  const text = input.replace(/^[ \t\u00a0]+|[ \t\u00a0]+$/gu, '');
  const early = wholeRefusal(text);
  if (early !== null) return refused(early);

  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const localFault = localRefusal(local);
  if (localFault !== null) return refused(localFault);

  const typedDomain = text.slice(at + 1);
  const domain = asciiDomain(typedDomain);
  if ('reason' in domain) return refused(domain.reason);

  const address = `${local}@${isAscii(typedDomain) ? typedDomain : domain.ascii}`;
  if (Buffer.byteLength(address) > 254) return refused('too-long');
  return {
    kind: 'valid',
    address: address as EmailAddress,
    key: `${local.normalize('NFC').toLowerCase()}@${domain.ascii}` as AddressKey,
    domain: domain.ascii,
    needsSmtpUtf8: !isAscii(local),
  };
}

function wholeRefusal(text: string): AddressRefusal | null {
  if (text === '') return 'empty';
  if (/\p{C}|\p{Zl}|\p{Zp}/u.test(text)) return 'control-character';
  if (/^[^"]*<[^<>]*>$/u.test(text)) return 'name-and-address';
  if (text.startsWith('"')) return 'quoted-local-part';
  if (/[()]/u.test(text)) return 'comment';
  if (/\p{Zs}/u.test(text)) return 'space';
  const ats = text.split('@').length - 1;
  if (ats === 0) return 'no-at-sign';
  return ats > 1 ? 'several-at-signs' : null;
}

function localRefusal(local: string): AddressRefusal | null {
  if (local === '') return 'local-part-empty';
  if (Buffer.byteLength(local) > 64) return 'local-part-too-long';
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return 'local-part-dots';
  // RFC 5322 atext, dots, and RFC 6532 UTF8-non-ascii.
  return /^[\w.!#$%&'*+/=?^`{|}~\-\u{80}-\u{10ffff}]+$/u.test(local) ? null : 'local-part-character';
}

function asciiDomain(typed: string): { readonly ascii: string } | { readonly reason: AddressRefusal } {
  if (typed === '') return { reason: 'domain-empty' };
  if (typed.startsWith('[')) return { reason: 'ip-literal' };
  if (plainDomain.test(typed) && typed.length <= 253) return { ascii: typed.toLowerCase() };
  // domainToASCII is a URL's host parser and would undo percent-encoding and read 0x7f.1 as an IP number.
  if (!/^[a-z0-9.\-\u{80}-\u{10ffff}]+$/iu.test(typed)) return { reason: 'domain-invalid' };
  const ascii = domainToASCII(typed);
  const labels = ascii.split('.');
  if (ascii === '' || ascii.length > 253 || !labels.every(isLabel)) return { reason: 'domain-invalid' };
  if (/^\d+(\.\d+){3}$/u.test(ascii)) return { reason: 'ip-literal' };
  if (labels.length < 2) return { reason: 'domain-one-label' };
  return /^[\d-]+$/u.test(labels.at(-1) ?? '') ? { reason: 'domain-invalid' } : { ascii };
}

// Almost every domain of a list of a million: nothing in it that IDNA would change or refuse.
const plainDomain = /^(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--)[a-z](?:[a-z-]{0,61}[a-z])?$/i;

const isLabel = (label: string) => /^[a-z0-9-]{1,63}$/u.test(label) && !label.startsWith('-') && !label.endsWith('-');

const isAscii = (text: string) => !/[^\x00-\x7f]/u.test(text);

const refused = (reason: AddressRefusal): AddressParse => ({ kind: 'refused', reason, message: messages[reason] });
