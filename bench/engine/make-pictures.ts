/** Makes the pictures of one edition from a server and prints what it took, as JSON: `make-pictures.ts host:port folder count`. */
import { openPictures } from '../../src/io/pictures/open-pictures.ts';

const [host = '', mediaFolder = '', count = '0'] = process.argv.slice(2);
const start = performance.now();
const prepare = openPictures({
  mode: 'hosted',
  mediaFolder,
  baseUrl: 'https://news.example',
  contentFolders: [],
  deadlineMs: 600_000,
  fetch: { allow: [host] },
  freshForMs: 0,
  now: () => new Date(),
});
const wanted = Array.from({ length: Number(count) }, (_, at) => ({
  storyId: `story-${at}`,
  title: `Story ${at}`,
  topic: 'Science',
  images: [{ url: `http://${host}/${at}.jpg`, width: null, height: null, title: null }],
  // There are fewer photographs than stories.
  chosen: true,
  missing: 'none' as const,
}));
const { problems } = await prepare(wanted, { start: () => undefined, step: () => undefined, finish: () => undefined });
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({
    seconds: (performance.now() - start) / 1000,
    cpuSeconds: (user + system) / 1e6,
    rssMb: process.resourceUsage().maxRSS / 1024,
    problems: problems.length,
  }),
);
