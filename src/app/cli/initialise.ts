/** A first config, so that a folder can have feeds and a first digest at once. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { slugOf } from '../../content/feeds/keeping/file-name.ts';
import { CourantError } from '../../errors/courant-error.ts';
import { makeFolder, writeFolder } from '../../io/files/write-folder.ts';

/** @throws CourantError `config-exists` */
export function initialise({ file, root }: Config, name: string, topics: readonly string[]): readonly string[] {
  if (file !== null)
    throw new CourantError('config-exists', `There is a config already: ${file}.`, { help: 'Edit it: docs/config.md has every field.' });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  const package_ = 'package.json';
  const files = {
    'courant.config.ts': firstConfig(name, topics.length > 0 ? topics : ['News'], zone),
    // Says how the config is to be read; one that is there says so already.
    ...(existsSync(join(root, package_)) ? {} : { [package_]: '{ "private": true, "type": "module" }\n' }),
  };
  writeFolder(root, files);
  makeFolder(join(root, 'content'));
  return [...Object.keys(files), 'content/'];
}

const firstConfig = (name: string, topics: readonly string[], zone: string): string => `// Every field is explained in docs/config.md.
export default {
  content: ['content'],
  newsletters: [
    {
      id: ${JSON.stringify(slugOf(name, 40) || 'newsletter')},
      name: ${JSON.stringify(name)},
      sender: { name: ${JSON.stringify(name)}, address: 'editors@example.com' },
      postalAddress: 'Write your postal address here: the law asks for it in every mail',
      topics: ${JSON.stringify(topics)},
      schedule: { cron: '0 8 * * 6', zone: ${JSON.stringify(zone)} },
      window: '7d',
      selection: { minStories: 1 },
    },
  ],
  // Readers of a first run: courant start writes to them, into .courant/outbox, and to nobody else.
  demoReaders: [{ address: 'you@example.com', topics: ${JSON.stringify(topics)} }],
};
`;
