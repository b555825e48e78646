import { type Easel, round, type Scene } from './easel.ts';
import { arc, box, curve, ellipse, house, leaf, points, polygon, ridge, stars, triples } from './shapes.ts';

const navy = '#1f2a4d';
const brick = '#c8553d';
const terracotta = '#e07a5f';
const mustard = '#f2b544';
const cream = '#fbefd9';

export const cities: Readonly<Record<string, Scene>> = {
  'night-tram': nightTram,
  'old-bridge-bats': oldBridge,
  'linnet-uncovered': linnet,
  benches,
  'ring-road-orchard': orchard,
  'nine-staircases': staircases,
};

function skyline(easel: Easel, base: number, low: number, high: number, paint: string, light: string): void {
  let x = -30;
  while (x < 1230) {
    const [width, height] = [easel.between(54, 118), easel.between(low, high)];
    const top = base - height;
    const roofs = [
      polygon([x, base], [x, top], [x + width, top], [x + width, base]),
      polygon([x, base], [x, top], [x + width / 2, top - width * 0.42], [x + width, top], [x + width, base]),
      polygon([x, base], [x, top - 26], [x + width, top + 14], [x + width, base]),
    ] as const;
    easel.cut(easel.pick(roofs), paint);
    for (let row = top + 26; row < base - 20; row += 32)
      for (let column = x + 14; column < x + width - 18; column += 26)
        if (easel.between(0, 1) > 0.52) easel.cut(box(column, row, 11, 16, 1), light, 'flat');
    x += width + easel.between(-4, 10);
  }
}

function nightTram(easel: Easel): void {
  easel.ground(['#131a3a', '#2a2f63', '#6a4a86', '#d9776a']);
  stars(easel, 80, 240);
  easel.disc(870, 116, 50, '#ffe9bd', 'low');
  easel.disc(893, 104, 44, '#2c2f63', 'flat');
  skyline(easel, 470, 120, 260, '#3d3a73', '#f4c47a');
  skyline(easel, 480, 60, 170, '#272a58', '#ffd98f');
  easel.cut(box(-20, 462, 1240, 190), easel.linear(['#232a55', '#151a38']), 'low');
  easel.line('M-10 252H1210', '#0d1230', 3.5);
  for (const x of [120, 1080]) {
    easel.line(`M${x} 480V214H${x + (x < 600 ? 60 : -60)}`, '#0d1230', 9);
    easel.glow(x + (x < 600 ? 56 : -56), 226, 90, '#ffdf9c', 0.8);
    easel.disc(x + (x < 600 ? 56 : -56), 226, 10, '#fff2cf', 'flat');
  }
  easel.line('M560 300L610 256L660 300', '#0d1230', 6);
  easel.glow(600, 410, 440, '#ffc86b', 0.42);
  easel.cut('M300 330Q304 296 344 296H856Q896 296 900 330L914 486H286Z', easel.linear([brick, '#9c3a34']), 'high');
  easel.cut('M292 424H908L914 486H286Z', cream, 'flat');
  for (const x of [330, 424, 656, 750]) easel.cut(box(x, 322, 82, 86, 8), easel.linear(['#fff3c4', '#ffd076']), 'flat');
  easel.cut(box(520, 318, 124, 160, 6), '#7d2c30', 'flat');
  for (const x of [526, 586]) easel.cut(box(x, 326, 52, 144, 5), easel.linear(['#fff3c4', '#ffc661']), 'flat');
  easel.cut(box(848, 322, 40, 86, 8), '#bfe0e4', 'flat');
  for (const [x, y, paint] of [
    [366, 372, '#3d3a73'],
    [462, 366, '#7a4a86'],
    [688, 370, '#2f5d6b'],
    [794, 366, '#3d3a73'],
  ] as const) {
    easel.disc(x, y, 15, paint, 'flat');
    easel.cut(`M${x - 24} 408Q${x - 22} 384 ${x} 384T${x + 24} 408Z`, paint, 'flat');
  }
  easel.cut(box(330, 276, 540, 22, 8), '#7d2c30');
  for (const x of [380, 460, 740, 820]) easel.disc(x, 492, 22, '#10142c');
  easel.disc(900, 452, 10, '#fff6d8', 'flat');
  easel.put(`<path d="${'M905 446L1230 420L1230 560L905 460Z'}" fill="#fff2c4" opacity=".22"/>`);
  easel.line('M-10 516H1210', '#8d95c4', 4, 0.6);
  easel.line('M-10 540H1210', '#8d95c4', 4, 0.4);
  for (let gleam = 0; gleam < 44; gleam += 1) {
    const x = easel.between(280, 930);
    easel.line(
      `M${x} ${easel.between(550, 570)}v${easel.between(10, 56)}`,
      easel.pick(['#ffd076', terracotta, '#fff3c4']),
      easel.between(4, 14),
      easel.between(0.08, 0.34),
    );
  }
}

