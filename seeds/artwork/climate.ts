import { type Easel, round, type Scene } from './easel.ts';
import { arc, bird, box, crags, curve, ellipse, leaf, points, polygon, ridge, triples, waves } from './shapes.ts';

const slate = '#22323c';
const _ochre = '#e0a33a';
const rust = '#c2532d';
const cream = '#f6e7cb';

export const climate: Readonly<Record<string, Scene>> = {
  'storm-ysolde': stormYsolde,
  'harbour-barrier': harbourBarrier,
  'two-lines-part': twoLinesPart,
  'bog-road': bogRoad,
  'late-leaves': lateLeaves,
  'under-the-glacier': underTheGlacier,
};

function stormYsolde(easel: Easel): void {
  easel.ground(['#16242e', '#27414d', '#1a2c38'], 30);
  for (let swell = 0; swell < 46; swell += 1) {
    const [x, y] = [easel.between(-40, 1160), easel.between(0, 630)];
    easel.line(`M${x} ${y}q18 -10 36 0t36 0`, '#5f8a94', 2.5, easel.between(0.15, 0.45));
  }
  const tones = ['#2f4b57', '#3f626e', '#557a85', '#70949c', '#8fb0b4', '#adc8c9', '#cbdcd8', '#e8eee6'] as const;
  for (const [layer, paint] of tones.entries()) {
    const reach = 292 * 0.78 ** layer + 22;
    const points = Array.from({ length: 72 }, (_, at) => {
      const turn = (at / 72) * Math.PI * 2;
      const along = (at / 18) % 1;
      const radius = reach * (0.74 + 0.5 * along ** 1.7) * easel.between(0.98, 1.02);
      const angle = -turn + layer * 0.62 - along * 0.35;
      return [600 + radius * 1.34 * Math.cos(angle), 315 + radius * 0.9 * Math.sin(angle)] as const;
    });
    easel.cut(curve(points, true), paint, layer > 4 ? 'high' : 'low');
  }
  easel.glow(600, 315, 110, '#f6c465', 0.5);
  easel.cut(ellipse(600, 315, 46, 36), '#16242e', 'low');
  easel.cut(ellipse(600, 318, 33, 25), rust, 'flat');
  easel.cut(
    curve(points('1270 -60, 1110 -60, 1090 40, 1130 110, 1070 190, 1100 290, 1060 380, 1120 460, 1090 560, 1140 700, 1270 700'), true),
    '#d9a253',
    'high',
  );
  easel.cut(curve(points('1270 -60, 1170 -60, 1150 60, 1180 180, 1140 300, 1170 430, 1150 560, 1190 700, 1270 700'), true), rust);
}

