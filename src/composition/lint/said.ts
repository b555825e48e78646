import { flat } from './document/mail-document.ts';
import type { Severity } from './finding.ts';
import type { ExpectedDigest, SaidLink } from './linted-mail.ts';

/**
 * How grave a find is that content may have written itself. Content never stops an edition: what it says is at most worth a
 * warning. Of a message of which nothing is known it may be anybody's word.
 */
export const graveUnlessSaid = (expected: ExpectedDigest | null, words: string): Severity =>
  expected === null || isSaid(expected, words) ? 'warning' : 'error';

/** Whether some content says these words, upper or lower case, wherever its lines break. */
const isSaid = ({ said, linked }: ExpectedDigest, words: string): boolean => {
  const wanted = loose(words);
  return said.some((text) => loose(text).includes(wanted)) || linked.some(({ href }) => loose(href).includes(wanted));
};

const loose = (text: string): string => text.replace(/\s+/gu, '').toLowerCase();

/** A text without what content says in it: what is left, the theme or the composer wrote. */
export function withoutSaid({ said, linked, subject, preheader }: ExpectedDigest, text: string): string {
  const whole = [...said, ...linked.map(({ href }) => href), subject, preheader].map(flat).filter((words) => words !== '');
  return whole.toSorted((a, b) => b.length - a.length).reduce((left, words) => left.replaceAll(words, ' '), flat(text));
}

/** The places of a digest that lead to an address. */
export const saidLinks = (expected: ExpectedDigest, href: string): readonly SaidLink[] =>
  expected.linked.filter((link) => link.href === href);
