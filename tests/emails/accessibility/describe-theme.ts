import { describe, it } from 'vitest';
import { assemble } from '../../../src/composition/blocks/assemble.ts';
import { layoutWhole } from '../../../src/composition/blocks/size-budget.ts';
import { compileEdition } from '../../../src/composition/themes/render-edition.tsx';
import { browserSuite, chromiumPresent } from '../../browser.ts';
import { casesOf, editions, headingFor, type themes } from '../../composition/lint/editions.ts';
import { picturesFor, storiesOf } from '../../composition/made-up-digest.ts';
import { withoutPicture } from '../../composition/rich-digest.ts';
import { expectReadable, mailBrowser } from '../mail-in-browser.ts';

/** A theme's digests in every language: everything, next to nothing, and what an enemy would write, as a browser shows them. */
export const describeTheme = (theme: (typeof themes)[number]) =>
  describe.skipIf(!chromiumPresent)(browserSuite(`${theme} in a browser`), () => {
    const open = mailBrowser();
    it.each(casesOf(theme))(
      'a $edition edition in $locale has no axe violation, 4.5 of contrast light, dark and inverted, and fits a phone of 320 px',
      async ({ edition, locale }) => {
        const digest = editions[edition];
        const compiled = await compileEdition(
          headingFor(theme, locale, edition),
          storiesOf(digest),
          edition === 'sparse' ? new Map() : picturesFor(digest, withoutPicture),
        );
        await expectReadable(open, assemble(compiled, layoutWhole(compiled, digest)).html);
      },
      60_000,
    );
  });
