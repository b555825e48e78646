import { afterEach } from 'vitest';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../project-folder.ts';

const folders: ProjectFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

export const slot = '2026-11-21T08:00:00Z';
export const at = ['--at', slot];
const names = ['Glacier', 'Harbour', 'Orchard', 'Turbine', 'Meadow', 'Granite'];

/** Six stories of Climate, told by an outlet each, of which a digest holds three. */
export function newsroom(newsletter: object = {}): ProjectFolder {
  const selection = { minStories: 1, perTopic: 3 };
  const given = { ...newsletterInput, topics: ['Climate', 'Space'], window: '9d', selection, ...newsletter };
  const folder = projectFolder({ newsletters: [given] });
  folders.push(folder);
  names.forEach((name, index) => {
    telling(folder, name, `outlet${index}`, { quality: String(90 - index * 10) });
  });
  return folder;
}

/** One outlet's telling of the event `name`. */
export function telling(folder: ProjectFolder, name: string, outlet: string, fields: Readonly<Record<string, string>> = {}): void {
  folder.write(
    `articles/${name}-${outlet}.md`,
    articleText({
      title: `"${name}field council of ${name}ton reopens the old ${name} bridge"`,
      excerpt: `"${name}ton waited ${name.length} years for the ${name} bridge."`,
      publishedDateTime: '2026-11-19T09:00:00Z',
      webUrl: `"https://${outlet}.example/${name.toLowerCase()}"`,
      provider: `{ name: ${outlet}, domain: ${outlet}.example }`,
      ...fields,
    }),
  );
}

export const page = (name: string) => `https://outlet${names.indexOf(name)}.example/${name.toLowerCase()}`;
export async function json(folder: ProjectFolder, ...args: readonly string[]) {
  const ran = await folder.run([...args, '--json']);
  return JSON.parse(ran.out || JSON.stringify(ran));
}

export const by = ['--by', 'ada', '--reason', 'front page', '--slot', slot];
