import { describe, expect, it } from 'vitest';
import { at, json, newsroom, page } from '../../../../press/made-up-newsroom.ts';

describe('how editions were read, on the command line', { timeout: 120_000 }, () => {
  it('is told of the last editions and of one, as JSON, CSV and words; a correction is written, listed and taken back', async () => {
    const folder = newsroom({ insight: { clicks: true } });
    await folder.run(['subscribers', 'add', 'weekly', 'ada@reader.example', 'bea@reader.example']);
    await folder.run(['send', 'weekly', ...at]);
    const { editions } = await json(folder, 'insight', 'weekly');
    expect(editions).toMatchObject([{ newsletter: 'weekly', number: 1, accepted: 2, clicks: null, unsubscribes: 0 }]);
    const insight = await json(folder, 'insight', 'weekly:1');
    expect(insight).toMatchObject({ clicks: 0, forwarded: 0, subjects: null, sections: [{ section: 'Climate', stories: 3, clicks: 0 }] });
    const csv = (await folder.run(['insight', 'weekly:1', '--csv'])).out.split('\r\n');
    expect(csv[0]).toBe('story,headline,section,clicks,lead,section-lead,card,brief,highlights,read-on,outlets,more,forwarded,correction');
    expect(csv).toHaveLength(5);
    const [{ storyId, headline }] = insight.stories;

    const said = await folder.run(['erratum', 'weekly:1', page('Glacier'), '--words', 'It reopens in May.', '--by', 'ada']);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining('It reopens in May.') });
    expect((await json(folder, 'erratum', 'weekly:1')).errata).toMatchObject([{ said: [{ words: 'It reopens in May.', by: 'ada' }] }]);
    expect((await folder.run(['insight', 'weekly:1'])).out).toContain('[corrected] ');
    expect(await json(folder, 'erratum', 'weekly:1', page('Glacier'), '--withdraw')).toMatchObject({ words: null });
    const refused = await folder.run(['erratum', 'weekly:1', storyId, '--withdraw']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining(`No correction of “${headline}” stands`)]);
    expect((await folder.run(['erratum', 'weekly:1', storyId])).err).toContain('Give --words "…", or --withdraw.');
  });
});
