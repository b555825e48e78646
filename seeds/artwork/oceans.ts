import type { Easel, Scene } from './easel.ts';
import { arc, box, cloud, curve, ellipse, points, polygon, ridge, triples, waves } from './shapes.ts';

const abyss = '#06283b';
const foam = '#dff3ef';
const sand = '#f2d9b1';
const coral = '#f0725c';

export const oceans: Readonly<Record<string, Scene>> = {
  'karrow-seabed': karrowSeabed,
  'right-whale-calf': rightWhaleCalf,
  'octopus-garden': octopusGarden,
  'rain-on-the-sea': rainOnTheSea,
  'coral-returns': coralReturns,
  gyre,
};

function karrowSeabed(easel: Easel): void {
  easel.ground(['#4fb3bf', '#137c8b', '#0b4a5e', abyss, '#031521']);
  for (const [x, lean, width] of triples('360 -180 60, 520 -70 90, 650 30 70, 800 120 100, 930 240 50'))
    easel.put(
      `<path d="${polygon([x, -10], [x + width, -10], [x + width * 2.3 + lean, 560], [x - width * 0.6 + lean, 560])}" fill="${easel.linear(['#e8fff522', '#e8fff500'])}"/>`,
    );
  for (let fish = 0; fish < 26; fish += 1) {
    const [x, y] = [easel.between(560, 900), easel.between(110, 230)];
    easel.put(`<path d="M${x} ${y}q12 -8 24 0l8 -5v10l-8 -5q-12 8 -24 0Z" fill="#d9f4ee" opacity="${easel.between(0.35, 0.85)}"/>`);
  }
  easel.cut(ridge(easel, 420, 46, 820), '#0d4457');
  easel.cut(ridge(easel, 482, 34, 560), '#0a3446');
  const sponge = (x: number, base: number, height: number, paint: string, lip: string) => {
    const w = height * 0.3;
    easel.cut(
      `M${x - w * 0.28} ${base}C${x - w * 0.4} ${base - height * 0.4} ${x - w * 1.1} ${base - height * 0.6} ${x - w} ${base - height}H${x + w}C${x + w * 1.1} ${base - height * 0.6} ${x + w * 0.4} ${base - height * 0.4} ${x + w * 0.28} ${base}Z`,
      paint,
      'high',
    );
    easel.cut(ellipse(x, base - height, w, w * 0.3), lip);
    easel.cut(ellipse(x, base - height + 2, w * 0.7, w * 0.18), '#0a3446', 'flat');
    for (const rib of [-0.5, 0, 0.5])
      easel.line(
        `M${x + rib * w} ${base - height + w * 0.42}Q${x + rib * w} ${base - height * 0.5} ${x + rib * w * 0.4} ${base - 12}`,
        lip,
        3,
        0.5,
      );
  };
  sponge(380, 580, 150, '#8ccac3', '#bfe6df');
  sponge(836, 586, 176, '#9fd3c7', '#d3efe6');
  sponge(706, 596, 118, '#f3b6a2', '#fbd8c8');
  sponge(545, 600, 250, '#f4ead6', '#fffaf0');
  sponge(455, 604, 110, '#f2d9b1', '#fff0d6');
  easel.cut(ridge(easel, 566, 20, 480), '#082636');
  for (let nodule = 0; nodule < 70; nodule += 1) {
    const r = easel.between(6, 19);
    easel.cut(
      ellipse(easel.between(0, 1200), easel.between(580, 630), r * 1.25, r * 0.85),
      easel.pick(['#17242c', '#22323a', '#33434a', '#101a20']),
      'slight',
    );
  }
}