function oldBridge(easel: Easel): void {
  easel.ground(['#2b2a5c', '#7a4f86', '#e38a74', '#f8c98c']);
  easel.glow(600, 240, 330, '#ffe9b8', 0.7);
  easel.disc(600, 216, 104, '#fff0cc', 'low');
  easel.cut(ridge(easel, 330, 30, 500), '#8d5a86');
  skyline(easel, 400, 24, 96, '#5b3f78', '#ffd68a');
  easel.cut('M905 400V190l26 -60 26 60v210Z', '#4c3569');
  const water = easel.linear(['#e39a7c', '#8d5a86', '#332f66']);
  easel.cut(box(-20, 392, 1240, 260), water, 'low');
  const arch = (x: number) => `M${x} 480a120 120 0 0 1 240 0Z`;
  easel.put(
    `<path fill-rule="evenodd" filter="url(#high)" fill="${easel.linear(['#d9a679', '#a5705f'])}" d="M-40 372Q600 236 1240 372V480H-40Z${arch(88)}${arch(480)}${arch(872)}"/>`,
  );
  easel.line('M-40 366Q600 230 1240 366', '#f0cfa0', 16);
  for (let stone = 0; stone < 46; stone += 1) {
    const x = easel.between(-10, 1190);
    easel.cut(box(x, 300 + ((x - 600) / 640) ** 2 * 72 + easel.pick([22, 38]), easel.between(22, 44), 11, 3), '#b98468', 'flat');
  }
  for (const x of [88, 480, 872])
    for (let key = 0; key < 15; key += 1)
      easel.line(arc(x + 120, 480, 130, 181 + key * 12, 190 + key * 12), key % 2 ? '#e6b98a' : '#cf9a74', 18);
  for (const x of [404, 796]) easel.cut(polygon([x - 40, 530], [x - 30, 410], [x, 392], [x + 30, 410], [x + 40, 530]), '#b07c66', 'high');
  easel.cut(box(-20, 478, 1240, 180), water, 'low');
  for (const x of [88, 480, 872]) easel.put(`<path d="M${x} 480a120 74 0 0 0 240 0Z" fill="#f8c98c" opacity=".5"/>`);
  for (let glint = 0; glint < 60; glint += 1)
    easel.line(
      `M${easel.between(-10, 1180)} ${easel.between(500, 626)}h${easel.between(20, 80)}`,
      easel.pick(['#ffe0a8', '#5b3f78', '#fff0cc']),
      3,
      easel.between(0.12, 0.5),
    );
  const bat = (x: number, y: number, size: number, tilt: number) =>
    easel.put(
      `<path transform="translate(${round(x)} ${round(y)}) rotate(${round(tilt)}) scale(${round(size)})" fill="${navy}" d="M0 -6L4 -13L7 -6C18 -16 34 -16 48 -4C40 -5 36 0 34 8C28 2 22 3 18 10C12 4 6 6 0 14C-6 6 -12 4 -18 10C-22 3 -28 2 -34 8C-36 0 -40 -5 -48 -4C-34 -16 -18 -16 -7 -6L-4 -13Z"/>`,
    );
  for (const [x, y, size, tilt] of [
    [540, 190, 1.5, -14],
    [690, 150, 1.15, 12],
    [620, 268, 0.9, 4],
    [430, 140, 0.9, -20],
    [780, 240, 0.8, 18],
    [350, 220, 0.6, 8],
    [840, 120, 0.6, -8],
    [500, 90, 0.6, 10],
    [300, 110, 0.45, 0],
    [720, 70, 0.5, -12],
    [920, 200, 0.45, 6],
  ] as const)
    bat(x, y, size, tilt);
}

