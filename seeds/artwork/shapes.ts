import { type Easel, round, sheet } from './easel.ts';

type Point = readonly [x: number, y: number];

/** Places written the short way: `points('10 20, 30 40')`. */
export const points = (places: string): readonly Point[] => rows(places).map(([x = 0, y = 0]) => [x, y]);

/** Places with a size or a strength: `triples('10 20 5, 30 40 6')`. */
export const triples = (places: string): readonly (readonly [number, number, number])[] =>
  rows(places).map(([x = 0, y = 0, size = 0]) => [x, y, size]);

const rows = (places: string) => places.split(',').map((place) => place.trim().split(' ').map(Number));

/** A smooth curve through the points (Catmull-Rom), open unless told to close. */
export function curve(points: readonly Point[], closed = false): string {
  const at = (index: number): Point => {
    const last = points.length - 1;
    const wrapped = closed ? (index + points.length) % points.length : Math.min(Math.max(index, 0), last);
    return points[wrapped] ?? [0, 0];
  };
  const start = at(0);
  let outline = `M${round(start[0])} ${round(start[1])}`;
  for (let index = 0; index < points.length - (closed ? 0 : 1); index += 1) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const first = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6];
    const second = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6];
    outline += `C${[...first, ...second, ...to].map(round).join(' ')}`;
  }
  return closed ? `${outline}Z` : outline;
}

export const polygon = (...points: readonly Point[]) => `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}Z`;

export const box = (x: number, y: number, width: number, height: number, radius = 0) => {
  const r = Math.min(radius, width / 2, height / 2);
  const corner = (dx: number, dy: number) => (r > 0 ? `a${round(r)} ${round(r)} 0 0 1 ${round(dx)} ${round(dy)}` : '');
  return `M${round(x + r)} ${round(y)}h${round(width - 2 * r)}${corner(r, r)}v${round(height - 2 * r)}${corner(-r, r)}h${round(2 * r - width)}${corner(-r, -r)}v${round(2 * r - height)}${corner(r, -r)}Z`;
};

export const ellipse = (x: number, y: number, rx: number, ry: number) =>
  `M${round(x - rx)} ${round(y)}a${round(rx)} ${round(ry)} 0 1 0 ${round(rx * 2)} 0a${round(rx)} ${round(ry)} 0 1 0 ${round(-rx * 2)} 0Z`;

/** An arc of a circle as an open line; angles in degrees, 0 to the right, clockwise. */
export function arc(x: number, y: number, radius: number, from: number, to: number): string {
  const end = (degrees: number) =>
    `${round(x + radius * Math.cos((degrees * Math.PI) / 180))} ${round(y + radius * Math.sin((degrees * Math.PI) / 180))}`;
  return `M${end(from)}A${round(radius)} ${round(radius)} 0 ${Math.abs(to - from) > 180 ? 1 : 0} ${to > from ? 1 : 0} ${end(to)}`;
}

/** The outline of rolling land from edge to edge, closed along the bottom. `height` is the size of its swell, `length` that of its longest wave. */
export function ridge(easel: Easel, y: number, height: number, length = 620): string {
  const phases = [0, 1, 2].map(() => easel.between(0, Math.PI * 2));
  const points: Point[] = [];
  for (let x = -60; x <= sheet.width + 60; x += 40) {
    const swell = phases.reduce(
      (sum, phase, octave) => sum + Math.sin((x / length) * Math.PI * 2 * 1.9 ** octave + phase) / 2.1 ** octave,
      0,
    );
    points.push([x, y - (swell * height) / 1.7]);
  }
  return `${curve(points)}L${sheet.width + 60} ${sheet.height + 60}L-60 ${sheet.height + 60}Z`;
}

/** Jagged land: mountains, ice, torn paper. */
export function crags(easel: Easel, y: number, height: number, step = 90): string {
  const points: Point[] = [[-60, sheet.height + 60]];
  let up = easel.between(0, 1) > 0.5;
  for (let x = -60; x <= sheet.width + 60; x += step * easel.between(0.55, 1.35)) {
    points.push([x, y + (up ? -1 : 1) * height * easel.between(0.25, 1)]);
    up = !up;
  }
  return polygon(...points, [sheet.width + 60, y], [sheet.width + 60, sheet.height + 60]);
}

