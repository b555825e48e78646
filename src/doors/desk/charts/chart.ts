import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

/** Bars above and below a line, as markup to stand in a page: columns of time, `up` above zero, `down` below. */
export type UpAndDown = {
  readonly label: string;
  readonly values: readonly { readonly at: Date; readonly up: number; readonly down: number }[];
};

/** Narrow, so that its words can still be read where a phone shrinks it. */
const size = { width: 440, height: 180, marginLeft: 44, marginBottom: 36, marginTop: 10, marginRight: 8 };

/** SVG without a style of its own, for the desk's pages allow none: `charts.css` and `people.css` dress it. */
export function upAndDownChart({ label, values }: UpAndDown): string {
  const options: Plot.PlotOptions = {
    ...size,
    document: page(),
    x: { type: 'utc', label: null },
    y: {
      label: null,
      ticks: wholeTicks(values.flatMap(({ up, down }) => [up, down])),
      tickFormat: (value: number) => String(Math.abs(value)),
      grid: true,
    },
    marks: [
      Plot.rectY(values, { x: 'at', y: 'up', interval: 'week', className: 'chart-up', inset: 1 }),
      Plot.rectY(values, {
        x: 'at',
        y: ({ down }: UpAndDown['values'][number]) => -down,
        interval: 'week',
        className: 'chart-down',
        inset: 1,
      }),
      Plot.ruleY([0], { className: 'chart-zero' }),
    ],
  };
  return markupOf(Plot.plot(options), label);
}

export type Columns = {
  readonly label: string;
  readonly values: readonly { readonly name: string; readonly count: number }[];
};

/** Standing bars side by side, in the order given, each named below; of many every so many. */
export function columnsChart({ label, values }: Columns): string {
  const every = Math.max(1, Math.ceil(values.length / namesBelow));
  const placed = values.map(({ count }, place) => ({ count, place }));
  const drawn = Plot.plot({
    ...size,
    document: page(),
    x: {
      type: 'band',
      label: null,
      ticks: placed.filter(({ place }) => place % every === 0).map(({ place }) => place),
      tickFormat: (place: number) => values[place]?.name ?? '',
      tickSize: 0,
    },
    y: { label: null, ticks: wholeTicks(values.map(({ count }) => count)), grid: true, nice: true },
    marks: [Plot.barY(placed, { x: 'place', y: 'count', className: 'chart-up', inset: 1 }), Plot.ruleY([0], { className: 'chart-zero' })],
  });
  return markupOf(drawn, label);
}

const namesBelow = 8;

/** Of three readers there is no half: a line a reader at the most. */
const wholeTicks = (counts: readonly number[]): number => Math.max(1, Math.min(4, Math.ceil(Math.max(0, ...counts))));

export type Lengths = { readonly label: string; readonly values: readonly { readonly name: string; readonly count: number }[] };

/** Lying bars, the longest first as given. */
export function lengthsChart({ label, values }: Lengths): string {
  const short = values.map(({ name, count }, place) => ({ count, name, place }));
  const drawn = Plot.plot({
    ...size,
    height: 46 + 24 * values.length,
    marginLeft: 190,
    document: page(),
    x: { label: null, ticks: wholeTicks(values.map(({ count }) => count)), grid: true },
    y: { type: 'band', label: null, tickFormat: (place: number) => cut(short[place]?.name ?? '') },
    marks: [Plot.barX(short, { x: 'count', y: 'place', className: 'chart-up', inset: 2 })],
  });
  return markupOf(drawn, label);
}

const page = () => parseHTML('<!doctype html><html><body></body></html>').document as never;

const cut = (text: string): string => (text.length > 26 ? `${text.slice(0, 25)}…` : text);

/** As much of an element as is needed here; the compiler knows no browser's. */
type Drawn = {
  readonly outerHTML: string;
  querySelectorAll(selector: string): Iterable<Drawn>;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  remove(): void;
};

function markupOf(plot: unknown, label: string): string {
  const drawn = plot as Drawn;
  for (const style of drawn.querySelectorAll('style')) style.remove();
  for (const element of [drawn, ...drawn.querySelectorAll('[style]')]) element.removeAttribute('style');
  // Parts of a picture have no names of their own.
  for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  drawn.setAttribute('class', 'plot');
  drawn.setAttribute('role', 'img');
  drawn.setAttribute('aria-label', label);
  drawn.removeAttribute('width');
  drawn.removeAttribute('height');
  return drawn.outerHTML;
}
