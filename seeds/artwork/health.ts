import type { Easel, Scene } from './easel.ts';
import { arc, bird, box, cloud, curve, ellipse, leaf, points, polygon, ridge, stars, triples, waves } from './shapes.ts';

const forest = '#2f5d50';
const sage = '#8fae8b';
const blush = '#f6cfc0';
const coral = '#ef8a74';
const cream = '#fff4e6';
const plum = '#6b3f5b';

export const health: Readonly<Record<string, Scene>> = {
  'hay-fever-spray': hayFever,
  'daylight-classroom': daylightClassroom,
  'four-day-ward': fourDayWard,
  'garden-at-ninety': garden,
  'pharmacy-boat': pharmacyBoat,
  'afternoon-nap': afternoonNap,
  'ambulance-drawer': heartbeatRoad,
};

function hayFever(easel: Easel): void {
  easel.ground(['#dcefe6', '#f6eccf', '#f9d9b8']);
  easel.disc(600, 250, 190, '#fff3cf', 'flat');
  easel.disc(600, 250, 140, '#ffe6a3', 'flat');
  easel.cut(ridge(easel, 480, 30, 700), '#c6d7a8');
  easel.cut(ridge(easel, 530, 26, 520), '#a0bf8c');
  for (let speck = 0; speck < 130; speck += 1)
    easel.put(
      `<circle cx="${easel.between(120, 1140)}" cy="${easel.between(30, 470)}" r="${easel.between(1.5, 6)}" fill="${easel.pick(['#f0b840', '#fff7dc', '#e79a3c'])}" opacity="${easel.between(0.4, 0.95)}"/>`,
    );
  const clock = (x: number, y: number, radius: number, base: number) => {
    easel.line(`M${x} ${y}Q${x + 12} ${(y + base) / 2} ${x - 8} ${base}`, forest, 7);
    for (let seed = 0; seed < 46; seed += 1) {
      const angle = (seed / 46) * Math.PI * 2;
      const reach = radius * easel.between(0.72, 1);
      const [tipX, tipY] = [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
      easel.line(`M${x} ${y}L${tipX} ${tipY}`, '#fffdf4', 2, 0.9);
      for (const fan of [-0.5, -0.2, 0.2, 0.5])
        easel.line(`M${tipX} ${tipY}l${13 * Math.cos(angle + fan)} ${13 * Math.sin(angle + fan)}`, '#fffdf4', 1.8, 0.9);
    }
    easel.disc(x, y, radius * 0.17, '#7a6a45', 'low');
  };
  for (let blade = 0; blade < 46; blade += 1) {
    const [x, height, lean] = [easel.between(20, 1180), easel.between(120, 330), easel.between(-50, 50)];
    const paint = easel.pick([forest, '#4c7d63', sage, '#6d9a70']);
    easel.line(`M${x} 650Q${x} ${630 - height * 0.6} ${x + lean} ${640 - height}`, paint, easel.between(3, 6));
    if (blade % 2 === 0)
      for (let grain = 0; grain < 8; grain += 1)
        for (const side of [-1, 1])
          easel.cut(
            leaf(x + lean * (1 - grain * 0.055), 640 - height + grain * 11, 19, 4.5, side * 32 + lean * 0.4),
            easel.pick(['#e2c069', '#cfa54b', '#efd48b']),
            'flat',
          );
  }
  clock(470, 330, 96, 650);
  clock(742, 268, 122, 650);
  for (const [x, y, turn] of triples('880 150 40, 950 210 60, 1010 110 50, 860 60 30')) {
    easel.put(`<g transform="translate(${x} ${y}) rotate(${turn})">`);
    easel.line('M0 30V-6', '#8a7850', 2.5);
    for (const fan of [-26, -13, 0, 13, 26]) easel.line(`M0 -6L${fan} -28`, '#fffdf4', 2.4);
    easel.cut(ellipse(0, 34, 4, 8), '#7a6a45', 'flat');
    easel.put('</g>');
  }
}

function daylightClassroom(easel: Easel): void {
  easel.ground(['#e9b79f', '#d99a86'], 90);
  easel.cut(box(-20, 470, 1240, 200), '#a8615a', 'flat');
  for (let plank = 0; plank < 12; plank += 1)
    easel.line(`M${600 + (plank - 5.5) * 110} 470L${600 + (plank - 5.5) * 220} 640`, '#8f4c4a', 3, 0.5);
  for (const x of [215, 475, 735]) {
    easel.cut(box(x - 14, 46, 248, 372, 10), cream, 'high');
    easel.cut(box(x, 60, 220, 344, 4), easel.linear(['#bfe3e6', '#e6f3df', '#fbeec5']), 'flat');
    easel.put(`<clipPath id="pane${x}"><path d="${box(x, 60, 220, 344, 4)}"/></clipPath><g clip-path="url(#pane${x})">`);
    easel.cut(cloud(x + 120, 170 + (x % 7) * 6, 130), '#ffffff', 'low');
    easel.cut(ridge(easel, 330, 20, 400), sage);
    easel.cut(ridge(easel, 368, 16, 300), '#5d8a6c');
    for (const tree of [40, 110, 176]) {
      easel.line(`M${x + tree} 400V330`, plum, 6);
      easel.disc(x + tree, 316, 28, tree === 110 ? forest : '#6f9d78');
    }
    easel.put('</g>');
    easel.line(`M${x + 110} 60V404M${x} 186H${x + 220}`, cream, 8);
  }
  for (const x of [215, 475, 735])
    easel.put(
      `<path d="${polygon([x, 60], [x + 220, 60], [x + 430, 640], [x + 120, 640])}" fill="${easel.linear(['#fff6cf88', '#fff6cf55', '#fff6cf18'])}"/>`,
    );
  const desk = (x: number, y: number, size: number) => {
    easel.cut(
      polygon([x - 90 * size, y], [x + 90 * size, y], [x + 104 * size, y + 22 * size], [x - 104 * size, y + 22 * size]),
      '#f0c98f',
      'high',
    );
    for (const side of [-1, 1]) easel.line(`M${x + side * 86 * size} ${y + 22 * size}l${side * 8 * size} ${90 * size}`, plum, 8 * size);
    easel.cut(polygon([x - 34 * size, y - 4], [x, y + 4 * size], [x, y + 14 * size], [x - 40 * size, y + 6 * size]), '#fffdf6', 'low');
    easel.cut(polygon([x + 34 * size, y - 4], [x, y + 4 * size], [x, y + 14 * size], [x + 40 * size, y + 6 * size]), '#ffffff', 'low');
  };
  for (const [x, y, size] of triples('330 470 0.72, 600 466 0.72, 870 470 0.72, 430 542 1, 780 542 1')) desk(x, y, size);

  for (const side of [-1, 1]) easel.put(`<circle cx="${780 + side * 19}" cy="532" r="13" fill="none" stroke="${plum}" stroke-width="4"/>`);
  easel.line('M774 530q6 -5 12 0', plum, 4);
}

function fourDayWard(easel: Easel): void {
  easel.ground(['#fbe9dc', '#f3d3c3'], 90);
  const skies = [
    ['#fbd28b', '#f6a26d'],
    ['#f9c0a0', '#ef8a74'],
    ['#f2b0a0', '#d7747a'],
    ['#d99aa8', '#a8607f'],
    ['#8fb7b0', '#4f8582'],
    ['#6d9c9c', '#35666b'],
    ['#4f7f86', '#244a56'],
  ] as const;
  for (const [day, colours] of skies.entries()) {
    const x = 92 + day * 148;
    const arch = (inset: number) => `M${x + inset} 520V${210 + inset * 0.4}a${64 - inset} ${64 - inset} 0 0 1 ${128 - 2 * inset} 0V520Z`;
    easel.cut(arch(0), cream, 'high');
    easel.cut(arch(11), easel.linear(colours), 'flat');
    easel.put(`<clipPath id="day${day}"><path d="${arch(11)}"/></clipPath><g clip-path="url(#day${day})">`);
    if (day < 4) easel.disc(x + 64, 360 - day * 46, 33, '#fff6d8', 'low');
    else {
      stars(easel, 90, 420);
      easel.disc(x + 64, 240 + (day - 4) * 40, 29, '#fff6d8', 'low');
      easel.disc(x + 78, 232 + (day - 4) * 40, 25, colours[0], 'flat');
    }
    easel.cut(ridge(easel, 410, 26, 260), day < 4 ? '#7fa07c' : '#2f5d5c');
    easel.cut(ridge(easel, 452, 18, 200), day < 4 ? forest : '#1c4148');
    if (day < 4)
      for (const stem of [36, 64, 92]) {
        easel.line(`M${x + stem} 520v-${40 + (stem % 5) * 8}`, sage, 5);
        easel.disc(x + stem, 478 - (stem % 5) * 8, 12, coral);
      }
    else {
      easel.cut(box(x + 26, 462, 76, 24, 6), cream);
      easel.cut(box(x + 28, 450, 26, 18, 8), blush);
    }
    easel.put('</g>');
  }
  easel.cut(box(60, 516, 1080, 26, 6), cream, 'high');
  easel.cut(box(-20, 560, 1240, 100), '#e3b09c', 'low');
  easel.cut('M600 152C558 120 524 98 524 66A39 39 0 0 1 600 54A39 39 0 0 1 676 66C676 98 642 120 600 152Z', coral, 'high');
}

function garden(easel: Easel): void {
  easel.ground(['#fff6e6', '#f9e2cf', '#f3c9b3']);
  easel.disc(600, 270, 210, '#fbd7bd', 'flat');
  easel.cut(ridge(easel, 560, 20, 600), '#c9d3ae');
  const stem = (x: number, top: number, lean: number, width = 6, paint = forest) =>
    easel.line(`M${x} 650Q${x} ${(650 + top) / 2} ${x + lean} ${top}`, paint, width);
  const allium = (x: number, y: number, radius: number, paint: string, tip: string, lean: number) => {
    stem(x - lean, y, lean);
    for (let ray = 0; ray < 40; ray += 1) {
      const [angle, reach] = [(ray / 40) * Math.PI * 2, radius * easel.between(0.66, 1)];
      easel.line(`M${x} ${y}l${reach * Math.cos(angle)} ${reach * Math.sin(angle)}`, paint, 2.5, 0.8);
      easel.put(`<circle cx="${x + reach * Math.cos(angle)}" cy="${y + reach * Math.sin(angle)}" r="6.5" fill="${tip}"/>`);
    }
    easel.disc(x, y, radius * 0.16, tip, 'low');
  };
  const poppy = (x: number, y: number, size: number, lean: number, paint: string, shade: string) => {
    stem(x - lean, y, lean);
    for (const turn of [-62, 62, 0]) easel.cut(leaf(x, y + size * 0.4, size * 1.3, size * 0.72, turn), turn === 0 ? paint : shade, 'low');
    easel.cut(ellipse(x, y + size * 0.2, size * 0.2, size * 0.17), plum);
  };
  const pod = (x: number, y: number, size: number, lean: number) => {
    stem(x - lean, y, lean, 5, '#8a7a4c');
    easel.cut(
      `M${x - size * 0.5} ${y - size * 0.3}C${x - size * 0.7} ${y + size * 0.5} ${x + size * 0.7} ${y + size * 0.5} ${x + size * 0.5} ${y - size * 0.3}Z`,
      '#c9b075',
      'high',
    );
    easel.cut(ellipse(x, y - size * 0.34, size * 0.62, size * 0.16), '#8a7a4c');
  };
  const fern = (x: number, top: number, lean: number, paint: string) => {
    stem(x, top, lean, 5, paint);
    for (let pair = 0; pair < 12; pair += 1) {
      const along = pair / 12;
      const [px, py] = [x + lean * (1 - along) ** 1.6, top + (640 - top) * along * 0.82];
      for (const side of [-1, 1]) easel.cut(leaf(px, py, 26 + 60 * along, 6 + 5 * along, side * 66), paint, 'slight');
    }
  };
  fern(215, 240, 34, sage);
  fern(1000, 220, -40, sage);
  fern(360, 330, -20, '#5d8a6c');
  fern(850, 320, 24, '#5d8a6c');
  allium(470, 180, 86, '#8d6a96', '#b18abf', -14);
  allium(740, 130, 74, '#8d6a96', '#c9a4cf', 18);
  allium(905, 250, 54, '#8d6a96', '#b18abf', 20);
  pod(306, 220, 46, -20);
  pod(660, 230, 52, 10);
  poppy(590, 330, 74, -12, coral, '#d86a5c');
  poppy(400, 400, 58, -10, '#f5a58c', coral);
  poppy(790, 380, 62, 16, '#f5a58c', coral);
  poppy(120, 420, 48, -6, coral, '#d86a5c');
  poppy(1090, 410, 50, 10, coral, '#d86a5c');
  for (let blade = 0; blade < 40; blade += 1)
    easel.cut(
      leaf(easel.between(-10, 1210), 660, easel.between(80, 180), easel.between(6, 12), easel.between(-22, 22)),
      easel.pick([forest, '#3f7261', '#5d8a6c']),
      'slight',
    );
}

function pharmacyBoat(easel: Easel): void {
  easel.ground(['#fde6cf', '#f8c9b3', '#cfe5e1']);
  easel.disc(740, 210, 84, '#fff4da', 'low');
  for (const [x, y, width, height, paint] of [
    [120, 360, 360, 150, '#b9cdb9'],
    [1060, 362, 420, 190, '#a6c2b0'],
    [450, 366, 300, 96, '#93b39c'],
    [830, 370, 240, 80, '#7fa58c'],
  ] as const)
    easel.cut(
      `M${x - width / 2} ${y}C${x - width * 0.3} ${y - height * 0.3} ${x - width * 0.16} ${y - height} ${x} ${y - height}S${x + width * 0.28} ${y - height * 0.4} ${x + width / 2} ${y}Z`,
      paint,
    );
  for (const [x, y] of points('90 300, 130 284, 1010 270, 1056 250')) {
    easel.cut(box(x, y, 24, 26), cream);
    easel.cut(polygon([x - 5, y], [x + 12, y - 18], [x + 29, y]), coral);
  }
  easel.cut(waves(364, 120), '#9fcfc9');
  easel.cut(waves(404, 150, 40), '#74b3b0');
  easel.line('M600 330V190', plum, 6);
  easel.cut('M604 196L690 212L604 242Z', cream, 'high');
  easel.cut('M628 205h12v9h9v12h-9v9h-12v-9h-9v-12h9Z', '#3d8f6c', 'flat');
  easel.cut(box(500, 300, 196, 100, 8), cream, 'high');
  easel.cut(box(488, 286, 220, 20, 6), coral, 'high');
  for (const x of [520, 578, 636]) easel.cut(box(x, 324, 40, 36, 6), '#7fb6c4', 'flat');
  easel.cut('M380 392H850Q838 470 770 492H462Q404 470 380 392Z', forest, 'high');
  easel.cut('M380 392H850L846 412H384Z', cream, 'flat');
  for (const x of [460, 540, 620, 700]) easel.disc(x, 446, 13, '#f4d9a6', 'low');
  easel.cut(waves(470, 170, 90), '#4a9497');
  easel.cut(waves(522, 200, 20), '#2f7780');
  easel.cut(waves(578, 230, 110), '#1f5d68');
  for (const [x, y, span] of triples('420 160 22, 472 128 16, 840 130 18')) bird(easel, x, y, span, plum);
}

function afternoonNap(easel: Easel): void {
  easel.ground(['#f9dcb8', '#f3b79a', '#d98d8a']);
  easel.disc(600, 210, 118, '#fff0cf', 'low');
  for (const [x, y, w] of triples('380 170 190, 850 130 220')) easel.cut(cloud(x, y, w), '#fbe6d2', 'low');
  easel.cut(ridge(easel, 430, 24, 700), '#b57d84');
  easel.cut(box(-20, 470, 1240, 200), easel.linear(['#8fb7b0', '#4f8a8c']), 'low');
  const crane = (x: number, side: number) => {
    for (const leg of [-54, 54]) easel.line(`M${x + leg} 540L${x + leg * 0.5} 250`, plum, 16);
    easel.line(`M${x - 46} 480L${x + 34} 330M${x + 46} 480L${x - 34} 330`, plum, 6);
    easel.cut(box(x - 50, 214, 100, 50, 6), coral, 'high');
    easel.line(`M${x - side * 120} 214H${x + side * 70}`, plum, 14);
    easel.line(`M${x} 120L${x - side * 118} 210M${x} 120L${x + side * 66} 210M${x} 120V214`, plum, 6);
    easel.cut(box(x - 20, 224, 26, 22, 3), cream, 'flat');
  };
  crane(250, 1);
  crane(950, -1);
  const net = 'M286 330C380 500 470 540 600 540S820 500 914 330';
  easel.put(`<path d="${net}" fill="none" stroke="${cream}" stroke-width="7" filter="url(#low)"/>`);
  easel.cut('M352 420C430 520 500 552 600 552S770 520 848 420C790 486 720 510 600 510S410 486 352 420Z', cream, 'high');
  for (let stripe = 0; stripe < 9; stripe += 1)
    easel.line(`M${440 + stripe * 40} ${488 + Math.sin((stripe / 8) * Math.PI) * 22}v${34}`, coral, 9, 0.8);
  easel.cut(
    'M446 486C500 452 600 470 690 488C740 494 760 470 776 452L790 466C776 500 740 520 690 518C600 520 500 520 446 486Z',
    '#3f6d78',
    'high',
  );
  easel.disc(446, 462, 31, '#e9b08c', 'high');
  easel.cut('M408 456C420 418 480 416 486 452C500 458 506 466 508 472C480 462 440 454 408 456Z', '#e8b13f', 'high');
  for (const [x, y, size] of triples('520 400 18, 560 354 25, 612 300 34'))
    easel.line(`M${x} ${y}h${size}l${-size} ${size}h${size}`, plum, 5, 0.75);
  easel.cut(box(-20, 556, 1240, 100), '#6b3f5b', 'high');
  for (let post = 0; post < 13; post += 1) easel.cut(box(30 + post * 96, 540, 22, 40, 4), '#4e2c46');
}

function heartbeatRoad(easel: Easel): void {
  easel.ground(['#274b57', '#4f8582', '#e9a98c', '#f9d7b0']);
  stars(easel, 40, 180);
  easel.disc(820, 250, 66, '#fff0d2', 'low');
  for (const [y, height, paint] of [
    [330, 50, '#7fa39a'],
    [390, 40, '#5d8a80'],
    [450, 34, '#427163'],
  ] as const)
    easel.cut(ridge(easel, y, height, 620), paint);
  const beat =
    'M-40 470H300Q330 470 344 446L372 404Q384 388 396 410L420 470Q436 500 448 460L520 200Q532 164 546 204L612 560Q624 596 638 556L690 430Q702 404 718 430L736 458Q744 470 766 470H1240';
  easel.put(`<path d="${beat}" fill="none" stroke="#22343a" stroke-width="54" stroke-linejoin="round" filter="url(#high)"/>`);
  easel.put(`<path d="${beat}" fill="none" stroke="${cream}" stroke-width="5" stroke-dasharray="18 20" stroke-linejoin="round"/>`);
  easel.cut(ridge(easel, 606, 20, 420), forest);
  easel.put('<g transform="translate(880 396)">');
  easel.glow(120, 40, 150, '#ffe9a8', 0.55);
  easel.cut('M-80 0H46Q66 0 76 22L92 44Q100 48 100 60V82H-80Z', cream, 'high');
  easel.cut(box(-80, 50, 180, 12), coral, 'flat');
  easel.cut('M50 10H58Q64 10 70 24L78 40H50Z', '#7fb6c4', 'flat');
  easel.cut('M-32 10h18v12h12v18h-12v12h-18v-12h-12v-18h12Z', coral, 'flat');
  easel.cut(box(2, -14, 26, 14, 6), '#5bb0e0', 'low');
  for (const x of [-44, 62]) {
    easel.disc(x, 84, 19, '#1c2a30');
    easel.disc(x, 84, 8, '#c9d6d4', 'flat');
  }
  easel.put('</g>');
  for (const r of [30, 52]) easel.line(arc(895, 380, r, 215, 325), '#bfe8ff', 5, 0.7);
  for (let tree = 0; tree < 15; tree += 1) {
    const [x, y, h] = [easel.between(20, 1180), easel.between(600, 640), easel.between(46, 92)];
    easel.cut(leaf(x, y, h, h * 0.24, 0), easel.pick(['#24493f', '#3a6e5c', sage]), 'slight');
  }
  easel.cut(curve(points('-60 700, -60 640, 300 622, 700 634, 1270 616, 1270 700'), true), '#1f4238');
}