/** A scalloped band of sea, crests all one size. */
export function waves(y: number, size: number, shift = 0): string {
  let outline = `M${-2 * size - shift} ${y}`;
  for (let x = -2 * size - shift; x < sheet.width + 2 * size; x += size) outline += `q${round(size * 0.5)} ${round(size * 0.42)} ${size} 0`;
  return `${outline}V${sheet.height + 60}H-60Z`;
}

/** A pointed leaf from its stalk, `angle` degrees clockwise from straight up. */
export function leaf(x: number, y: number, length: number, width: number, angle: number): string {
  const turn = (dx: number, dy: number) => {
    const radians = (angle * Math.PI) / 180;
    return `${round(x + dx * Math.cos(radians) - dy * Math.sin(radians))} ${round(y + dx * Math.sin(radians) + dy * Math.cos(radians))}`;
  };
  const [w, l] = [width, length];
  return `M${turn(0, 0)}C${turn(-w, -l * 0.25)} ${turn(-w * 0.8, -l * 0.75)} ${turn(0, -l)}C${turn(w * 0.8, -l * 0.75)} ${turn(w, -l * 0.25)} ${turn(0, 0)}Z`;
}

/** A heap of cloud with a flat base at `y`. */
export function cloud(x: number, y: number, width: number): string {
  const w = width;
  return `M${round(x - w / 2)} ${round(y)}a${round(w * 0.13)} ${round(w * 0.13)} 0 0 1 ${round(w * 0.05)} ${round(-w * 0.2)}a${round(w * 0.17)} ${round(w * 0.17)} 0 0 1 ${round(w * 0.28)} ${round(-w * 0.14)}a${round(w * 0.2)} ${round(w * 0.2)} 0 0 1 ${round(w * 0.36)} ${round(w * 0.05)}a${round(w * 0.145)} ${round(w * 0.145)} 0 0 1 ${round(w * 0.26)} ${round(w * 0.29)}Z`;
}

export function stars(easel: Easel, count: number, bottom: number, colour = '#fff6e0'): void {
  for (let star = 0; star < count; star += 1) {
    const radius = easel.between(0.7, 1) ** 3 * easel.between(1, 3.2);
    easel.put(
      `<circle cx="${round(easel.between(0, sheet.width))}" cy="${round(easel.between(0, bottom))}" r="${round(radius)}" fill="${colour}" opacity="${round(easel.between(0.35, 1))}"/>`,
    );
  }
}

/** A gull, or anything far off with two wings. */
export function bird(easel: Easel, x: number, y: number, span: number, colour: string): void {
  easel.line(
    `M${round(x - span)} ${round(y - span * 0.25)}Q${round(x - span * 0.45)} ${round(y - span * 0.6)} ${round(x)} ${round(y)}Q${round(x + span * 0.45)} ${round(y - span * 0.6)} ${round(x + span)} ${round(y - span * 0.25)}`,
    colour,
    Math.max(2, span * 0.13),
  );
}

/** A gabled house standing on `y`, with lit or shut windows. */
export function house(
  easel: Easel,
  x: number,
  y: number,
  width: number,
  height: number,
  colours: { wall: string; roof: string; window: string },
): void {
  const roof = width * 0.55;
  easel.cut(
    `${polygon([x, y], [x, y - height], [x + width / 2, y - height - roof], [x + width, y - height], [x + width, y])}`,
    colours.wall,
  );
  easel.cut(
    polygon(
      [x - 6, y - height + 4],
      [x + width / 2, y - height - roof - 8],
      [x + width + 6, y - height + 4],
      [x + width - 4, y - height + 6],
      [x + width / 2, y - height - roof + 12],
      [x + 4, y - height + 6],
    ),
    colours.roof,
    'flat',
  );
  const [columns, rows] = [Math.max(1, Math.floor(width / 34)), Math.max(1, Math.floor(height / 44))];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      easel.cut(box(x + (width / columns) * (column + 0.5) - 7, y - height + 12 + row * 42, 14, 21, 2), colours.window, 'flat');
}
