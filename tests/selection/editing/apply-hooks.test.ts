import { describe, expect, it } from 'vitest';
import { applyArticleHooks, applyStoryHooks } from '../../../src/selection/editing/apply-hooks.ts';
import { Hooks } from '../../../src/selection/editing/hooks.ts';
import { buildArticle, week } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

const articles = [
  buildArticle({ title: 'Whale', url: 'https://a.example/1', file: 'articles/1.md' }),
  buildArticle({ title: 'Tram', url: 'https://a.example/2', file: 'articles/2.md', topics: ['Trams'] }),
];
const big = buildStory({ id: 's1', others: ['x.example', 'y.example'], at: '2024-05-12T08:00:00Z' });

describe('a hook of the newsroom', () => {
  it('keeps an article out with its reason, even where another article relates it', () => {
    const hooks = Hooks.parse({
      eligibility: [{ name: 'no whales', apply: ({ title }: { title: string }) => (title === 'Whale' ? 'a whale' : true) }],
    });
    const hooked = applyArticleHooks(articles, hooks);
    expect(hooked.articles.map(({ removed }) => removed)).toEqual([true, false]);
    expect([...hooked.notEligible.values()]).toMatchObject([
      { url: 'https://a.example/1', reason: 'not-eligible', detail: 'the hook “no whales” keeps it out: a whale' },
    ]);
  });

  it('maps topics, and says so by name', () => {
    const hooks = Hooks.parse({ topicMapping: [{ name: 'city desk', apply: () => ['Cities'] }] });
    const hooked = applyArticleHooks(articles, hooks);
    expect(hooked.articles.map(({ topics }) => topics)).toEqual([['Cities'], ['Cities']]);
    expect(hooked.notes.get('https://a.example/2')).toBe('topics by the hook “city desk”: Cities instead of Trams');
  });

  it('multiplies points under its name, and chooses who leads', () => {
    const hooks = Hooks.parse({
      multiplier: [{ name: 'twice', apply: () => 2 }],
      leadPreference: [
        { name: 'y first', apply: ({ provider }: { provider: { domain: string } }) => (provider.domain === 'y.example' ? 1 : 0) },
      ],
    });
    const hooked = applyStoryHooks([big], hooks, week);
    expect(hooked.multipliers.get('s1')).toEqual([{ name: 'twice', factor: 2 }]);
    expect(hooked.stories[0]?.lead.provider.domain).toBe('y.example');
    expect(hooked.notes.get('s1')).toEqual(['led by y.example instead of gazette.example by the hook “y first”']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('oops');
      },
      'threw Error: oops',
    ],
    ['answers no number', () => Number.NaN, 'answered null'],
    ['answers later', async () => 1, 'answered {}'],
    [
      'answers differently each time',
      (() => {
        let calls = 0;
        return () => calls++;
      })(),
      'answered 0, then 1',
    ],
    [
      'changes its argument',
      (subject: { id: string }) => {
        subject.id = 'x';
        return 1;
      },
      'threw TypeError',
    ],
  ])('that %s changes nothing and is a fault that names hook and article', (_what, apply, words) => {
    const hooked = applyStoryHooks([big], Hooks.parse({ multiplier: [{ name: 'mine', apply }] }), week);
    expect(hooked.multipliers.size).toBe(0);
    expect(hooked.faults).toMatchObject([{ code: 'hook-failed', file: 'articles/gazette.example-s1.md' }]);
    expect(hooked.faults[0]?.found).toContain(`the hook “mine” (multiplier) ${words}`);
  });

  it('that is no function, or has another’s name, is a fault of the config', () => {
    expect(Hooks.safeParse({ multiplier: [{ name: 'a', apply: 2 }] }).error?.issues[0]?.message).toBe('must be a function');
    const twice = Hooks.safeParse({ multiplier: [{ name: 'a', apply: () => 1 }], eligibility: [{ name: 'a', apply: () => true }] });
    expect(twice.error?.issues[0]?.message).toContain('two hooks are called "a"');
  });
});