function linnet(easel: Easel): void {
  easel.ground(['#fbe6c4', '#f6c99a']);
  easel.disc(600, 128, 70, '#fff4d8', 'low');
  skyline(easel, 330, 60, 130, '#e2b48a', '#f9dcb0');
  const colours = [terracotta, brick, mustard, '#e9a06a', '#3d8183', '#d98a6a'] as const;
  for (const [row, base, height] of triples('0 372 96, 1 470 150'))
    for (let at = 0; at < 5; at += 1) {
      const width = 84 + row * 34;
      for (const x of [40 - row * 100 + at * (width + 6), 1160 + row * 100 - (at + 1) * (width + 6)]) {
        const gap = row === 0 ? 110 : 205;
        if (x + width > 600 - gap && x < 600 + gap) continue;
        house(easel, x, base, width, height * easel.between(0.85, 1.2), { wall: easel.pick(colours), roof: '#7d3a34', window: cream });
      }
    }
  easel.cut(
    `${curve(points('-60 470, 280 462, 430 430, 540 372'))}L660 372${curve(points('660 372, 770 430, 920 462, 1260 470')).replace('M', 'L')}L1260 700H-60Z`,
    '#9fb874',
    'low',
  );
  easel.cut(
    `${curve(points('570 366, 540 420, 640 470, 470 540, 360 660'))}L980 660${curve(points('980 660, 830 560, 770 480, 650 420, 630 366')).replace('M', 'L')}Z`,
    easel.linear(['#a9dfe2', '#4fa9c4', '#2a7da6']),
    'high',
  );
  for (let streak = 0; streak < 30; streak += 1) {
    const y = easel.between(430, 626);
    const half = (y - 340) * 0.55;
    easel.line(`M${640 + easel.between(-half, half) * 0.8} ${y}q20 -8 46 0`, '#e9fbfa', 3, easel.between(0.35, 0.9));
  }
  for (const [x, y, r] of triples('548 560 34, 632 540 30, 708 566 33, 790 548 28')) {
    easel.cut(ellipse(x, y + 6, r, r * 0.42), '#1f6488', 'flat');
    easel.cut(ellipse(x, y, r, r * 0.42), '#d8c7ae', 'high');
  }
  easel.line('M700 548V500M712 548V500', '#4a4250', 4);
  easel.cut(
    'M664 500C680 468 720 458 736 482C742 450 722 430 738 414Q748 404 756 414L786 420L758 426C746 440 762 470 746 496C730 512 690 512 664 500Z',
    '#8ea0ac',
    'high',
  );
  for (let reed = 0; reed < 70; reed += 1) {
    const left = reed % 2 === 0;
    const y = easel.between(520, 650);
    const x = left ? easel.between(90, 640 - (y - 360) * 1.15) : easel.between(720 + (y - 380) * 0.95, 1160);
    easel.cut(leaf(x, y, easel.between(40, 90), 6, easel.between(-18, 18)), easel.pick(['#5f8a4f', '#7fa35c', '#436b45']), 'slight');
  }
}

function benches(easel: Easel): void {
  easel.ground(['#fbe2b4', '#f6bd84', '#dc8468']);
  easel.glow(600, 330, 420, '#fff4d0', 0.9);
  easel.disc(600, 330, 80, '#fff7e0', 'flat');
  skyline(easel, 440, 40, 130, '#d99a74', '#f8cf96');
  easel.cut(box(-20, 436, 1240, 220), easel.linear(['#e8a878', '#b5614e']), 'low');
  for (const x of [80, 330, 870, 1120]) {
    easel.put(
      `<path d="${polygon([x - 10, 470], [x + 14, 470], [x + (x - 600) * 0.9 + 60, 660], [x + (x - 600) * 0.9 - 40, 660])}" fill="#7d3a34" opacity=".32"/>`,
    );
    easel.line(`M${x} 478C${x + 6} 400 ${x - 8} 300 ${x} 160M${x} 290L${x - 56} 190M${x} 260L${x + 60} 170`, '#5c3340', 20);
    for (const [dx, dy, r] of triples('0 90 96, -78 140 74, 80 130 78, -40 40 66, 46 36 64'))
      easel.disc(x + dx, dy, r, easel.pick(['#c8553d', '#e07a5f', '#f2b544', '#a8604a', '#dd9a45']));
  }
  easel.put(`<path d="${'M230 560L970 560L1060 640L140 640Z'}" fill="#6b2f36" opacity=".35"/>`);
  for (const y of [398, 428, 458]) easel.cut(box(240, y, 720, 20, 5), easel.linear(['#f0c98f', '#c98f55'], 0), 'high');
  easel.cut('M226 494L974 494L992 522L208 522Z', easel.linear(['#d9a466', '#f3d29a', '#c98f55'], 0), 'high');
  for (const x of [262, 470, 710, 918]) {
    easel.cut(box(x, 384, 16, 112, 4), navy);
    easel.line(`M${x + 8} 520L${x - 2} 586M${x + 8} 520L${x + 26} 586`, navy, 12);
  }
  for (const x of [262, 585, 918]) easel.line(`M${x + 8} 500V452Q${x + 8} 436 ${x + 26} 440`, navy, 13);
  easel.cut('M330 496H440L424 484Q424 452 386 452T346 484Z', '#3d8183', 'high');
  easel.cut(box(346, 478, 78, 10, 3), navy, 'flat');
  easel.cut('M660 492L720 486L732 498L672 504Z', cream, 'slight');
  catNap(easel, 800, 494);
  for (let fall = 0; fall < 26; fall += 1)
    easel.cut(
      leaf(easel.between(60, 1140), easel.between(180, 620), easel.between(16, 30), easel.between(5, 9), easel.between(0, 360)),
      easel.pick([brick, mustard, terracotta]),
      'slight',
    );
}

