import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { articleText, newsletterInput, type ProjectFolder, projectFolder } from '../../project-folder.ts';

/** A newsletter whose daily slot has just come, known to the store since yesterday. */
export async function newsroomAtItsSlot(): Promise<ProjectFolder> {
  const slot = new Date(Date.now() - 20_000);
  const schedule = { cron: `${slot.getUTCMinutes()} ${slot.getUTCHours()} * * *`, zone: 'UTC' };
  const newsletter = { ...newsletterInput, topics: ['Climate'], window: '9d', selection: { minStories: 1 }, schedule };
  const folder = projectFolder({ newsletters: [newsletter] });
  folder.write('articles/one.md', articleText({ publishedDateTime: new Date(Date.now() - 86_400_000).toISOString() }));
  await folder.run(['subscribers', 'add', 'weekly', ...Array.from({ length: 30 }, (_, index) => `r${index}@reader.example`)]);
  const database = new DatabaseSync(join(folder.path, '.courant/courant.db'), { timeout: 5_000 });
  const yesterday = Date.now() - 12 * 3_600_000;
  database.exec(
    `insert into newsletters (id, first_seen, last_number) values ('weekly', ${yesterday}, 0) on conflict (id) do update set first_seen = ${yesterday}`,
  );
  database.close();
  return folder;
}