function rightWhaleCalf(easel: Easel): void {
  easel.ground(['#fbe3c0', '#f6c9a0', '#9fd0cd'], 90);
  easel.disc(860, 84, 52, '#fff3d8', 'low');
  for (const [y, size, paint, shift] of [
    [124, 120, '#7cc4c6', 0],
    [164, 140, '#4aa7b3', 50],
    [206, 170, '#2a8a9b', 20],
    [262, 200, '#17708a', 80],
  ] as const)
    easel.cut(waves(y, size, shift), paint);
  easel.cut(ridge(easel, 556, 30, 800), '#0c4160');
  const whale = (x: number, y: number, scale: number, back: string, belly: string) => {
    easel.put(`<g transform="translate(${x} ${y}) scale(${scale})">`);
    easel.cut(
      'M-300 10C-312 -62 -236 -116 -110 -112C40 -108 150 -58 236 -18C270 -40 300 -86 352 -96C348 -62 330 -34 306 -8C334 10 350 36 352 66C306 60 270 36 240 14C150 46 40 92 -110 92C-220 92 -290 66 -300 10Z',
      back,
      'high',
    );
    easel.cut(
      'M-296 26C-276 70 -214 92 -110 92C-20 92 56 76 128 52C40 60 -70 64 -136 30C-170 12 -200 -44 -246 -40C-282 -30 -300 0 -296 26Z',
      belly,
      'flat',
    );
    easel.line('M-292 0C-262 -46 -214 -40 -192 -4C-172 28 -140 44 -92 46', '#0d2f49', 5, 0.75);
    for (const [dx, dy, r] of triples('-286 -40 13, -262 -70 12, -228 -92 15, -196 -98 9, -278 44 11'))
      easel.cut(ellipse(dx, dy, r, r * 0.7), '#f3e9d6', 'low');
    easel.cut('M-92 62C-60 96 -22 150 38 160C50 122 16 74 -30 52Z', back, 'high');
    easel.disc(-150, 14, 7, '#0d2f49', 'flat');
    easel.disc(-152, 12, 2.4, '#fff', 'flat');
    easel.put('</g>');
  };
  whale(590, 356, 1.05, '#1c4f73', '#7fb6c4');
  whale(560, 524, 0.44, '#2f6d8e', '#a4d0d4');
  for (let bubble = 0; bubble < 22; bubble += 1)
    easel.put(
      `<circle cx="${easel.between(220, 330)}" cy="${easel.between(260, 520)}" r="${easel.between(2, 8)}" fill="none" stroke="${foam}" stroke-width="2" opacity="${easel.between(0.3, 0.8)}"/>`,
    );
  easel.cut(ridge(easel, 606, 14, 420), '#08304a');
}

function octopusGarden(easel: Easel): void {
  easel.ground(['#0b3f57', '#082c45', '#0a1a33']);
  easel.glow(600, 520, 520, '#ffb27a', 0.8);
  easel.cut(curve(points('-80 700, 60 560, 240 470, 420 420, 600 408, 780 424, 970 480, 1140 570, 1280 700')), '#3b2c4f', 'high');
  for (let plume = 0; plume < 9; plume += 1) {
    const x = 560 + plume * 10;
    easel.line(
      curve([
        [x, 470],
        [x + easel.between(-16, 16), 360],
        [x + easel.between(-36, 36), 240],
        [x + easel.between(-70, 70), 60],
      ]),
      '#ffd9b0',
      easel.between(5, 15),
      0.09,
    );
  }
  const octopus = (x: number, y: number, size: number, paint: string, shade: string) => {
    for (const [side, reach, sink] of triples('-1 2 0.9, 1 2 0.9, -1 1.45 1.25, 1 1.45 1.25, -1 0.7 1.4, 1 0.7 1.4')) {
      const tip = size * easel.between(0.85, 1.15);
      const arm = curve([
        [x + side * size * 0.3, y + size * 0.3],
        [x + side * reach * size * 0.55, y + size * sink * 0.85],
        [x + side * reach * size * 0.95, y + size * sink],
        [x + side * reach * tip * 1.05, y + size * sink * 0.72],
        [x + side * reach * tip * 0.9, y + size * sink * 0.55],
        [x + side * reach * tip * 0.8, y + size * sink * 0.7],
      ]);
      easel.put(`<path d="${arm}" fill="none" stroke="${shade}" stroke-width="${size * 0.26}" stroke-linecap="round" filter="url(#low)"/>`);
      easel.line(arm, paint, size * 0.16);
    }
    easel.cut(
      `M${x - size * 0.52} ${y + size * 0.5}C${x - size * 0.9} ${y - size * 0.5} ${x - size * 0.5} ${y - size * 1.15} ${x} ${y - size * 1.15}S${x + size * 0.9} ${y - size * 0.5} ${x + size * 0.52} ${y + size * 0.5}Q${x} ${y + size * 0.8} ${x - size * 0.52} ${y + size * 0.5}Z`,
      easel.linear([paint, shade]),
      'high',
    );
    for (const side of [-1, 1]) {
      easel.disc(x + side * size * 0.32, y + size * 0.12, size * 0.17, '#fff4e0', 'flat');
      easel.cut(box(x + side * size * 0.32 - size * 0.1, y + size * 0.09, size * 0.2, size * 0.07, 3), '#24163a', 'flat');
    }
    for (let spot = 0; spot < 7; spot += 1)
      easel.put(
        `<circle cx="${x + easel.between(-0.45, 0.45) * size}" cy="${y - easel.between(0.3, 0.95) * size}" r="${size * easel.between(0.03, 0.08)}" fill="#fff4e0" opacity=".45"/>`,
      );
  };
  for (const [x, y, size] of triples('160 488 40, 1046 492 42, 300 436 46, 900 438 48')) octopus(x, y, size, '#b8879e', '#7c5480');
  octopus(432, 392, 56, '#d98f95', '#9c5a80');
  octopus(768, 394, 56, '#e0a08f', '#a8607c');
  easel.cut(curve(points('520 700, 540 500, 560 462, 600 452, 640 462, 660 500, 680 700')), '#57405f', 'high');
  octopus(600, 396, 92, '#f6a58a', '#cf5f6c');
  for (let egg = 0; egg < 16; egg += 1) easel.cut(ellipse(512 + egg * 12, 540 + Math.sin(egg) * 8, 8, 14), '#fff0d6', 'slight');
  easel.cut(ridge(easel, 596, 16, 400), '#1e1738');
}