function catNap(easel: Easel, x: number, y: number): void {
  easel.cut(
    `M${x - 62} ${y}C${x - 66} ${y - 46} ${x - 10} ${y - 62} ${x + 24} ${y - 46}C${x + 62} ${y - 30} ${x + 66} ${y - 6} ${x + 58} ${y}Z`,
    '#5c3340',
    'high',
  );
  easel.cut(
    `M${x - 72} ${y - 2}C${x - 88} ${y - 34} ${x - 66} ${y - 44} ${x - 62} ${y - 44}L${x - 58} ${y - 60}L${x - 44} ${y - 48}L${x - 30} ${y - 62}L${x - 26} ${y - 42}C${x - 12} ${y - 24} ${x - 18} ${y - 2} ${x - 30} ${y}Z`,
    '#6d3f4c',
    'slight',
  );
  easel.line(`M${x - 60} ${y - 24}q5 5 10 0M${x - 40} ${y - 24}q5 5 10 0`, cream, 2.5);
  easel.line(`M${x + 54} ${y - 8}Q${x + 40} ${y + 4} ${x - 14} ${y - 4}`, '#4a2833', 10);
}

function orchard(easel: Easel): void {
  easel.ground(['#c9d6a0', '#a9c083'], 30);
  for (let field = 0; field < 7; field += 1) {
    easel.put(`<g transform="rotate(${field * 51 + 10} 600 315)">`);
    easel.cut(box(790, 40 + field * 6, 500, easel.between(180, 300), 4), easel.pick(['#e6cf8d', '#bfd08c', '#d9b877', '#9dbb7c']), 'low');
    for (let furrow = 0; furrow < 8; furrow += 1) easel.line(`M800 ${66 + furrow * 26}H1280`, '#8a9a55', 3, 0.35);
    easel.put('</g>');
  }
  easel.disc(600, 315, 296, '#f3e3bd', 'high');
  easel.disc(600, 315, 284, '#8fb26c', 'flat');
  easel.disc(600, 315, 168, '#f3e3bd', 'low');
  easel.disc(600, 315, 158, '#e9c79a', 'flat');
  for (let roof = 0; roof < 60; roof += 1) {
    const [angle, reach] = [easel.between(0, Math.PI * 2), Math.sqrt(easel.between(0.03, 1)) * 132];
    const [x, y, w] = [600 + reach * Math.cos(angle), 315 + reach * Math.sin(angle), easel.between(20, 32)];
    easel.put(`<g transform="rotate(${round((angle * 180) / Math.PI)} ${round(x)} ${round(y)})">`);
    easel.cut(box(x - w / 2, y - w * 0.36, w, w * 0.72), terracotta, 'slight');
    easel.cut(box(x - w / 2, y, w, w * 0.36), easel.pick([brick, '#b5614e', '#9c4136']), 'flat');
    easel.put('</g>');
  }
  easel.disc(600, 315, 20, cream, 'high');
  easel.cut('M600 286L612 315L600 344L588 315Z', navy, 'low');
  for (const [ring, count] of points('196 30, 228 36, 260 42'))
    for (let tree = 0; tree < count; tree += 1) {
      const angle = (tree / count) * Math.PI * 2 + ring;
      const [x, y, r] = [600 + ring * Math.cos(angle), 315 + ring * Math.sin(angle), easel.between(12, 15.5)];
      easel.disc(x, y, r, easel.pick(['#3f6d45', '#5b8a4f', '#4c7d4c', '#6f9a52']), 'slight');
      for (let apple = 0; apple < 4; apple += 1)
        easel.put(
          `<circle cx="${round(x + easel.between(-8, 8))}" cy="${round(y + easel.between(-8, 8))}" r="2.8" fill="${easel.pick(['#e5503c', mustard, '#ffd9c0'])}"/>`,
        );
    }
  easel.line('M600 470V660M600 160V-30', '#f3e3bd', 14);
}