function harbourBarrier(easel: Easel): void {
  easel.ground(['#1b2833', '#2f4651', '#5a7a80', '#c79a5c']);
  easel.cut(ridge(easel, 330, 30, 500), '#3d5660');
  easel.glow(905, 176, 260, '#ffe0a0', 0.9);
  easel.put(
    `<path d="${'M905 176L-60 20L-60 150Z'}" fill="#ffe9b8" opacity=".2"/><path d="${'M905 176L1260 110L1260 210Z'}" fill="#ffe9b8" opacity=".2"/>`,
  );
  easel.cut('M878 420L932 420L922 200L888 200Z', cream, 'high');
  for (const y of [250, 330]) easel.cut(polygon([884, y + 36], [926, y + 36], [924, y], [886, y]), rust, 'flat');
  easel.cut(box(880, 160, 50, 38, 4), slate);
  easel.cut(box(892, 166, 26, 26, 3), '#ffe9a8', 'flat');
  easel.cut('M876 162Q905 126 934 162Z', rust);
  for (const [y, size, paint, shift] of [
    [336, 130, '#4e7d86', 20],
    [372, 150, '#39646f', 90],
  ] as const)
    easel.cut(waves(y, size, shift), paint);
  for (const [x, y, scale] of triples('255 372 1.1, 470 380 0.9, 715 372 1.2'))
    easel.cut(
      `M${x - 90 * scale} ${y + 60}C${x - 70 * scale} ${y - 50 * scale} ${x + 10 * scale} ${y - 90 * scale} ${x + 70 * scale} ${y - 40 * scale}C${x + 40 * scale} ${y - 46 * scale} ${x + 16 * scale} ${y - 24 * scale} ${x + 36 * scale} ${y}C${x + 60 * scale} ${y + 6} ${x + 80 * scale} ${y + 30} ${x + 96 * scale} ${y + 60}Z`,
      '#8fb4b5',
      'high',
    );
  for (const [at, x] of [90, 316, 542, 768, 994].entries()) {
    easel.cut(
      `M${x - 10} 520V430Q${x + 113} 330 ${x + 216} 430V520Z`,
      easel.linear(at % 2 ? ['#e6d3a8', '#b08a4e'] : ['#d8c294', '#a37e46']),
      'high',
    );
    for (let rib = 1; rib < 6; rib += 1)
      easel.line(`M${x - 10 + rib * 38} ${430 - 50 * Math.sin((rib / 6) * Math.PI)}V518`, '#7a5c33', 3, 0.6);
  }
  for (const x of [60, 286, 512, 738, 964, 1190]) {
    easel.cut(box(x - 28, 366, 56, 190, 6), '#33454f', 'high');
    easel.cut(`M${x - 36} 370Q${x} 318 ${x + 36} 370Z`, rust);
    easel.disc(x, 404, 8, '#ffd98a', 'flat');
  }
  easel.cut(box(-20, 520, 1240, 30), '#1d2a33', 'high');
  easel.cut(box(-20, 548, 1240, 110), easel.linear(['#2c5560', '#16303c']), 'flat');
  for (let glint = 0; glint < 50; glint += 1)
    easel.line(
      `M${easel.between(0, 1180)} ${easel.between(562, 624)}h${easel.between(16, 60)}`,
      easel.pick(['#ffd98a', '#8fb4b5']),
      2.5,
      easel.between(0.15, 0.5),
    );
}

function twoLinesPart(easel: Easel): void {
  easel.ground(['#fdf1d8', '#f8ddb0', '#f0c184']);
  easel.glow(610, 270, 330, '#fffaf0', 0.9);
  easel.disc(610, 262, 86, '#fff7e4', 'low');
  const wobble = () => easel.between(-12, 12);
  for (const [step, paint] of [
    [0, '#f4c069'],
    [62, '#e9a044'],
    [124, '#d67c33'],
    [186, '#b8562d'],
  ] as const)
    easel.cut(
      `${curve([
        [-60, 400 + wobble()],
        [150, 408 + wobble()],
        [330, 404 + step * 0.2],
        [480, 372 + step * 0.5 + wobble()],
        [650, 312 + step * 0.8 + wobble()],
        [820, 226 + step + wobble()],
        [1010, 128 + step * 1.2 + wobble()],
        [1270, 40 + step * 1.4],
      ])}L1270 700H-60Z`,
      paint,
    );
  for (const [step, paint] of [
    [0, '#a9cbc3'],
    [44, '#78aca8'],
    [88, '#4f8f90'],
    [134, '#327077'],
    [184, '#1f505c'],
  ] as const)
    easel.cut(
      `${curve([
        [-60, 372 + step + wobble()],
        [140, 366 + step + wobble()],
        [330, 384 + step + wobble()],
        [520, 428 + step * 0.92 + wobble()],
        [700, 480 + step * 0.8 + wobble()],
        [900, 532 + step * 0.62 + wobble()],
        [1270, 588 + step * 0.5],
      ])}L1270 700H-60Z`,
      paint,
    );
  for (const [x, y, span] of triples('430 150 20, 478 184 14, 392 196 12')) bird(easel, x, y, span, '#7d4a2c');
  for (const [x, y, size] of triples('256 318 62, 350 350 46, 180 322 42')) {
    easel.line(`M${x} ${y + size}V${y - size * 0.5}`, cream, 5);
    for (const turn of [0, 120, 240]) easel.cut(leaf(x, y - size * 0.5, size * 0.9, 5, turn + size), cream, 'low');
  }
}

