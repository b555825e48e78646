import { placeIn, wholePart } from '../document/mail-document.ts';
import type { Check } from '../finding.ts';

const firstDifference = (one: string, other: string): number => {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
};

/** The same edition made twice. */
export const samenessChecks: readonly Check[] = [
  {
    id: 'same-bytes',
    family: 'sameness',
    severity: 'error',
    audience: 'theme author',
    asks: 'The same digest made again gives the same message, byte for byte.',
    why: 'What an editor approved must be what is sent, and a retry must not send something else.',
    fix: 'Find what depends on the clock or on chance in the theme.',
    *find({ context: { again }, html, text, headers }) {
      if (again === null) return;
      for (const [part, one, other] of [
        ['html', html ?? '', again.html ?? ''],
        ['text', text ?? '', again.text ?? ''],
      ] as const)
        if (one !== other) yield { found: 'another message the second time', where: placeIn(part, one, firstDifference(one, other)) };
      if (JSON.stringify(headers) !== JSON.stringify(again.headers))
        yield { found: 'other headers the second time', where: wholePart('headers') };
    },
  },
];
