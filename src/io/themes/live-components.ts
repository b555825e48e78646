import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ThemeComponents, ThemeKit } from '../../../emails/contract/theme.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { emailsFolder } from './emails-folder.ts';
import { compile, loadModule } from './theme-compiler.ts';

/** Themes written as components, compiled from `emails/` as it stands now. */
export type LiveComponents = {
  /** Absolute; every file below it may be one of theirs. */
  readonly folder: string;
  /** To be called when a file changed: the next theme asked for is compiled anew. */
  readonly changed: () => void;
  /** `null` for a theme that is none of these. Throws CourantError `theme-invalid`, file and line. */
  readonly theme: (name: string) => Promise<ThemeComponents | null>;
};

type Loaded = ThemeKit & { readonly themes: Readonly<Record<string, ThemeComponents['theme']>> };

const entry = `
export { renderBlocks, renderMarkup } from './kit.ts';
export { default as Digest } from './digest.tsx';
import { briefing } from './briefing/briefing.tsx';
import { broadsheet } from './broadsheet/broadsheet.tsx';
import { bulletin } from './bulletin/bulletin.tsx';
import { magazine } from './magazine/magazine.tsx';
export const themes = { broadsheet, bulletin, magazine, briefing };
`;

/**
 * Everything becomes one module, so that a change leaves a single old instance behind (0.2 MB), and React stays the
 * process's own.
 * @throws CourantError `no-template-sources` where there is no checkout to take them from
 */
export function liveComponents(): LiveComponents {
  const folder = emailsFolder === undefined ? '' : fileURLToPath(emailsFolder);
  if (!existsSync(join(folder, 'digest.tsx')) || folder.includes(`${sep}node_modules${sep}`)) {
    throw new CourantError('no-template-sources', 'There are no emails/*.tsx here to compile.', {
      help: 'Run it in a checkout of Courant; an MJML theme of your own is live everywhere.',
    });
  }
  let loaded: Promise<Loaded> | null = null;
  return {
    folder,
    changed() {
      loaded = null;
    },
    async theme(name) {
      if (!names.has(name)) return null;
      loaded ??= load(folder);
      const { themes, ...kit } = await loaded;
      const theme = Object.hasOwn(themes, name) ? themes[name] : undefined;
      return theme === undefined ? null : { theme, kit };
    },
  };
}

async function load(folder: string): Promise<Loaded> {
  const built = await compile({ contents: entry, folder }, join(folder, '..'));
  if ('fault' in built) throw built.fault;
  return await loadModule<Loaded>(built.code);
}

const names = new Set(['broadsheet', 'bulletin', 'magazine', 'briefing']);
