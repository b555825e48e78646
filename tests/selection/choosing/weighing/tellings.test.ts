import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../../src/selection/choosing/settings.ts';
import { judgeTellings, tellingWords } from '../../../../src/selection/choosing/weighing/tellings.ts';
import type { Coverage, Story } from '../../../../src/selection/stories/story.ts';
import { buildTelling, type TellingSketch } from '../../build-article.ts';

const knobs = settingsOf({});
let hour = 0;

function storyOf(...sketches: readonly TellingSketch[]): Story {
  const coverages = sketches.map((sketch): Coverage => {
    hour += 1;
    const at = `2024-05-10T${String(hour % 24).padStart(2, '0')}:00:00Z`;
    return { ...buildTelling({ at, ...sketch, url: `https://${sketch.outlet}/${sketch.url ?? 'page'}` }), file: 'a.md', topics: ['AI'] };
  });
  const [lead] = coverages as [Coverage];
  return { id: 's', lead, coverages, alsoCoveredBy: coverages.slice(1), topics: ['AI'] };
}

const verdicts = (story: Story, settings = knobs) =>
  Object.fromEntries(judgeTellings(story, settings).map((telling) => [telling.coverage.provider.domain, tellingWords(telling)]));

describe('tellings', () => {
  it('of the same title are one, whatever name of an outlet stands behind it', () => {
    const told = verdicts(
      storyOf(
        { outlet: 'paper.example', title: 'Council of Hale reopens the old bridge after nine years' },
        { outlet: 'copy.example', title: 'Council of Hale re-opens the old bridge after nine years - copy.example' },
        { outlet: 'other.example', title: 'Nine years on, Hale has its bridge back' },
      ),
    );
    expect(told).toEqual({
      'paper.example': 'leads: its quality is the story’s',
      'copy.example': 'not counted: near-identical to that of paper.example',
      'other.example': 'counted: an independent telling',
    });
  });

  it('of the same text under other titles are one, wherever each was cut', () => {
    const text = 'The council voted on Tuesday to reopen the bridge over the Hale, which had been shut since a barge struck it in 2015.';
    const told = verdicts(
      storyOf(
        { outlet: 'lead.example', title: 'Hale has a bridge again' },
        { outlet: 'agency.example', title: 'Vote on Tuesday', excerpt: text },
        { outlet: 'paper.example', title: 'Barge or no barge', excerpt: `HALE (Agency) ${text.slice(0, 80)}` },
      ),
    );
    expect(told['agency.example']).toBe('counted: an independent telling');
    expect(told['paper.example']).toBe('not counted: near-identical to that of agency.example');
  });

  it('of a press wire do not count, known by address, by the beginning of its path or by the mark in the text', () => {
    const told = verdicts(
      storyOf(
        { outlet: 'paper.example', title: 'Wipers for everyone' },
        { outlet: 'prnewswire.com', title: 'Acme makes a wiper available' },
        { outlet: 'finance.prweb.com', title: 'A wiper by Acme, at last' },
        { outlet: 'apnews.com', url: 'press-release/acme', title: 'Rain is over' },
        { outlet: 'daily.example', title: 'Acme did it', excerpt: 'HALE, May 3 /PRNewswire/ -- Acme today ...' },
        { outlet: 'news.apnews.com', url: 'article/acme', title: 'What a wiper is good for' },
      ),
    );
    const release = 'not counted: a press release';
    expect(told).toMatchObject({
      'prnewswire.com': release,
      'finance.prweb.com': release,
      'apnews.com': release,
      'daily.example': release,
    });
    expect(told['news.apnews.com']).toBe('counted: an independent telling');
  });

  it('repeating a press release are reprints of it, though it was published after them', () => {
    const title = 'Acme Earns the Advanced Specialization for Wipers';
    const told = verdicts(
      storyOf({ outlet: 'lead.example', title: 'A badge for Acme' }, { outlet: 'mirror.example', title }, { outlet: 'openpr.com', title }),
    );
    expect(told['mirror.example']).toBe('not counted: near-identical to that of openpr.com');
  });

  it('by whom the story is about do not count, unless the outlet is one that reports or the word is nobody’s name', () => {
    const told = verdicts(
      storyOf(
        { outlet: 'paper.example', title: 'Acme and Time agree on wipers' },
        { outlet: 'newsroom.acme.com', title: 'Acme agrees on wipers' },
        { outlet: 'time.com', title: 'Acme: Time for wipers' },
        { outlet: 'wipers.example', title: 'Acme Wipers Agreed' },
      ),
    );
    expect(told['newsroom.acme.com']).toBe('not counted: told by whom it is about');
    expect(told['time.com']).toBe('counted: an independent telling');
    expect(told['wipers.example']).toBe('counted: an independent telling');
  });

  it('count what the settings give them', () => {
    const story = storyOf({ outlet: 'paper.example', title: 'Wipers' }, { outlet: 'prweb.com', title: 'Acme makes a wiper' });
    expect(judgeTellings(story, { ...knobs, wireWeight: 0.5 })[1]).toMatchObject({ kind: 'press-wire', counts: 0.5 });
    expect(judgeTellings(story, { ...knobs, pressWires: [] })[1]).toMatchObject({ kind: 'independent', counts: 1 });
  });

  it('in scripts without blanks are compared by their letters', () => {
    const told = verdicts(
      storyOf(
        { outlet: 'a.example', title: '気候変動対策の新しい法律が可決された' },
        { outlet: 'b.example', title: '気候変動対策の新しい法律が可決' },
        { outlet: 'c.example', title: '新法で企業の排出量報告が義務に' },
      ),
    );
    expect(told['b.example']).toBe('not counted: near-identical to that of a.example');
    expect(told['c.example']).toBe('counted: an independent telling');
  });
});