function bogRoad(easel: Easel): void {
  easel.ground(['#f3dfb8', '#e9c58d', '#c9a878']);
  easel.disc(600, 170, 74, '#fff3d6', 'low');
  easel.cut(ridge(easel, 270, 26, 640), '#a9a583');
  easel.cut(ridge(easel, 306, 18, 460), '#868a68');
  easel.cut(box(-20, 330, 1240, 320), easel.linear(['#7c7a4e', '#5a5f3d', '#3b452f']), 'low');
  for (const [x, y, rx, ry] of [
    [250, 420, 150, 26],
    [940, 404, 170, 24],
    [330, 540, 210, 40],
    [900, 560, 230, 44],
  ] as const) {
    easel.cut(ellipse(x, y, rx, ry), easel.linear(['#f0d8a6', '#7d9aa0', '#4a6a75']), 'low');
    for (const dy of [-0.3, 0.2]) easel.line(`M${x - rx * 0.4} ${y + ry * dy}h${rx * 0.5}`, '#fff6e2', 2.5, 0.6);
  }
  const edge = (side: number) =>
    [
      [600 + side * 9, 331],
      [600 + side * 24, 384],
      [588 + side * 58, 446],
      [616 + side * 108, 530],
      [592 + side * 190, 670],
    ] as const;
  easel.cut(`${curve(edge(-1))}L${curve([...edge(1)].reverse()).slice(1)}Z`, '#4a4f52', 'high');
  easel.put(
    '<path d="M600 330Q606 380 588 440T616 524T590 640" fill="none" stroke="#f6e7cb" stroke-width="9" stroke-dasharray="10 26" opacity=".9"/>',
  );
  easel.cut(curve(points('640 470, 690 462, 744 500, 770 560, 720 570, 660 530'), true), '#6f8f92', 'flat');
  for (const [x, y] of points('668 436, 704 506, 500 470')) {
    easel.put(`<g transform="rotate(${x > 600 ? 24 : -14} ${x} ${y})">`);
    easel.cut(box(x - 5, y - 46, 10, 50, 2), cream, 'high');
    easel.cut(box(x - 5, y - 38, 10, 12), rust, 'flat');
    easel.put('</g>');
  }
  for (let reed = 0; reed < 74; reed += 1) {
    const side = reed % 2 ? 1 : -1;
    const x = 600 + side * easel.between(190, 600);
    const y = easel.between(560, 660);
    const [height, lean] = [easel.between(90, 230), easel.between(-26, 26)];
    easel.line(
      `M${x} ${y}Q${x} ${y - height * 0.6} ${x + lean} ${y - height}`,
      easel.pick(['#2f3a26', '#4f5a30', '#7a7238']),
      easel.between(2.5, 5),
      0.95,
    );
    if (reed % 3 === 0)
      for (let tuft = 0; tuft < 5; tuft += 1)
        easel.put(
          `<circle cx="${x + lean + easel.between(-8, 8)}" cy="${y - height + easel.between(-9, 7)}" r="${easel.between(6, 11)}" fill="#fffaf0" opacity=".92"/>`,
        );
    else if (reed % 3 === 1) easel.line(`M${x + lean} ${y - height}l${lean * 0.1} -30`, '#6b3f22', 10);
  }
}

