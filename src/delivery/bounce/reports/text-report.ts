import { addressKey, bouncedAddress } from '../judging/bounced-address.ts';
import { type Refusal, recipientLimit } from '../judging/classification.ts';
import { type RefusalReason, refusalReason } from '../judging/refusal-words.ts';
import { smtpStage } from '../judging/smtp-stage.ts';
import { enhancedCodes, replyCode } from '../judging/status-code.ts';
import type { ReportFamily } from './report-families.ts';

const lineCap = 2000;
const replyCap = 8000;

/** An address as it stands in a report. */
const address = `(?:"[^"\\s]{1,100}"@[\\w.-]{1,255}|[^\\s<>()[\\]"',;:|\\\\]{1,256}@[^\\s<>()[\\]"',;:|\\\\]{1,255})`;

/**
 * Lines that open the report on one address. `rest` is what follows the address and may hold the reason; without it the
 * whole line is the reason.
 */
const openings: readonly RegExp[] = [
  // <a@b>: reason; "a@b": reason; * a@b; a@b (reason); a@b ... reason; a@b on <date>; a@b Invalid Address
  new RegExp(
    `^[ \\t>*•-]{0,40}["'<]{0,2}(?<address>${address})[>"']{0,2}(?:<mailto:[^>]{0,320}>)?[ \\t]*(?<rest>(?:[:(\\[;<]|\\.\\.\\.?|$|on \\w|Invalid|Action).*)$`,
    'iu',
  ),
  // 554 5.1.1 <a@b>... reason
  new RegExp(`^[ \\t]{0,8}\\d{3}[ -](?:\\d\\.\\d\\.\\d{1,3} )?<?(?<address>${address})>?\\.\\.\\. ?.*$`, 'iu'),
  // Recipient: <a@b>; Unknown user: a@b; Delivery failed 20 attempts: a@b; undeliverable to a@b
  new RegExp(
    `^[ \\t]{0,20}(?!(?:from|to|b?cc|(?:original |x-)?sender|reply-to|return-path|errors-to|message-id|envelope\\b.{0,20}|date|subject|x-[\\w-]+)[ \\t]*:)(?:[\\p{L}][\\p{L}\\p{N} '()/-]{2,60}:|undeliverable to|recipients?)[ \\t]{1,8}[<"']?(?<address>${address})[>"']?.*$`,
    'iu',
  ),
  new RegExp(`\\bRCPT TO:[ \\t]?<?(?<address>${address})>?`, 'iu'),
  // ... deliver your message to <a@b> ...; [Status: Error, Address: <a@b>, ...]
  new RegExp(
    `^(?=.{0,400}(?:deliver|reach|returned|failed|bounce|undeliver|could not|unable|blocked|error|message to))[^@]{0,400}?\\b(?:to|for|recipients?|errors|address|addresses|following recipients?)\\b ?[:.]? ?[<'"]{0,2}(?<address>${address})[>'"]{0,2}.*$`,
    'iu',
  ),
];

/**
 * What a report in words says per address: every line that opens on an address starts a block, which runs to the next
 * one. A report on one address is judged by all its words, since the reason often stands before the address. `isOwnMailbox`:
 * an unknown mailer speaks of addresses of its own domain.
 */
export function textRefusals(report: string, family: ReportFamily, isOwnMailbox: (address: string) => boolean): readonly Refusal[] {
  const blocks = addressBlocks(report);
  const delayed = isDelayNotice(report);
  return blocks.map((block) => {
    const alone = blocks.length === 1;
    const words = (family.reasonFirst === true ? block.lead : block.words.join('\n')).trim();
    const reply = quotedReply(words) ?? (alone && !tellsReason(words) ? report.trim() : tellingPart(words));
    return {
      address: block.written,
      action: delayed ? 'delayed' : null,
      status: null,
      reply: reply.slice(0, replyCap),
      diagnosticType: '',
      remote: /\bhost:?\s+([\w.-]{3,255})(?:\s?\[|\s)/iu.exec(reply)?.[1]?.toLowerCase() ?? '',
      stage: smtpStage(words) ?? (alone ? smtpStage(report) : null),
      ownDirectory: family.ownDirectory ?? isOwnMailbox(block.written),
      filterGateway: family.filterGateway ?? false,
      source: `words of ${family.name}`,
    };
  });
}

/**
 * What the server said in a transcript. Sendmail adds a line of its own, which is "User unknown" for any refusal of RCPT; and of
 * several servers the one that refused for good counts.
 */
function quotedReply(words: string): string | null {
  const quoted = [...words.matchAll(/^.{0,20}<<<[ \t]*([45]\d\d[ -].*)$/gmu)].map((found) => found[1] ?? '');
  const final = quoted.filter((line) => line.startsWith('5') && !line.startsWith('503'));
  const reply = (final.length > 0 ? final : quoted).join('\n');
  return /\p{L}{3}/u.test(reply) ? reply : null;
}

/** Up to the first paragraph that tells a reason: what follows is advice that would fit any report, unless it holds a code. */
function tellingPart(words: string): string {
  const paragraphs = words.split(/\n[ \t]*\n/u);
  const telling = paragraphs.slice(0, 20).findIndex((paragraph) => {
    const reason = refusalReason(paragraph);
    return reason !== null && !loose.has(reason);
  });
  const rest = paragraphs.slice(telling + 1).join('\n\n');
  return telling === -1 || enhancedCodes(rest).length > 0 || replyCode(rest) !== null
    ? words
    : paragraphs.slice(0, telling + 1).join('\n\n');
}

// Loose words stand in boilerplate too, so alone they are no reason.
const loose: ReadonlySet<RefusalReason> = new Set<RefusalReason>(['content', 'system', 'expired', 'policy']);

function tellsReason(words: string): boolean {
  if (enhancedCodes(words).length > 0 || replyCode(words) !== null) return true;
  const reason = refusalReason(words);
  return reason !== null && !loose.has(reason);
}

/** "Still trying" notices: nothing has failed yet. */
export const isDelayNotice = (report: string): boolean =>
  /warning (?:message )?only|has not yet been delivered|(?:will be|being) re-?tried (?:for|until)|attempts will continue|has been delayed|is delayed for|only a temporary failure report|notification about a delay|delivery (?:is |was )?delayed|delayed mail|will (?:continue to try|keep trying|continue trying)|verz[öo]gert|retard[ée]e|retrasad|atrasad|ritardat|задерж/iu.test(
    report,
  );

type Block = { readonly written: string; readonly words: string[]; readonly lead: string };

function addressBlocks(report: string): readonly Block[] {
  const blocks = new Map<string, Block>();
  let current: Block | null = null;
  let lead: string[] = [];
  for (const whole of report.split('\n')) {
    const line = whole.slice(0, lineCap);
    const opening = openedBy(line);
    if (opening === null) {
      current?.words.push(line);
      lead = line.trim() === '' ? [] : [...lead.slice(-4), line];
      continue;
    }
    const key = addressKey(opening.written);
    current = blocks.get(key) ?? { written: opening.written, words: [], lead: lead.join('\n') };
    current.words.push(opening.rest);
    blocks.set(key, current);
    lead = [];
    if (blocks.size >= recipientLimit) break;
  }
  return [...blocks.values()];
}

function openedBy(line: string): { readonly written: string; readonly rest: string } | null {
  if (!line.includes('@')) return null;
  for (const opening of openings) {
    const found = opening.exec(line)?.groups;
    if (found === undefined) continue;
    const written = bouncedAddress(found.address ?? '');
    if (written !== null) return { written, rest: found.rest ?? line };
  }
  return null;
}
