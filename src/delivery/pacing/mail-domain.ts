/** Names under which the great mailbox providers take mail: what one of them refuses, all of them refuse. */
const providers: ReadonlyMap<string, string> = new Map([
  ['googlemail.com', 'gmail.com'],
  ['hotmail.com', 'outlook.com'],
  ['live.com', 'outlook.com'],
  ['msn.com', 'outlook.com'],
  ['ymail.com', 'yahoo.com'],
  ['rocketmail.com', 'yahoo.com'],
  ['me.com', 'icloud.com'],
  ['mac.com', 'icloud.com'],
]);

/** Whom an address's mail is throttled with: its domain in lower case, a provider's other names under its first. */
export function mailDomain(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return providers.get(domain) ?? domain;
}
