/** A first newsletter in a folder: config, variables, articles or feeds, each written only where nothing is. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../../config/config.ts';
import { loadConfig } from '../../../config/load-config.ts';
import type { FirstApp, InitAnswers, InitApp, Initialised } from '../../../doors/cli/contract/init-app.ts';
import { CourantError } from '../../../errors/courant-error.ts';
import { makeFolder, writeOnce } from '../../../io/files/write-folder.ts';
import { now } from '../../open/opened.ts';
import { firstArticles } from './first-articles.ts';
import { firstConfig, firstEnvironment } from './first-files.ts';

/** Only the owner reads passwords. */
const modes: Readonly<Record<string, number>> = { '.env': 0o600 };
const ignored = ['node_modules/', '.courant/', '.env'];

/** @param reopen opens Courant anew, on the config that was written */
export const initApp = (config: Config, reopen: (config: Config) => Promise<FirstApp>): InitApp => ({
  zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
  async initialise(answers) {
    if (config.file !== null)
      throw new CourantError('config-exists', `There is a config already: ${config.file}.`, {
        help: 'Edit it: docs/config.md has every field.',
      });
    const root = config.root;
    const file = configName(root);
    const books = writing(root);
    books.write(file, firstConfig(answers), '');
    books.write('.env', firstEnvironment(answers), 'it was left as it is; .env.example of the package explains every variable.');
    books.write('.gitignore', `${ignored.join('\n')}\n`, gitIgnoreAdvice(root));
    if (!existsSync(join(root, 'package.json'))) books.write('package.json', '{ "private": true, "type": "module" }\n', '');
    if (answers.source.kind === 'own')
      for (const { name, text } of firstArticles(answers.topics, now())) books.write(`content/${name}`, text, 'it was left as it is.');
    else if (answers.source.kind === 'feeds') makeFolder(join(root, 'content'));
    const open = async ({ rehearsing }: { readonly rehearsing: boolean }) => {
      const written = await loadConfig({ file: join(root, file), fresh: true });
      return await reopen(rehearsing ? rehearsal(written) : written);
    };
    return { ...books.told(), feeds: await feedsFound(answers, open), open };
  },
});

/** Into the outbox, and in a store of its own: to the real one the slot has not come, and readers added until then get their digest. */
const rehearsal = (config: Config): Config => ({
  ...config,
  smtpUrl: null,
  sendmail: null,
  ses: null,
  outboxForAll: false,
  databaseUrl: `sqlite:${join(config.stateFolder, 'rehearsal.db')}`,
});

/** Where the package.json makes `.ts` files CommonJS, a config can be a module by its name alone. */
function configName(root: string): string {
  try {
    const { type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { type?: unknown };
    return type === 'commonjs' ? 'courant.config.mts' : 'courant.config.ts';
  } catch {
    return 'courant.config.ts';
  }
}

function writing(root: string) {
  const written: string[] = [];
  const kept: { file: string; advice: string }[] = [];
  return {
    write(file: string, text: string, advice: string): void {
      const path = join(root, file);
      if (existsSync(path)) {
        if (advice !== '') kept.push({ file, advice });
        return;
      }
      makeFolder(dirname(path));
      writeOnce(path, text, modes[file] ?? 0o666);
      written.push(file);
    },
    told: (): Pick<Initialised, 'written' | 'kept'> => ({ written, kept }),
  };
}

function gitIgnoreAdvice(root: string): string {
  const path = join(root, '.gitignore');
  const there = new Set(
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split(/\r?\n/)
          .map((line) => line.trim())
      : [],
  );
  const missing = ignored.filter((line) => !there.has(line) && !there.has(line.replace(/\/$/, '')));
  return missing.length === 0 ? '' : `put into it, each on a line: ${missing.join('  ')} (secrets and readers are kept there).`;
}

/** One that is not found costs only itself. */
async function feedsFound({ source }: InitAnswers, open: Initialised['open']): Promise<Initialised['feeds']> {
  if (source.kind !== 'feeds') return [];
  const found: { address: string; found: string | null; fault: string | null }[] = [];
  for (const address of source.addresses) {
    // Each puts itself on the list, which the next one must know.
    const app = await open({ rehearsing: true });
    try {
      const { url, title } = await app.contentIn.addFeed(address, []);
      found.push({ address, found: title ? `${title} (${url})` : url, fault: null });
    } catch (error) {
      if (!(error instanceof CourantError)) throw error;
      found.push({ address, found: null, fault: error.message });
    } finally {
      await app.close();
    }
  }
  return found;
}
