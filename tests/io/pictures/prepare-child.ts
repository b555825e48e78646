/** Another process of Courant, for the test of two at once. Prints the names of the files it would refer to. */
import { openPictures } from '../../../src/io/pictures/open-pictures.ts';

const [mediaFolder = '', host = '', count = '0'] = process.argv.slice(2);
const prepare = openPictures({
  mode: 'hosted',
  mediaFolder,
  baseUrl: 'https://news.example',
  contentFolders: [],
  deadlineMs: 20_000,
  fetch: { allow: [host] },
  now: () => new Date('2026-01-01T00:00:00Z'),
});
const wanted = Array.from({ length: Number(count) }, (_, index) => ({
  storyId: `${index}`,
  title: 'T',
  topic: 'Science',
  images: index % 3 === 0 ? [] : [{ url: `http://${host}/${index}.jpg`, width: null, height: null, title: null }],
  chosen: true,
  missing: 'tile' as const,
}));
const silent = { start: () => undefined, step: () => undefined, finish: () => undefined };
const { pictures, problems } = await prepare(wanted, silent);
process.stdout.write(JSON.stringify({ cards: wanted.map(({ storyId }) => pictures.get(storyId)?.card?.src), problems }));