function rainOnTheSea(easel: Easel): void {
  easel.ground(['#cfdcd8', '#9fbfc4', '#5f98a8']);
  for (const [x, y, width, paint] of [
    [330, 150, 330, '#e8eeea'],
    [880, 146, 350, '#dfe8e6'],
    [600, 190, 400, '#f7f7f0'],
  ] as const)
    easel.cut(cloud(x, y, width), paint, 'high');
  for (let drop = 0; drop < 150; drop += 1) {
    const [x, y] = [easel.between(180, 1040), easel.between(170, 330)];
    easel.line(`M${x} ${y}l-7 ${easel.between(18, 40)}`, '#2c6f86', 3, easel.between(0.25, 0.75));
  }
  const bands = ['#3f93a4', '#2a7b90', '#19647c', '#0f4c66', '#0a3850', abyss];
  for (const [depth, paint] of bands.entries()) easel.cut(waves(330 + depth * 40, 150 - depth * 8, depth * 47), paint);
  for (let ring = 0; ring < 16; ring += 1) {
    const [x, y] = [easel.between(150, 1050), easel.between(338, 366)];
    for (const r of [10, 20, 32])
      easel.put(
        `<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${r * 0.26}" fill="none" stroke="${foam}" stroke-width="2" opacity="${0.8 - r / 48}"/>`,
      );
  }
  easel.line('M600 346V500', '#0a1f2e', 4);
  easel.cut(box(572, 330, 56, 26, 10), coral, 'high');
  easel.line('M600 330V292', '#0a1f2e', 4);
  easel.disc(600, 288, 7, '#ffd27a');
  for (const [at, r] of [46, 82, 120, 160, 204].entries())
    for (const [from, to] of points('150 210, -30 30, 60 120')) easel.line(arc(600, 528, r, from, to), '#9fe3dc', 4, 0.75 - at * 0.14);
  easel.cut(box(584, 498, 32, 62, 16), sand, 'high');
  for (const y of [514, 528, 542]) easel.line(`M592 ${y}H608`, '#7a6242', 3);
}

