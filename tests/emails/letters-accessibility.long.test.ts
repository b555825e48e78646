import { describe, it } from 'vitest';
import { letterKinds } from '../../src/composition/letters/letters.ts';
import { renderLetter } from '../../src/composition/letters/render-letter.tsx';
import { browserSuite, chromiumPresent } from '../browser.ts';
import { headingFor, localesOf, themes } from '../composition/lint/editions.ts';
import { letterValues } from './letters.ts';
import { expectReadable, mailBrowser } from './mail-in-browser.ts';

describe.skipIf(!chromiumPresent)(browserSuite('letters in a browser'), () => {
  const open = mailBrowser();
  describe.each(themes)('of %s', (theme) => {
    it.each(localesOf(theme))(
      'in %s have no axe violation, 4.5 of contrast light, dark and inverted, and fit a phone of 320 px',
      async (locale) => {
        for (const kind of letterKinds)
          await expectReadable(open, (await renderLetter(kind, letterValues[kind], headingFor(theme, locale, 'sparse').imprint)).html);
      },
      60_000,
    );
  });
});
