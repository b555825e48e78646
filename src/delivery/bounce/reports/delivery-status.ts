import { bouncedAddress } from '../judging/bounced-address.ts';
import type { Refusal } from '../judging/classification.ts';
import { smtpStage } from '../judging/smtp-stage.ts';
import { enhancedCodes } from '../judging/status-code.ts';
import { fieldValue, type InboundField } from './inbound-mail.ts';

/** The per-recipient groups of a delivery status (RFC 3464 2.3); groups without a recipient are left out. */
export function refusalsOfStatus(groups: readonly (readonly InboundField[])[], source: string): readonly Refusal[] {
  return groups
    .flatMap(perRecipient)
    .filter((group) => group.some((field) => recipientFields.has(field.name)))
    .map((group) => refusalOf(group, source));
}

const recipientFields: ReadonlySet<string> = new Set(['final-recipient', 'original-recipient', 'x-actual-recipient']);

/** Reporters that forget the blank line run several recipients together: a field that comes again starts the next. */
function perRecipient(group: readonly InboundField[]): readonly (readonly InboundField[])[] {
  const parts: InboundField[][] = [[]];
  for (const field of group) {
    const current = parts.at(-1) ?? [];
    const again = recipientFields.has(field.name) || field.name === 'action';
    if (again && current.some((one) => one.name === field.name)) parts.push([field]);
    else current.push(field);
  }
  return parts;
}

function refusalOf(group: readonly InboundField[], source: string): Refusal {
  const diagnostic = fieldValue(group, 'diagnostic-code') || fieldValue(group, 'smtp-remote-reply');
  const typed = /^([\w-]{1,40})\s*;\s*/u.exec(diagnostic);
  const statusField = fieldValue(group, 'status');
  const reply = typed === null ? diagnostic : diagnostic.slice(typed[0].length);
  const comment = /\(([^()]{3,200})\)/u.exec(statusField)?.[1] ?? '';
  return {
    // The address we mailed is the original one; the final one may be where the reader forwards to.
    address: bouncedAddress(fieldValue(group, 'original-recipient')) ?? bouncedAddress(fieldValue(group, 'final-recipient')),
    action: actionOf(fieldValue(group, 'action')),
    status: enhancedCodes(statusField)[0] ?? null,
    reply: reply === '' ? comment : reply,
    diagnosticType: typed?.[1]?.toLowerCase() ?? '',
    remote: remoteHost(fieldValue(group, 'remote-mta')),
    stage: smtpStage(`${reply}\n${comment}`),
    ownDirectory: /bad-mailbox/iu.test(fieldValue(group, 'x-powermta-bouncecategory')),
    filterGateway: false,
    source,
  };
}

function actionOf(field: string): Refusal['action'] {
  const word = /^[a-z]+/u.exec(field.trim().toLowerCase())?.[0] ?? '';
  if (word === 'delayed') return 'delayed';
  if (word === 'delivered' || word === 'relayed' || word === 'expanded') return 'delivered';
  return word === 'failed' ? 'failed' : null;
}

const remoteHost = (field: string) => (/^\s*(?:[\w-]{1,20}\s*;\s*)?([\w.-]{1,255})/u.exec(field)?.[1] ?? '').toLowerCase();
