import type { BounceKind, Refusal } from './classification.ts';

type Habit = {
  /** Of the remote host or the recipient's domain. */
  readonly host: RegExp;
  readonly reply: RegExp;
  readonly kind: BounceKind;
  readonly rule: string;
};

/** Receivers whose replies mean something else than their words or codes say. Published by them or long known. */
const habits: readonly Habit[] = [
  {
    // au/KDDI names the address when it does not exist, and leaves it out when the subscriber's filter refuses.
    host: /(?:^|\.)(?:ezweb\.ne\.jp|au\.com|uqmobile\.jp|auone-net\.jp)$/iu,
    reply: /(?:^|\s|:)550 ?:? ?<[^<>\s]{3,}>: ?user unknown/iu,
    kind: 'hard',
    rule: 'au names an address that does not exist',
  },
  {
    host: /(?:^|\.)(?:ezweb\.ne\.jp|au\.com|uqmobile\.jp)$/iu,
    reply: /\b550 ?: user unknown/iu,
    kind: 'soft',
    rule: 'au leaves out the address when a subscriber filters',
  },
  {
    // docomo answers DATA, for unknown subscribers and for filtered senders alike.
    host: /(?:^|\.)docomo\.ne\.jp$|^mfsmax\./iu,
    reply: /\b550 unknown user/iu,
    kind: 'soft',
    rule: 'docomo says so of filtered senders too',
  },
  {
    // Directory-based edge blocking of Exchange Online: the address is not in the tenant's directory.
    host: /\.(?:protection\.)?outlook\.com$/iu,
    reply: /\b5\.4\.1\b[\s\S]{0,300}recipient address(?:es)? rejected ?: access denied/iu,
    kind: 'hard',
    rule: 'Exchange Online: not in the directory',
  },
];

/** What a known receiver means by its reply; `null` for everybody else. */
export function receiverVerdict(refusal: Refusal): { readonly kind: BounceKind; readonly rule: string } | null {
  const domain = refusal.address?.split('@').at(-1) ?? '';
  const reply = refusal.reply.slice(0, 2000);
  const named = /\b[\w.-]+\.protection\.outlook\.com\b/iu.exec(reply)?.[0] ?? '';
  const hosts = [refusal.remote.replace(/\.$/u, ''), domain, named];
  const habit = habits.find((one) => hosts.some((host) => one.host.test(host)) && one.reply.test(reply));
  return habit === undefined ? null : { kind: habit.kind, rule: habit.rule };
}
