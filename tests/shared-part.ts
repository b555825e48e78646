import { request } from 'node:http';
import { text } from 'node:stream/consumers';

export type SharedPart = 'browser' | 'command' | 'postgres';

/** Name of the variable that holds the socket; not set outside of a test run. */
export const sharedPartsAt = 'COURANT_TEST_PARTS';

/** Asks the run this test file belongs to for a part all of its files share; `null` outside of a run. */
export async function sharedPart<Answer>(part: SharedPart, asked: object = {}): Promise<Answer | null> {
  const socketPath = process.env[sharedPartsAt];
  if (socketPath === undefined) return null;
  return await new Promise((resolve, reject) => {
    const asking = request({ socketPath, path: `/${part}`, method: 'POST', agent: false }, async (response) => {
      const answer = await text(response).catch(reject);
      if (response.statusCode === 200) resolve(JSON.parse(answer ?? 'null'));
      else reject(new Error(`the shared ${part}: ${answer}`));
    });
    asking.once('error', reject).end(JSON.stringify(asked));
  });
}