function coralReturns(easel: Easel): void {
  easel.ground(['#bfeee6', '#5cc5c6', '#1d8ea3', '#0c5a78']);
  for (const [x, width] of points('250 210, 520 240, 800 220, 1010 170')) {
    easel.cut(`M${x - width / 2} 34Q${x} -6 ${x + width / 2} 34Q${x} 66 ${x - width / 2} 34Z`, '#fff6e2', 'high');
    easel.put(
      `<path d="${polygon([x - width / 2, 40], [x + width / 2, 40], [x + width / 2 + 46, 470], [x - width / 2 + 46, 470])}" fill="#0a4a66" opacity=".13"/>`,
    );
  }
  easel.cut(ridge(easel, 480, 36, 700), '#0f6a83');
  const branch = (x: number, y: number, angle: number, length: number, width: number, colour: string): void => {
    const [toX, toY] = [x + length * Math.sin(angle), y - length * Math.cos(angle)];
    easel.line(`M${x} ${y}L${toX} ${toY}`, colour, width);
    if (width < 7) return;
    for (const turn of [-1, 1])
      branch(toX, toY, angle + turn * easel.between(0.24, 0.52), length * easel.between(0.7, 0.86), width * 0.72, colour);
  };
  const bush = (x: number, y: number, length: number, colour: string) => {
    easel.put('<g filter="url(#low)">');
    for (const lean of [-0.5, 0, 0.5]) branch(x, y, lean, length, 22, colour);
    easel.put('</g>');
  };
  bush(330, 560, 62, '#e9557a');
  bush(860, 566, 66, '#8f5bc2');
  for (const [x, y, r, paint] of [
    [455, 540, 60, '#f6b042'],
    [745, 548, 54, '#ffd27a'],
  ] as const) {
    easel.disc(x, y, r, paint, 'high');
    for (let groove = 0; groove < 5; groove += 1) easel.line(arc(x, y + 10, r * (0.25 + groove * 0.15), 200, 340), '#b5651d', 4, 0.55);
  }
  bush(600, 590, 78, coral);
  for (const [x, tilt] of points('220 -10, 960 12')) {
    easel.put(`<g transform="rotate(${tilt} ${x} 590)" filter="url(#low)">`);
    for (let rib = -5; rib <= 5; rib += 1)
      easel.line(`M${x} 596Q${x + rib * 10} 520 ${x + rib * 19} ${452 + rib * rib * 2.6}`, '#ff9db0', 7);
    easel.put('</g>');
  }
  easel.cut(ridge(easel, 580, 16, 420), sand);
  for (const [x, y, size, paint, stripe] of [
    [470, 330, 1, '#ffb52e', '#fff6e2'],
    [700, 250, 1.3, '#ffd84f', '#2b4a7a'],
    [760, 380, 0.8, '#ff8a5c', '#fff6e2'],
    [380, 220, 0.7, '#fff0a8', '#2b4a7a'],
    [585, 170, 0.6, '#ffb52e', '#fff6e2'],
  ] as const) {
    easel.put(`<g transform="translate(${x} ${y}) scale(${size})">`);
    easel.cut('M-46 0Q-6 -44 40 -4L66 -26Q58 0 66 26L40 4Q-6 44 -46 0Z', paint, 'high');
    easel.line('M-14 -22Q-6 0 -14 22M14 -20Q22 0 14 20', stripe, 8);
    easel.disc(-30, -6, 4.5, '#10243a', 'flat');
    easel.put('</g>');
  }
}

function gyre(easel: Easel): void {
  easel.ground(['#0b4a5e', '#0f6478'], 40);
  const tones = ['#0f5a70', '#157086', '#1f8798', '#35a0aa', '#57b8b9', '#86cec6', '#b7e2d6', foam] as const;
  for (const [turn, paint] of tones.entries()) {
    const reach = 1.14 ** (tones.length - turn) * 118;
    const points = Array.from({ length: 26 }, (_, at) => {
      const angle = (at / 26) * Math.PI * 2 + turn * 0.5;
      const wobble = 1 + 0.16 * Math.sin(angle * 2 + turn * 0.6) + 0.05 * Math.sin(angle * 5 + turn);
      return [600 + reach * wobble * 1.5 * Math.cos(angle), 315 + reach * wobble * 0.82 * Math.sin(angle)] as const;
    });
    easel.cut(curve(points, true), paint);
  }
  const spiral = Array.from(
    { length: 90 },
    (_, at) => [600 + (30 + at * 4.6) * 1.25 * Math.cos(at * 0.19), 315 + (30 + at * 4.6) * 0.68 * Math.sin(at * 0.19)] as const,
  );
  easel.put(
    `<path d="${curve(spiral)}" fill="none" stroke="#fff" stroke-width="3" stroke-dasharray="1 12" stroke-linecap="round" opacity=".7"/>`,
  );
  for (const [at, [x, y]] of spiral.entries()) {
    if (at % 8 !== 3) continue;
    easel.put(`<g transform="translate(${x} ${y}) rotate(${at * 11 + 40}) scale(${0.5 + at * 0.0052})">`);
    easel.cut(
      'M-16 36V2C-24 -2 -34 -12 -38 -22C-34 -30 -26 -26 -16 -12V-38A5.5 5.5 0 0 1 -5 -38V-14V-46A5.5 5.5 0 0 1 6 -46V-14V-40A5.5 5.5 0 0 1 17 -40V-10V-28A5 5 0 0 1 27 -28V8Q27 26 18 36Z',
      '#ffc62e',
      'high',
    );
    easel.cut(box(-19, 32, 40, 12, 4), '#e8962a', 'flat');
    easel.put('</g>');
  }
  easel.cut(curve(points('-60 -60, 230 -60, 250 30, 170 80, 150 150, 60 170, 30 260, -60 290'), true), '#e9cf9f', 'high');
  easel.cut(curve(points('1270 700, 930 700, 960 600, 1050 560, 1080 480, 1180 450, 1270 360'), true), '#dcb982', 'high');
  easel.cut(curve(points('-60 700, -60 520, 60 540, 120 600, 210 640, 220 700'), true), '#c9a36c', 'high');
}
