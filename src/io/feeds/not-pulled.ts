import { existsSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import type { Fault } from '../../content/fault.ts';
import type { SourceSettings } from '../../press/newsletter/source-settings.ts';

/** Folders of repositories that are not here yet, or have no such folder: each costs only itself. */
export function notPulled(folders: readonly string[], sources: readonly SourceSettings[]): Fault[] {
  const repositories = sources.filter((source) => source.kind === 'git');
  return folders.flatMap((folder): Fault[] => {
    const of = repositories.find((source) => `${resolve(folder)}${sep}`.startsWith(`${resolve(source.folder)}${sep}`));
    if (of === undefined || existsSync(folder)) return [];
    const found = `${of.address} is not copied to this machine yet, or has no such folder`;
    const advice = 'pull it: courant pull; what kept it from coming is told by: courant feeds';
    return [{ file: folder, line: null, field: null, severity: 'error', code: 'repository-missing', found, advice }];
  });
}
