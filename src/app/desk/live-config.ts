/** The composition root's part for liveness: the config as it stands now, and word of every file that changed. */
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isThemeCode, isThemeFile } from '../../composition/themes/theme-names.ts';
import type { Config } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { tellError } from '../../doors/cli/output/terminal.ts';
import type { DeskChange } from '../../doors/desk/desk-source.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { type FileChange, type WatchFault, watchFiles } from '../../io/files/watch-files.ts';
import { emailsFolder } from '../../io/themes/emails-folder.ts';
import type { LiveComponents } from '../../io/themes/live-components.ts';
import { contentFoldersOf } from '../../press/planning/resolve-request.ts';
import { withLogos } from '../open/brands.ts';

export type LiveConfig = {
  /** Throws what the config was rejected with, as long as its file is broken. */
  readonly config: () => Config;
  readonly changes: (listener: (change: DeskChange) => void) => () => void;
  readonly close: () => Promise<void>;
};

type Tools = {
  readonly now: () => Date;
  readonly components: LiveComponents | null;
  /** Told in words, once a change, when something was changed that only a restart brings into force. */
  readonly onStale: (words: string) => void;
  /** The desk's process looks after the same newsroom: it alone watches articles and says what is amiss. */
  readonly besideDesk?: boolean;
};

/** Watches articles, themes and config until closed. A broken config is kept out, and told, until it is mended. */
export function liveConfig(first: Config, { now, components, onStale, besideDesk = false }: Tools): LiveConfig {
  let config = first;
  let broken: unknown = null;
  let reading = 0;
  let themeFiles: readonly string[] = [];
  const listeners = new Set<(change: DeskChange) => void>();
  const tell = (change: DeskChange) => {
    for (const listener of listeners) listener(change);
  };
  const readAnew = async () => {
    const turn = ++reading;
    const [fresh, fault] = await loadConfig({ file: first.file ?? undefined, fresh: true })
      .then(withLogos)
      .then(
        (read) => [read, null] as const,
        (error: unknown) => [null, error] as const,
      );
    // Saved again meanwhile: that reading counts.
    if (turn !== reading) return;
    [config, broken] = [fresh ?? config, fault];
    tellStale();
    await lookAtThemes();
  };
  let staleTold = '';
  const environment = environmentIn(first);
  const tellStale = () => {
    const stale = settingsOfTheStart.filter((name) => JSON.stringify(config[name]) !== JSON.stringify(first[name]));
    const words = [
      ...stale.map((name) => `\`${name}\` in ${first.file}`),
      ...(environmentIn(first) === environment ? [] : [first.envFile]),
    ];
    const told = words.length === 0 ? '' : `Changed, and not in force before a restart of courant serve: ${words.join(', ')}.`;
    if (told !== '' && told !== staleTold && !besideDesk) onStale(told);
    staleTold = told;
  };
  const lookAtThemes = async () => {
    themeFiles = await filesOfThemes(config);
    watch.set(watchedPaths(config, themeFiles, !besideDesk));
  };
  const meet = async ({ file, at }: FileChange) => {
    const path = resolve(file);
    const ours = components !== null && isOwnComponent(path);
    if (ours) components.changed();
    const kind = ours || themeFiles.includes(path) ? 'template' : kindOf(path, config);
    if (kind === null) return;
    if (kind === 'config') await readAnew();
    // It may import other files from now on.
    else if (themeFiles.includes(path)) await lookAtThemes();
    tell({ kind, file: relative(process.cwd(), file), at });
  };
  const watch = watchFiles(watchedPaths(first, [], !besideDesk), now, {
    // Whatever one file brings about, the others go on being served.
    changed: (change) => void meet(change).catch(tellError),
    faulty: (fault) => besideDesk || tellError(notWatched(fault)),
  });
  void lookAtThemes().catch(tellError);
  return {
    config() {
      if (broken) throw broken;
      return config;
    },
    changes(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: watch.close,
  };
}

const notWatched = ({ file, found, advice }: WatchFault): CourantError =>
  new CourantError('not-watched', `${file === null ? 'Changes' : relative(process.cwd(), file)}: ${found}.`, { help: `${advice}.` });

/** What is opened once, at the start: connections, keys, the place of pictures. */
const settingsOfTheStart = ['delivery', 'dkim', 'media'] as const;

const environmentIn = ({ envFile }: Config): string => (existsSync(envFile) ? readFileSync(envFile, 'utf8') : '');

/** Where this program's own templates are written; `null` where it was installed and nobody edits them. */
const ownTemplates = (() => {
  const folder = emailsFolder === undefined ? null : fileURLToPath(emailsFolder);
  return folder === null || folder.includes(`${sep}node_modules${sep}`) ? null : folder;
})();

/** Every file the newsletters' own themes of components are made of. */
async function filesOfThemes({ newsletters }: Config): Promise<readonly string[]> {
  const themes = [...new Set(newsletters.map(({ theme }) => theme).filter(isThemeCode))];
  if (themes.length === 0) return [];
  const { filesOfTheme } = await import('../../io/themes/theme-components.ts');
  return (await Promise.all(themes.map((theme) => filesOfTheme(resolve(theme))))).flat();
}

function watchedPaths(config: Config, themeFiles: readonly string[], articles: boolean): readonly string[] {
  const folders = articles
    ? [...config.newsletters.flatMap((newsletter) => contentFoldersOf(config, newsletter, {})), ...config.content]
    : [];
  const themes = config.newsletters.map(({ theme }) => theme).filter(isThemeFile);
  const templates = ownTemplates === null ? [] : [ownTemplates];
  return [...new Set([...folders, ...themes, ...themeFiles, ...templates, ...config.files, config.envFile].map((path) => resolve(path)))];
}

const isOwnComponent = (file: string): boolean => ownTemplates !== null && file.startsWith(ownTemplates) && isThemeCode(file);

/** What a change of the file means; `null`: nothing. */
function kindOf(file: string, config: Config): 'article' | 'template' | 'config' | null {
  if (config.files.includes(file) || file === config.envFile) return 'config';
  if (file.endsWith('.mjml')) return 'template';
  return ownTemplates === null || !file.startsWith(ownTemplates) ? 'article' : null;
}
