import { addressKey, bouncedAddress } from './bounced-address.ts';
import type { Refusal } from './classification.ts';
import type { ReportFamily } from './report-families.ts';
import { smtpStage } from './smtp-stage.ts';

const recipientCap = 1000;
const lineCap = 2000;

/** An address as it stands in a report. */
const address = `(?:"[^"\\s]{1,100}"@[\\w.-]{1,255}|[^\\s<>()[\\]"',;:|\\\\]{1,256}@[^\\s<>()[\\]"',;:|\\\\]{1,255})`;

/** Lines that open the report on one address: the address, then the rest of the line, which may hold the reason. */
const openings: readonly RegExp[] = [
  // <a@b>: reason; "a@b": reason; * a@b; a@b (reason); a@b ... reason; a@b on <date>; a@b Invalid Address
  new RegExp(
    `^[ \\t>*•-]{0,40}["'<]{0,2}(${address})[>"']{0,2}(?:<mailto:[^>]*>)?[ \\t]*(?:[:(\\[]|\\.\\.\\.?|$|on \\w|Invalid|Action|;|<)(.*)$`,
    'iu',
  ),
  // 554 5.1.1 <a@b>... reason
  new RegExp(`^[ \\t]{0,8}(\\d{3}[ -](?:\\d\\.\\d\\.\\d{1,3} )?<?(${address})>?\\.\\.\\. ?.*)$`, 'iu'),
  // Recipient: <a@b>; Recipient address: a@b; To: a@b:; Address: <a@b>; Failed recipient: a@b
  new RegExp(
    `^[ \\t]{0,20}(?:(?:failed |final |original )?recipients?(?: address| name)?|addressed to|delivery failed|e-?mail address|empf[äa]nger|destinataire|destinatario|unknown user|unknown recipient|invalid (?:final )?(?:delivery )?userid|undeliverable to|user unknown|no such user)[ \\t]*:?[ \\t]{1,8}[<"']?(${address})[>"']?(.*)$`,
    'iu',
  ),
  // ... deliver your message to <a@b> ...
  new RegExp(
    `^(?=.{0,400}(?:deliver|reach|returned|failed|bounce|undeliver|could not|unable|blocked|error))[^@]{0,400}?\\b(?:to|for|recipients?|errors|Address|addresses|message to)\\b ?[:.]? ?<?(${address})>?(.*)$`,
    'iu',
  ),
];

export type TextRefusal = Refusal & { readonly address: string };

/**
 * What a report in words says per address: every line that opens on an address starts a block, which runs to the next
 * one. A report on one address is judged by all its words, since the reason often stands before the address.
 */
export function textRefusals(report: string, family: ReportFamily): readonly TextRefusal[] {
  const blocks = addressBlocks(report);
  const delayed = isDelayNotice(report);
  return blocks.slice(0, recipientCap).map(({ written, words }) => {
    const alone = blocks.length === 1;
    const reply = words.trim();
    return {
      address: written,
      action: delayed ? 'delayed' : null,
      status: null,
      reply,
      diagnosticType: '',
      remote: /\bhost\s+([\w.-]{3,255})\s?\[/iu.exec(reply)?.[1]?.toLowerCase() ?? '',
      stage: smtpStage(reply) ?? (alone ? smtpStage(report) : null),
      ownDirectory: family.ownDirectory ?? false,
      filterGateway: family.filterGateway ?? false,
      source: `words of ${family.name}`,
    };
  });
}

/** "Still trying" notices: nothing has failed yet. */
export const isDelayNotice = (report: string): boolean =>
  /warning (?:message )?only|has not yet been delivered|(?:will be|being) re-?tried (?:for|until)|attempts will continue|has been delayed|is delayed for|only a temporary failure report|notification about a delay|delivery (?:is |was )?delayed|delayed mail|will (?:continue to try|keep trying|continue trying)|verz[öo]gert|retard[ée]e|retrasad|atrasad|ritardat|задерж/iu.test(
    report,
  );

type Block = { readonly written: string; readonly words: string };

function addressBlocks(report: string): readonly Block[] {
  const open = new Map<string, string[]>();
  let current: string[] | null = null;
  for (const line of report.split('\n')) {
    const opening = openedBy(line.slice(0, lineCap));
    if (opening === null) {
      current?.push(line.slice(0, lineCap));
      continue;
    }
    const key = addressKey(opening.written);
    current = open.get(key) ?? [];
    current.push(opening.rest);
    if (!open.has(key)) open.set(key, Object.assign(current, { written: opening.written }));
  }
  return [...open.entries()].map(([key, words]) => ({
    written: 'written' in words && typeof words.written === 'string' ? words.written : key,
    words: words.join('\n'),
  }));
}

function openedBy(line: string): { readonly written: string; readonly rest: string } | null {
  if (!line.includes('@')) return null;
  for (const [at, opening] of openings.entries()) {
    const found = opening.exec(line);
    if (found === null) continue;
    const written = bouncedAddress(found[at === 1 ? 2 : 1] ?? '');
    if (written !== null) return { written, rest: at === 1 ? (found[1] ?? '') : at === 0 ? (found[2] ?? '') : line };
  }
  return null;
}
