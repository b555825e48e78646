/** The composition root's part for how editions are read, on the command line. */
import type { Config } from '../../config/config.ts';
import type { InsightApp } from '../../doors/cli/contract/insight-app.ts';
import { authorName } from '../../io/process/author-name.ts';
import { newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import { editionNamed } from '../../press/planning/find-edition.ts';
import type { Press } from '../../press/ports/press.ts';
import type { Store } from '../../press/ports/store/store.ts';
import { now } from '../open/opened.ts';

export function insightApp(config: Config, store: () => Promise<Store>): InsightApp {
  const edition = async (text: string) => {
    const opened = await store();
    return {
      press: { store: opened, now } satisfies Pick<Press, 'store' | 'now'>,
      edition: await editionNamed(opened, config.newsletters, text),
    };
  };
  return {
    async editionInsight(text) {
      const found = await edition(text);
      const { editionInsight } = await import('../../press/insight/edition-insight.ts');
      return await editionInsight(found.press, found.edition);
    },
    async editionsInsight(newsletter, limit) {
      const { editionsInsight } = await import('../../press/insight/edition-insight.ts');
      const ids = newsletter === null ? config.newsletters.map(({ id }) => id) : [newsletterNamed(config.newsletters, newsletter).id];
      const press = { store: await store() };
      return (await Promise.all(ids.map((id) => editionsInsight(press, id, limit)))).flat();
    },
    async figuresFile(table) {
      const { csvOf } = await import('../desk/insight.ts');
      return await csvOf(table);
    },
    async writeErratum(text, wish) {
      const found = await edition(text);
      const { writeErratum } = await import('../../press/readers/errata.ts');
      return await writeErratum(found.press, found.edition, { ...wish, by: wish.by ?? authorName() });
    },
    async errata(text) {
      const found = await edition(text);
      const { errataOf } = await import('../../press/readers/errata.ts');
      return await errataOf(found.press.store, found.edition);
    },
  };
}
