import { describe, expect, it } from 'vitest';
import { projectFolder } from '../project-folder.ts';

const config = `export default {
  content: ['articles'],
  hooks: { eligible: [] },
  newsletters: [
    {
      id: 'weekly',
      name: 'Mine',
      topics: ['Harbour'],
      selction: {},
      perTopic: 3,
      schedule: { cron: 4 },
      selection: { perTopic: 'three' },
    },
  ],
  banana: 1,
};
`;

describe('what is wrong with a config', () => {
  it('is told by field and line: what is missing with an example, what is misspelt, and where a setting belongs', async () => {
    const folder = projectFolder();
    try {
      folder.write('courant.config.js', config);
      const { code, err } = await folder.run(['check']);
      expect(code).toBe(2);
      const told = err.split('\n').filter((line) => line.startsWith('  '));
      expect(told).toEqual([
        expect.stringMatching(/sender: is missing; write .* as in \{ name: 'The Harbour Post', address: /),
        expect.stringMatching(/postalAddress: is missing; write where it is published/),
        expect.stringMatching(/:11: newsletters\.0\.schedule\.cron: must be text in quotes, and is a number; write .* as in '0 8 \* \* 6'/),
        expect.stringMatching(/schedule\.zone: is missing; write .* as in 'Europe\/London'/),
        expect.stringMatching(/:12: newsletters\.0\.selection\.perTopic: must be a number, and is text$/),
        expect.stringMatching(/:9: newsletters\.0\.selction: there is no such setting; did you mean "selection"\?$/),
        expect.stringMatching(/:10: newsletters\.0\.perTopic: it does not belong to a newsletter itself; write it into its "selection"$/),
        expect.stringMatching(/:3: hooks: it does not belong at the top of the config; write it into a newsletter: /),
        expect.stringMatching(/:15: banana: there is no such setting; /),
      ]);
    } finally {
      folder.remove();
    }
  });
});
