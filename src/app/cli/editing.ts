/** The composition root's part for editors: overrides, what if, seals, regrets. */

import type { Config } from '../../config/config.ts';
import type { EditingApp, OverrideMade, OverrideOptions } from '../../doors/cli/contract/editing-app.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { authorName } from '../../io/process/author-name.ts';
import type { OverrideIntent } from '../../press/editing/override-intent.ts';
import { newsletterNamed } from '../../press/newsletter/find-newsletter.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import { editionNamed } from '../../press/planning/find-edition.ts';
import { contentFoldersOf, instantOf } from '../../press/planning/resolve-request.ts';
import type { Press } from '../../press/ports/press.ts';
import { contentReader } from '../open/content.ts';
import { now, type Opened } from '../open/opened.ts';
import { storeIfThere } from '../open/store.ts';
import { resolveSelection } from './resolve-selection.ts';

type Presses = Readonly<Record<'press' | 'lookOn', () => Promise<Press>>>;

export function editingApp(config: Config, opened: Opened, { press, lookOn }: Presses): EditingApp {
  return {
    ...sealedEditions(config, opened, { press, lookOn }),
    override: (id, intent, options) => overridden(config, opened, press, { id, intent, options }),
    async undoOverride(id, text, options) {
      const { undoOverride } = await import('../../press/editing/overrides.ts');
      const number = /^\d{1,15}$/.test(text) ? Number(text) : -1;
      const undo = {
        newsletter: newsletterNamed(config.newsletters, id).id,
        id: number,
        by: options.by ?? authorName(),
        expectedVersion: versionOf(options.expect),
      };
      return await undoOverride((await press()).store, undo, now());
    },
    async overrides(id, slot) {
      const { overridesOf } = await import('../../press/editing/overrides.ts');
      const at = slot === undefined ? null : instantOf('--slot', slot);
      return await overridesOf((await press()).store, newsletterNamed(config.newsletters, id).id, at);
    },
    async whatIf(sets, options) {
      const { newsletter, content, request, note } = await resolveSelection(config, opened, options);
      const [{ requestWith, whatIf }, { topicProfiles }] = await Promise.all([
        import('../../press/planning/what-if.ts'),
        import('../../press/readers/topic-profiles.ts'),
      ]);
      const store = newsletter && (await storeIfThere(config, opened));
      const profiles = store && newsletter ? await topicProfiles(store, newsletter.id) : null;
      const before = { ...request, newsletter };
      return { whatIf: whatIf(content, before, requestWith(sets, before), profiles), note };
    },
  };
}

type OfSealed = Pick<EditingApp, 'sealEdition' | 'verifyEdition' | 'regret'>;

/** What is done with an edition as it was made. */
function sealedEditions(config: Config, opened: Opened, { press, lookOn }: Presses): OfSealed {
  const contentOf = (newsletter: Newsletter) => contentReader(config, opened)(contentFoldersOf(config, newsletter, {}));
  const edition = async (text: string, open = lookOn) => {
    const tools = await open();
    const found = await editionNamed(tools.store, config.newsletters, text);
    return { press: tools, edition: found, newsletter: newsletterNamed(config.newsletters, found.newsletter) };
  };
  return {
    async sealEdition(text) {
      const { press: tools, edition: found, newsletter } = await edition(text, press);
      const { sealNow } = await import('../../press/sealing/seal-now.ts');
      return await sealNow(tools, newsletter, found, () => contentOf(newsletter));
    },
    async verifyEdition(text) {
      const { press: tools, edition: found, newsletter } = await edition(text);
      const { verifyEdition } = await import('../../press/sealing/verify-edition.ts');
      return await verifyEdition(tools, newsletter, found, await contentOf(newsletter));
    },
    async regret(text) {
      const { press: tools, edition: found, newsletter } = await edition(text);
      const { regret } = await import('../../press/sealing/regret.ts');
      return await regret(tools.store, newsletter, found, await contentOf(newsletter), now());
    },
  };
}

type OverrideCall = {
  readonly id: string;
  readonly intent: OverrideIntent;
  readonly options: OverrideOptions;
};

async function overridden(
  config: Config,
  opened: Opened,
  press: Presses['press'],
  { id, intent, options }: OverrideCall,
): Promise<OverrideMade> {
  const newsletter = newsletterNamed(config.newsletters, id);
  const everySlot = options.slot === 'every';
  const at = everySlot ? undefined : options.slot;
  const { content, request, told } = await resolveSelection(config, opened, { newsletter: id, at });
  const [{ overrideEdition }, { resolveOverride }, { selectEdition }, { whatMoved }] = await Promise.all([
    import('../../press/editing/overrides.ts'),
    import('../../press/editing/override-intent.ts'),
    import('../../press/planning/select-edition.ts'),
    import('../../press/editing/what-moved.ts'),
  ]);
  const before = selectEdition(content.articles, request);
  const override = resolveOverride(intent, before, newsletter.topics, now(), config.fields);
  const asked = { newsletter: newsletter.id, slot: everySlot ? null : request.slot, override, ...askedBy(options) };
  const tools = await press();
  const { reachWords, wordsReach } = await import('../../press/mailing/words-reach.ts');
  const reach = await wordsReach(tools, newsletter, request.slot, before, override);
  if (reach !== null && reach.have < reach.of && !options.yes)
    throw new CourantError('words-partial', `${reachWords(reach)} Nothing was kept.`, {
      help: 'Keep them so with --yes, say with --for what they speak of, or with --for-everyone that they speak to all.',
    });
  const done = await overrideEdition(tools.store, asked, now());
  return {
    ...done,
    reach: reach && reachWords(reach),
    moved: whatMoved(before, content, { ...request, newsletter }, done.record, told),
  };
}

const askedBy = ({ by, reason, expires, expect }: OverrideOptions) => ({
  author: by ?? authorName(),
  reason: reason?.trim() ?? '',
  expiresAt: expires === undefined ? null : instantOf('--expires', expires),
  expectedVersion: versionOf(expect),
});

function versionOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new CourantError('option-invalid', `--expect: "${text}" is not a version; give the one \`courant override list\` shows.`);
}