function staircases(easel: Easel): void {
  easel.ground(['#9fd0d6', '#d9e6d2', '#fbe6c4']);
  easel.disc(770, 110, 56, '#fff6dc', 'low');
  easel.cut('M560 330V120l50 -84 50 84v210Z', '#e9b87a', 'high');
  easel.cut('M548 126L610 26L672 126Z', brick, 'high');
  easel.cut('M590 224v-30a20 20 0 0 1 40 0v30Z', navy, 'flat');
  easel.disc(610, 148, 17, cream, 'low');
  easel.line('M610 148V138M610 148H617', navy, 3);
  const flight = (x: number, y: number, steps: number, run: number, rise: number, width: number, light: string, dark: string) => {
    for (let step = 0; step < steps; step += 1) {
      const [sx, sy] = [x + run * step, y - rise * step];
      easel.cut(box(sx, sy - rise, width, rise), dark, 'flat');
      easel.cut(
        polygon([sx, sy - rise], [sx + width, sy - rise], [sx + width + run * 0.5, sy - rise * 1.36], [sx + run * 0.5, sy - rise * 1.36]),
        light,
        'low',
      );
    }
  };
  const wall = (points: readonly (readonly [number, number])[], paint: string) => easel.cut(polygon(...points), paint, 'high');
  wall(points('250 660, 250 250, 430 210, 470 660'), '#d98f56');
  wall(points('760 660, 740 230, 960 190, 990 660'), '#c8703f');
  wall(points('420 660, 500 330, 760 300, 800 660'), '#e2ac72');
  flight(520, 400, 10, 8, 17, 130, '#f9e3b8', '#c99a66');
  wall(points('-60 700, -60 120, 180 90, 300 330, 330 700'), '#e9a85f');
  wall(points('1260 700, 1260 80, 1040 130, 900 360, 880 700'), '#e2894f');
  flight(430, 560, 10, 9, 17, 230, '#fff0cc', '#d9a870');
  wall(points('300 700, 330 430, 440 400, 450 700'), '#b8603c');
  wall(points('770 700, 772 420, 880 380, 910 700'), '#a85238');
  flight(340, 690, 8, 11, 18, 420, '#fff6e0', '#e6bd85');
  for (const [x, y, w, h] of [
    [40, 200, 56, 92],
    [150, 260, 50, 84],
    [30, 380, 60, 96],
    [170, 430, 54, 90],
    [1080, 210, 56, 92],
    [1010, 360, 52, 86],
    [1110, 400, 60, 98],
    [350, 270, 36, 62],
    [820, 250, 40, 68],
  ] as const) {
    easel.cut(`M${x} ${y + h}V${y + w / 2}a${w / 2} ${w / 2} 0 0 1 ${w} 0V${y + h}Z`, navy, 'low');
    for (const side of [-1, 1]) easel.cut(box(side < 0 ? x - 20 : x + w + 2, y + w * 0.36, 18, h - w * 0.36, 2), '#3d8183', 'low');
  }
  easel.line('M96 330Q250 400 352 330', cream, 3);
  for (const [x, paint] of [
    [130, '#fff6e0'],
    [176, '#e5503c'],
    [222, '#f2b544'],
    [268, '#9fd0d6'],
    [312, '#fff6e0'],
  ] as const)
    easel.cut(box(x, 350 + Math.sin(x / 60) * 8, 32, 48, 3), paint, 'low');
  for (const [x, y] of points('470 548, 740 524, 600 398, 820 640')) {
    easel.cut(polygon([x - 16, y], [x + 16, y], [x + 12, y + 28], [x - 12, y + 28]), brick, 'high');
    for (const turn of [-40, -14, 14, 40]) easel.cut(leaf(x, y + 4, 42, 9, turn), '#4c7d4c', 'low');
  }
  easel.cut('M548 500C540 462 556 436 574 436S608 462 600 500Z', navy, 'high');
  easel.cut('M554 440C546 420 552 410 554 398L566 408H582L594 398C596 410 602 420 594 440Q574 456 554 440Z', navy, 'slight');
  easel.line('M598 494Q640 492 634 458', navy, 9);
}
