import { describe, it } from 'vitest';
import { assemble } from '../../src/composition/blocks/assemble.ts';
import { compileEdition } from '../../src/composition/themes/render-edition.tsx';
import { layoutOf } from '../../src/composition/views/layout.ts';
import { browserSuite, chromiumPresent } from '../browser.ts';
import { editions, headingFor, locales, type themes } from '../composition/lint/editions.ts';
import { picturesFor, storiesOf } from '../composition/made-up-digest.ts';
import { withoutPicture } from '../composition/rich-digest.ts';
import { expectReadable, mailBrowser } from './mail-in-browser.ts';

/** A theme's digests in every language: everything, next to nothing, and what an enemy would write, as a browser shows them. */
export const describeTheme = (theme: (typeof themes)[number]) =>
  describe.skipIf(!chromiumPresent)(browserSuite(`${theme} in a browser`), () => {
    const open = mailBrowser();
    describe.each(locales)('in %s', (locale) => {
      it.each(['full', 'sparse', 'hostile'] as const)(
        'a %s edition has no axe violation, 4.5 of contrast light, dark and inverted, and fits a phone of 320 px',
        async (name) => {
          const digest = editions[name];
          const compiled = await compileEdition(
            headingFor(theme, locale, name),
            storiesOf(digest),
            name === 'sparse' ? new Map() : picturesFor(digest, withoutPicture),
          );
          await expectReadable(open, assemble(compiled, layoutOf(digest)).html);
        },
        60_000,
      );
    });
  });
