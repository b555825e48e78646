import { z } from 'zod';
import { parseDuration } from '../../schedule/duration.ts';

/** A length of time as a config writes it, such as `7d`; parsed, it is milliseconds. `examples` are shown to who wrote something else. */
export const durationField = (...examples: readonly string[]) =>
  z.string().transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== null) return ms;
    context.addIssue({ code: 'custom', message: `"${text}" is not a duration; write one as in ${oneOf(examples)}` });
    return z.NEVER;
  });

const oneOf = (examples: readonly string[]): string =>
  examples
    .map((example) => `"${example}"`)
    .join(', ')
    .replace(/, (?=[^,]*$)/u, ' or ');
