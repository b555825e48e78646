import { usualClients } from './checks/client-checks.ts';
import { checks } from './checks.ts';
import { featuresUsed } from './clients/features-used.ts';
import { computedColours, type Scheme } from './document/computed-colours.ts';
import { readDocument } from './document/mail-document.ts';
import { readStyles } from './document/style-rules.ts';
import type { Check, Finding } from './finding.ts';
import type { FinalMessage, LintContext, LintedMail } from './linted-mail.ts';

/** What is known of a message when nothing is: a digest, for the usual clients. */
export const bareContext: LintContext = { kind: 'digest', clients: usualClients, expected: null, pictures: new Map(), again: null };

/** One check repeats itself on every story; this many times make the point. */
const mostPerCheck = 10;

/**
 * Every check over one finished message. Pure and offline; never throws, whatever the message is. Findings are in the order
 * of `checks`, then of the message; of one check at most ten are told, the last saying how many more there are.
 */
export function lintMessage(message: FinalMessage, context: LintContext = bareContext): readonly Finding[] {
  const mail = linted(message, context);
  return checks.flatMap((check) => findingsOf(check, mail));
}

function linted(message: FinalMessage, context: LintContext): LintedMail {
  const document = readDocument(message.html ?? '');
  const styles = readStyles(document);
  const painters = new Map<Scheme, ReturnType<typeof computedColours>>();
  let features: ReturnType<typeof featuresUsed> | null = null;
  return {
    ...message,
    context,
    document,
    styles,
    header: (name) => message.headers.find((each) => each.name.toLowerCase() === name)?.value ?? null,
    paintIn(scheme) {
      const painter = painters.get(scheme) ?? computedColours(styles, scheme);
      painters.set(scheme, painter);
      return painter;
    },
    features() {
      features ??= featuresUsed(document, styles);
      return features;
    },
  };
}

function findingsOf(check: Check, mail: LintedMail): readonly Finding[] {
  // Of a message without HTML one thing is to be said, and `text-part` says it.
  if (mail.html === null && !['text part', 'headers'].includes(check.family)) return [];
  const { id, severity, why, fix, audience } = check;
  const found = [...check.find(mail)].map((each): Finding => ({ check: id, severity, why, fix, audience, ...each }));
  const last = found[mostPerCheck - 1];
  if (last === undefined || found.length === mostPerCheck) return found;
  return [...found.slice(0, mostPerCheck - 1), { ...last, found: `${last.found}, and ${found.length - mostPerCheck} more of this kind` }];
}
