import type { Dropped } from './text-block.ts';

/** Elements a mail can do nothing with, and why: what stands in them goes with them. */
const useless: Readonly<Record<string, readonly [what: string, why: string] | null>> = {
  script: ['<script>', 'no mail runs one'],
  style: ['<style>', 'it would change the whole mail'],
  link: ['<link>', 'it would change the whole mail'],
  svg: ['<svg>', 'Gmail and Outlook show none; a PNG would do'],
  math: ['<math>', 'no mail program sets formulas; a picture would do'],
  canvas: ['<canvas>', 'a script would have to draw it'],
  button: ['a form', 'nobody can fill one in inside a mail'],
  select: ['a form', 'nobody can fill one in inside a mail'],
  textarea: ['a form', 'nobody can fill one in inside a mail'],
  frameset: ['<frameset>', 'a mail has no frames'],
  frame: ['<frame>', 'a mail has no frames'],
  applet: ['<applet>', 'no mail runs one'],
  // Nobody sees these on a page either.
  template: null,
  head: null,
  title: null,
  meta: null,
  base: null,
  datalist: null,
  dialog: null,
  progress: null,
  meter: null,
};

/** What a reading leaves out, each kind once. */
export type Notes = {
  readonly add: (what: string, why: string, mark: string) => void;
  /** Whether an element goes with all that is in it; said where a person would miss it. */
  readonly drops: (tagName: string) => boolean;
  readonly all: () => readonly Dropped[];
};

export function notes(): Notes {
  const found = new Map<string, Dropped>();
  const add: Notes['add'] = (what, why, mark) => {
    const before = found.get(what);
    found.set(what, before === undefined ? { what, why, count: 1, mark: mark.toLowerCase() } : { ...before, count: before.count + 1 });
  };
  return {
    add,
    drops: (tagName) => {
      if (!Object.hasOwn(useless, tagName)) return false;
      const told = useless[tagName];
      if (told) add(told[0], told[1], `<${tagName}`);
      return true;
    },
    all: () => [...found.values()],
  };
}
