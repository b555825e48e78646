const enhanced = /(?<![\d.])([245]\.[0-7]\.\d{1,3})(?!\.?\d)/gu;

/** All enhanced status codes (RFC 3463) in the text, in order. IP addresses and version numbers are not taken for codes. */
export function enhancedCodes(text: string): readonly string[] {
  return [...text.matchAll(enhanced)].map((found) => found[1] ?? '');
}

/** `0` as detail, or a class without a subject, says nothing (RFC 3463: other or undefined status). */
export function isVague(code: string): boolean {
  const [, subject, detail] = code.split('.');
  return subject === '0' || detail === '0' || code.startsWith('5.5.') || code.startsWith('4.5.');
}

/**
 * The code to believe: the refusing server's own words come before the reporter's Status field, which many reporters fill
 * in by rote (sendmail writes 5.1.1 for every 550 to RCPT), and a telling code before a vague one.
 */
export function bestCode(reply: string, status: string | null): string | null {
  const inReply = enhancedCodes(reply);
  const told = inReply.find((code) => !isVague(code) && !code.startsWith('2.'));
  if (told !== undefined) return told;
  if (status !== null && !isVague(status)) return status;
  return inReply.find((code) => !code.startsWith('2.')) ?? status;
}

/** The reply code (RFC 5321) the words hold: `550` of `550-5.1.1 ...`, `host said: 550 ...`; `null` when there is none. */
export function replyCode(reply: string): number | null {
  const found = /(?:^|[^\d.:\w-])([45][0-5]\d)(?=$|[\s\-:,'"<[(]|\.\s)(?!\s*(?:seconds?|hours?|days?|bytes?|\w*b\b))/u.exec(reply);
  return found === null ? null : Number(found[1]);
}
