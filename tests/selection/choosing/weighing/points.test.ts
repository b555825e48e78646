import { describe, expect, it } from 'vitest';
import { settingsOf, settingsSealed } from '../../../../src/selection/choosing/settings.ts';
import { pointsOf } from '../../../../src/selection/choosing/weighing/points.ts';
import { now } from '../../build-article.ts';
import { buildStory } from '../../build-story.ts';

const settings = settingsOf({});
const day = 86_400_000;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
const outlets = (count: number) => Array.from({ length: count }, (_, index) => `o${index}.example`);
const pointsWith = (sketch: Parameters<typeof buildStory>[0], knobs = {}) =>
  pointsOf(buildStory(sketch), now, { ...settings, ...knobs }, 7 * day);
const totalOf = (sketch: Parameters<typeof buildStory>[0], knobs = {}) => pointsWith(sketch, knobs).total;

describe('points', () => {
  it('are quality plus 20 for the first outlet that tells it independently, and 20 more for each doubling', () => {
    const sketch = { id: 'a', quality: 54, at: hoursAgo(0) };
    expect([0, 1, 3, 7, 15].map((count) => totalOf({ ...sketch, others: outlets(count) }))).toEqual([54, 74, 94, 114, 134]);
  });

  it('are halved by half the window', () => {
    expect(totalOf({ id: 'a', quality: 80, at: hoursAgo(84) })).toBeCloseTo(40, 10);
  });

  it('are halved by the half-life of the settings, when they have one', () => {
    expect(totalOf({ id: 'a', quality: 80, at: hoursAgo(24) }, { halfLifeMs: day })).toBeCloseTo(40, 10);
  });

  it('count no more independent tellings than `coverageCap`, where there is one', () => {
    expect(totalOf({ id: 'a', quality: 0, at: hoursAgo(0), others: outlets(9) }, { coverageCap: 3 })).toBe(40);
  });

  it('do not count a second page of an outlet, nor `www.` and letter case as another outlet', () => {
    expect(
      totalOf({ id: 'a', quality: 0, at: hoursAgo(0), outlet: 'wire.example', others: ['WWW.Wire.example', 'b.example', 'www.b.example'] }),
    ).toBe(20);
  });

  it('count quality below zero as zero', () => {
    expect(totalOf({ id: 'a', quality: -30, at: hoursAgo(0), others: ['b.example'] })).toBe(20);
  });

  it('count five outlets at most, each 20, in an edition sealed by the rules of before', () => {
    const then = settingsSealed({ coverageWeight: 20, coverageCap: 5 });
    const points = pointsWith({ id: 'a', quality: 54, at: hoursAgo(0), others: outlets(9) }, then);
    expect(points.total).toBe(154);
    expect(points).not.toHaveProperty('independent');
  });

  it('of an announcement alone are what the settings say of it, and of one that is reported all of them', () => {
    const announced = { id: 'Acme opens a plant', title: 'Acme opens a plant', quality: 80, at: hoursAgo(0), outlet: 'acme.example' };
    expect(pointsWith(announced, { announcementFactor: 0.5 })).toMatchObject({
      total: 40,
      multipliers: [{ name: 'an announcement alone', factor: 0.5 }],
    });
    expect(totalOf({ ...announced, others: ['b.example'] }, { announcementFactor: 0.5 })).toBe(100);
  });
});