function lateLeaves(easel: Easel): void {
  easel.ground(['#f8ecd2', '#f0d9ae'], 60);
  easel.disc(610, 310, 236, '#f6c56a', 'flat');
  easel.disc(610, 310, 190, '#f9d68c', 'flat');
  const fallen = ['#c2532d', '#e0a33a', '#a63d26', '#d97a2f'] as const;
  const sprig = (x: number, y: number, length: number, width: number, angle: number, paint: string, vein: string) => {
    easel.cut(leaf(x, y, length, width, angle), paint, 'high');
    easel.put(`<g transform="rotate(${angle} ${x} ${y})">`);
    easel.line(`M${x} ${y + 26}V${y - length * 0.93}`, vein, 3.5, 0.8);
    for (let rib = 1; rib < 7; rib += 1)
      for (const side of [-1, 1])
        easel.line(
          `M${x} ${y - length * rib * 0.125}q${side * width * 0.3} ${-length * 0.03} ${side * width * 0.52 * Math.sin((rib / 7.4) * Math.PI)} ${-length * 0.085}`,
          vein,
          2,
          0.6,
        );
    easel.put('</g>');
  };
  easel.line('M-20 560C240 470 420 430 640 330S1010 150 1230 70', '#5b3a22', 13);
  easel.line('M520 386C560 300 560 230 600 150M760 270C820 300 880 310 960 296M330 458C330 400 310 350 330 280', '#5b3a22', 8);
  for (const [x, y, length, width, angle, paint] of [
    [330, 284, 150, 50, -16, '#7f9a4c'],
    [600, 154, 150, 52, 8, '#5f8a4f'],
    [956, 296, 170, 56, 100, '#e0a33a'],
    [520, 386, 190, 62, 150, '#c2532d'],
    [700, 300, 190, 62, 165, '#d97a2f'],
    [420, 424, 200, 64, -40, '#e6b64e'],
    [690, 306, 190, 60, -8, '#9aa74c'],
    [860, 230, 170, 56, 20, '#c2532d'],
    [250, 482, 160, 54, 170, '#a63d26'],
    [860, 226, 160, 52, 160, '#e6b64e'],
  ] as const)
    sprig(x, y, length, width, angle, paint, '#fbe6bd');
  for (let leafing = 0; leafing < 9; leafing += 1)
    easel.cut(
      leaf(easel.between(40, 1160), easel.between(60, 620), easel.between(34, 62), easel.between(10, 18), easel.between(0, 360)),
      easel.pick(fallen),
      'slight',
    );
}

function underTheGlacier(easel: Easel): void {
  easel.ground(['#fbe4c4', '#f3c79b', '#cfdfe0']);
  easel.disc(860, 120, 50, '#fff5e0', 'low');
  easel.cut(crags(easel, 170, 70, 150), '#a9bcc4');
  easel.cut(crags(easel, 206, 46, 120), '#7d99a6');
  const layers = [
    [226, '#f4fbf8'],
    [258, '#d8eff2'],
    [296, '#b2deea'],
    [336, '#86c6dd'],
    [378, '#5aa8c9'],
    [420, '#3a86b0'],
    [462, '#276893'],
  ] as const;
  for (const [y, paint] of layers) easel.cut(ridge(easel, y, 20, 760), paint);
  for (let crack = 0; crack < 12; crack += 1) {
    const x = easel.between(60, 1140);
    easel.line(`M${x} ${easel.between(240, 280)}l${easel.between(-14, 14)} 46l${easel.between(-14, 14)} 50`, '#f4fbf8', 3, 0.6);
  }
  easel.cut(curve(points('170 700, 210 560, 320 470, 470 446, 600 404, 720 448, 880 466, 1000 556, 1040 700'), true), '#0c2d47', 'high');
  easel.cut(curve(points('210 700, 250 580, 350 500, 480 478, 600 442, 712 480, 860 500, 960 574, 990 700'), true), '#071e33', 'low');
  easel.glow(600, 540, 260, '#58c3d8', 0.55);
  easel.cut(
    curve(points('560 496, 640 496, 672 530, 640 560, 760 600, 860 700, 340 700, 440 610, 560 566, 530 530'), true),
    easel.linear(['#bdf0ee', '#3fa9c4', '#14607f']),
    'low',
  );
  for (let streak = 0; streak < 18; streak += 1) {
    const y = easel.between(510, 626);
    const x = 600 + easel.between(-1, 1) * (y - 480) * 1.1;
    easel.line(`M${round(x)} ${round(y)}q16 -6 34 0`, '#f4fbf8', 2.5, easel.between(0.4, 0.9));
  }
  for (const [x, y, length] of triples('360 494 44, 430 482 64, 510 470 36, 690 470 42, 768 486 70, 850 500 46'))
    easel.cut(polygon([x - 12, y - 8], [x + 12, y - 8], [x, y + length]), '#86c6dd', 'low');
  easel.cut('M404 132l70 -8l22 -26l10 2l-8 24l44 -3q14 1 12 8q-4 6 -18 6l-118 8q-16 -2 -14 -11Z', rust, 'high');
  for (const r of [44, 70, 96]) easel.line(arc(486, 146, r, 62, 118), rust, 4, 0.7 - r / 220);
}
