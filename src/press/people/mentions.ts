import type { DeskAccount } from '../ports/people/desk-accounts.ts';

/** Whom words speak to: `unknown` and `several` as they were written, without the `@`. */
export type Mentions = {
  readonly people: readonly DeskAccount[];
  readonly unknown: readonly string[];
  readonly several: readonly string[];
};

const folded = (text: string): string => text.normalize('NFC').toLowerCase();

const localPart = ({ address }: DeskAccount): string => address.slice(0, address.lastIndexOf('@'));
const firstWord = ({ name }: DeskAccount): string => name.split(' ')[0] ?? name;

/** The shortest name by which nobody else is meant, as it is offered. */
export function handleOf(account: DeskAccount, all: readonly DeskAccount[]): string {
  const answering = namesAnsweredTo(all);
  const own = [firstWord(account), account.name, localPart(account)];
  return own.find((name) => [...(answering.get(folded(name)) ?? [])].every((one) => one === account)) ?? account.name;
}

/**
 * Who is meant by `@name` in the words: a name, whole, closed up or by its first word, or an address before its `@`. An `@` inside a word is an address, and means nobody. Accounts locked
 * out answer to nothing.
 */
export function mentionsIn(words: string, accounts: readonly DeskAccount[]): Mentions {
  const answering = namesAnsweredTo(accounts);
  const longestFirst = [...answering.keys()].sort((a, b) => b.length - a.length);
  const text = words.normalize('NFC');
  const people = new Set<DeskAccount>();
  const [unknown, several] = [new Set<string>(), new Set<string>()];
  for (const { index } of text.matchAll(/(?<![\p{L}\p{N}._@-])@(?=[\p{L}\p{N}])/gu)) {
    const rest = text.slice(index + 1);
    const small = rest.toLowerCase();
    const name = longestFirst.find((one) => small.startsWith(one) && !/^[\p{L}\p{N}_-]/u.test(small.slice(one.length)));
    const meant = name === undefined ? null : answering.get(name);
    const [one] = meant ?? [];
    if (name === undefined || !meant || !one) unknown.add(/^[\p{L}\p{N}_-]{1,60}/u.exec(rest)?.[0] ?? '');
    else if (meant.size > 1) several.add(rest.slice(0, name.length));
    else people.add(one);
  }
  return { people: [...people], unknown: [...unknown], several: [...several] };
}

function namesAnsweredTo(accounts: readonly DeskAccount[]): ReadonlyMap<string, ReadonlySet<DeskAccount>> {
  const found = new Map<string, Set<DeskAccount>>();
  const answer = (name: string, account: DeskAccount) => found.set(name, (found.get(name) ?? new Set()).add(account));
  const known = accounts.filter(({ disabled }) => !disabled);
  for (const account of known) {
    const whole = folded(account.name);
    for (const name of new Set([whole, whole.replaceAll(' ', ''), folded(localPart(account))])) answer(name, account);
  }
  // Who is called so altogether goes before who is called so among other things.
  const taken = new Set(found.keys());
  for (const account of known) if (!taken.has(folded(firstWord(account)))) answer(folded(firstWord(account)), account);
  return found;
}
