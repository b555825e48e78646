import { describe, expect, it } from 'vitest';
import { handleOf, mentionsIn } from '../../../src/press/people/mentions.ts';

let ids = 0;
const account = (name: string, address: string, disabled = false) => {
  ids += 1;
  return { id: ids, name, address, role: 'editor' as const, createdAt: new Date(0), disabled };
};
const ada = account('Ada Lovelace', 'countess@courant.example');
const adaYoung = account('Ada Young', 'young@courant.example');
const grace = account('Grace Hopper', 'Amazing.Grace@courant.example');
const zoe = account('Zoë', 'z@courant.example');
const gone = account('Mallory', 'mallory@courant.example', true);
const all = [ada, adaYoung, grace, zoe, gone];
const names = (words: string) => {
  const { people, unknown, several } = mentionsIn(words, all);
  return [people.map(({ name }) => name), unknown, several];
};

describe('a mention', () => {
  it.each([
    ['@grace, look', ['Grace Hopper'], [], []],
    ['(@GRACE HOPPER) and @gracehopper and @amazing.grace.', ['Grace Hopper'], [], []],
    ['@Ada Lovelace and @young', ['Ada Lovelace', 'Ada Young'], [], []],
    ['@ada?', [], [], ['ada']],
    ['@adam @countessa', [], ['adam', 'countessa'], []],
    ['@zoë @Zoe\u0308', ['Zoë'], [], []],
    ['@mallory', [], ['mallory'], []],
    ['write to grace@courant.example or x@grace, @@grace, @ grace', [], [], []],
    ['@<script>', [], [], []],
  ])('in %j is who it names', (words, ...meant) => {
    expect(names(words)).toEqual(meant);
  });

  it('is offered by the shortest name that means one person alone', () => {
    expect(all.slice(0, 4).map((one) => handleOf(one, all))).toEqual(['Ada Lovelace', 'Ada Young', 'Grace', 'Zoë']);
    for (const one of all.slice(0, 4)) expect(mentionsIn(`@${handleOf(one, all)}`, all).people).toEqual([one]);
  });
});
