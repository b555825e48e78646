import { describe, expect, it } from 'vitest';
import { pointsOf } from '../../../src/selection/choosing/points.ts';
import { SelectionSettings } from '../../../src/selection/choosing/settings.ts';
import { now } from '../build-article.ts';
import { buildStory } from '../build-story.ts';

const settings = SelectionSettings.parse({});
const day = 86_400_000;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
const totalOf = (sketch: Parameters<typeof buildStory>[0], knobs = {}) =>
  pointsOf(buildStory(sketch), now, { ...settings, ...knobs }, 7 * day).total;

describe('points', () => {
  it('are quality plus 20 for each other outlet, when the lead is new', () => {
    const sketch = { id: 'a', quality: 54, at: hoursAgo(0), others: ['b.example', 'c.example'] };
    expect(totalOf(sketch)).toBe(94);
  });

  it('are halved by half the window', () => {
    expect(totalOf({ id: 'a', quality: 80, at: hoursAgo(84) })).toBeCloseTo(40, 10);
  });

  it('are halved by the half-life of the settings, when they have one', () => {
    expect(totalOf({ id: 'a', quality: 80, at: hoursAgo(24) }, { halfLifeMs: day })).toBeCloseTo(40, 10);
  });

  it('count at most five other outlets', () => {
    const others = Array.from({ length: 9 }, (_, index) => `o${index}.example`);
    expect(totalOf({ id: 'a', quality: 0, at: hoursAgo(0), others })).toBe(100);
  });

  it('do not count a second page of an outlet, nor `www.` and letter case as another outlet', () => {
    expect(
      totalOf({ id: 'a', quality: 0, at: hoursAgo(0), outlet: 'wire.example', others: ['WWW.Wire.example', 'b.example', 'www.b.example'] }),
    ).toBe(20);
  });

  it('count quality below zero as zero', () => {
    expect(totalOf({ id: 'a', quality: -30, at: hoursAgo(0), others: ['b.example'] })).toBe(20);
  });
});
