/** Editors at the desk of `argv[2]`, `argv[3]` of them, until standard input ends: then how many pages they have seen. */
import { get } from 'node:http';
import { argv, stdin, stdout } from 'node:process';
import { slot, topics } from '../../corpus/synthetic-corpus.ts';

/** An edition's page and its mail, for a choice of topics. */
export async function preview(origin: string, choice: number): Promise<void> {
  const query = new URLSearchParams({ at: slot.toISOString() });
  for (const [index, topic] of topics.entries()) if (index === 0 || ((choice * 37) >> (index % 11)) & 1) query.append('topics', topic);
  for (const path of ['/edition', '/preview/html']) await opened(`${origin}${path}?${query}`);
}

const opened = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    get(url, (answer) => {
      answer.resume();
      answer.on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${answer.statusCode}`))));
    }).on('error', reject);
  });

if (import.meta.main) {
  const [, , origin = '', editors = '1'] = argv;
  let going = true;
  let shown = 0;
  stdin.resume().on('end', () => {
    going = false;
  });
  // Each opens the next page as soon as the last one has come, each time for another choice of topics.
  const work = Array.from({ length: Number(editors) }, async (_, editor) => {
    for (let turn = 0; going; turn++) {
      await preview(origin, editor * 1_000 + turn);
      shown += 1;
    }
  });
  await Promise.all(work);
  stdout.write(String(shown));
}
