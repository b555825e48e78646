import { describe, expect, it } from 'vitest';
import { letterKinds } from '../../../src/composition/letters/letters.ts';
import { renderLetter } from '../../../src/composition/letters/render-letter.tsx';
import { lintMessage } from '../../../src/composition/lint/lint-message.ts';
import { letterValues } from '../../emails/letters.ts';
import { headingFor, locales, themes } from './editions.ts';
import { finishedLetter } from './sound-message.ts';

describe.each(themes)('letters of %s', (theme) => {
  describe.each(locales)('in %s', (locale) => {
    it.each(letterKinds)('%s passes the gate', async (kind) => {
      const { imprint } = headingFor(theme, locale, 'sparse');
      const { message, context } = await finishedLetter(await renderLetter(kind, letterValues[kind], imprint));
      // The topics a letter repeats are full of markup here; in a message by itself that is worth a warning.
      const errors = lintMessage(message, context).filter(({ severity }) => severity === 'error');
      expect(errors.map(({ check, found }) => `${check}: ${found}`)).toEqual([]);
    });
  });
});
