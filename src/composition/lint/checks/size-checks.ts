import { htmlLimits } from '../../blocks/size-budget.ts';
import { placeOf, wholePart } from '../document/mail-document.ts';
import type { Check } from '../finding.ts';

/** Gmail reads this much of all style sheets together. */
const mostStyleBytes = 16_384;

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** How much of a message clients are willing to show. */
export const sizeChecks: readonly Check[] = [
  {
    id: 'html-size',
    family: 'size',
    severity: 'error',
    audience: 'operator',
    asks: `The HTML part is under ${kilobytes(htmlLimits.most)} as encoded for transfer.`,
    why: 'Gmail cuts a longer message off, and the way to unsubscribe with it.',
    fix: 'Take fewer stories (selection.maxStories), shorten the intro, or use a lighter theme.',
    *find({ htmlBytes }) {
      if (htmlBytes > htmlLimits.most) yield { found: `${kilobytes(htmlBytes)} of HTML`, where: wholePart('html') };
    },
  },
  {
    id: 'html-size-near',
    family: 'size',
    severity: 'warning',
    audience: 'operator',
    asks: `The HTML part stays under ${kilobytes(htmlLimits.warn)} as encoded for transfer.`,
    why: 'Relays that encode the message again can push it over the 102 kB where Gmail cuts it off.',
    fix: 'Take fewer stories (selection.maxStories) or use a lighter theme.',
    *find({ htmlBytes }) {
      if (htmlBytes > htmlLimits.warn && htmlBytes <= htmlLimits.most)
        yield { found: `${kilobytes(htmlBytes)} of HTML`, where: wholePart('html') };
    },
  },
  {
    id: 'style-size',
    family: 'size',
    severity: 'error',
    audience: 'theme author',
    asks: 'All style sheets together are under 16 KB.',
    why: 'Gmail ignores what goes beyond.',
    fix: 'Move styles inline and keep sheets for what only they can do: dark scheme and narrow screens.',
    *find({ styles }) {
      const bytes = styles.sheets.reduce((sum, { css }) => sum + Buffer.byteLength(css), 0);
      const last = styles.sheets.at(-1);
      if (last && bytes >= mostStyleBytes) yield { found: `${kilobytes(bytes)} of style sheets`, where: last.where };
    },
  },
  {
    id: 'style-in-head',
    family: 'size',
    severity: 'error',
    audience: 'theme author',
    asks: 'Style sheets stand in the head.',
    why: 'Gmail drops a sheet in the body.',
    fix: 'Move the <style> element into <head>.',
    *find({ document }) {
      for (const element of document.elements)
        if (element.tagName === 'style' && element.parentNode?.nodeName !== 'head')
          yield { found: 'a <style> element outside the head', where: placeOf(element) };
    },
  },
];
