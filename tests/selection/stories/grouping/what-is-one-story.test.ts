import { describe, expect, it } from 'vitest';
import { apart, groups, together } from './group-headlines.ts';

describe('places, names and numbers', () => {
  it('do not join two stories of one town that both open with its name', () => {
    expect(
      apart({ title: 'Ostvik-sur-Linnet. The choir looks for tenors' }, { title: 'Ostvik-sur-Linnet. A new bench for the square' }),
    ).toBe(true);
  });

  it('keep apart two seizures that count differently', () => {
    const first = { title: 'Linnet navy arrests 23 smugglers near Ostvik' };
    const another = (count: number) => ({ title: `Navy off Ostvik seizes boats, ${count} smugglers held` });
    expect(together(first, another(23))).toBe(true);
    expect(together(first, another(40))).toBe(false);
  });

  it('are the same under another name of the country', () => {
    expect(together({ title: 'U.S. halts parcel post to Valmere' }, { title: 'US halts parcel post to Valmere over tariffs' })).toBe(true);
  });
});

describe('a headline very many outlets carry', () => {
  it('is one story however many they are, among few articles', () => {
    const others = Array.from({ length: 40 }, (_, at) => ({ title: `Harbour${at} opens quay${at} after storm${at}` }));
    const carried = Array.from({ length: 92 }, () => ({ title: 'Plover-2 phones home from the comet after nine years' }));
    const largest = Math.max(...groups([...others, ...carried]).map((story) => story.length));
    expect(largest).toBe(92);
  });
});

describe('a group of several tellings', () => {
  const tellings = [
    'Linnet bridge collapses in Ostvik, four dead',
    'Four dead as Linnet bridge collapses in Ostvik',
    'Ostvik: Linnet bridge collapse kills four',
    'Collapse of Linnet bridge in Ostvik kills four people',
    'Ostvik mourns after Linnet bridge collapse',
  ].map((title) => ({ title }));

  it('draws in what says with all of them what no single one bears out enough', () => {
    const straggler = 'Why the Linnet bridge could collapse: an engineer on Ostvik';
    const found = groups([...tellings, { title: straggler }]);
    expect(found.find((story) => story.includes(straggler))?.length).toBe(6);
  });

  it('does not draw in what is about somebody else', () => {
    const other = 'Heron Tower in Pell collapses, Mayor Varga orders inquiry';
    const found = groups([...tellings, { title: other }]);
    expect(found.find((story) => story.includes(other))).toEqual([other]);
  });
});
