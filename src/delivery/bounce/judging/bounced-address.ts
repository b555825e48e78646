/**
 * An address as reports write it (`rfc822; <"a.b"@Example.org.>`, `rfc/822;x@y`, `utf-8;x@y`), brought to the form we mail
 * to: no type, brackets, needless quotes or final dot; the domain in lower case. `null` when there is no usable address.
 */
export function bouncedAddress(written: string): string | null {
  const bare = written
    .slice(0, 1000)
    .replace(/^\s*(?:rfc\/?822|utf-8|smtp|unknown|x-local)\s*;/iu, '')
    .replace(/\(.*\)\s*$/u, '')
    .trim();
  const inBrackets = /<([^<>]*)>/u.exec(bare)?.[1] ?? bare;
  const address = inBrackets
    .replace(/^mailto:/iu, '')
    .replace(/^['"]+(?=[^'"]*@[^'"]*['"]+$)|(?<=@[^'"]*)['"]+$/gu, '')
    .trim();
  const at = address.lastIndexOf('@');
  if (at < 1) return null;
  const local = address.slice(0, at).replace(/^"([^"\\\s]+)"$/u, '$1');
  const domain = address
    .slice(at + 1)
    .replace(/[.,;:>\])]+$/u, '')
    .toLowerCase();
  return isLocalPart(local) && isDomain(domain) ? `${local}@${domain}` : null;
}

/** Same mailbox for joining the parts of one report: case is ignored, as servers fold it. */
export const addressKey = (address: string): string => address.toLowerCase();

const isLocalPart = (local: string) => local.length > 0 && local.length <= 256 && !/[\s<>@|,;\\\p{Cc}]/u.test(local);

const isDomain = (domain: string) =>
  domain.length <= 253 && /^[\p{L}\p{N}_](?:[\p{L}\p{N}\-_.]*[\p{L}\p{N}])?$/u.test(domain) && !domain.includes('..');
