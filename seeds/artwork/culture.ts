import { type Easel, round, type Scene } from './easel.ts';
import { bird, box, cloud, curve, ellipse, house, leaf, points, polygon, ridge, stars, triples } from './shapes.ts';

const wine = '#5b1a2e';
const burgundy = '#8a2846';
const plum = '#2d1530';
const gold = '#e3b23c';
const rose = '#e58c8a';
const cream = '#f8ebd7';
const teal = '#2e6f73';

export const culture: Readonly<Record<string, Scene>> = {
  'the-glass-harvest': glassHarvest,
  'ravensbourne-prize': ravensbourne,
  'winter-bride': winterBride,
  'border-loaf': borderLoaf,
  'bad-painting': badPainting,
  'bells-come-home': bells,
};

function glassHarvest(easel: Easel): void {
  easel.ground(['#2a1024', '#16091a']);
  easel.cut('M-20 -20H170C150 200 190 420 130 660H-20Z', burgundy, 'high');
  easel.cut('M1220 -20H1030C1050 200 1010 420 1070 660H1220Z', burgundy, 'high');
  for (const x of [20, 66, 112, 1090, 1136, 1182]) easel.line(`M${x} -10Q${x + 14} 300 ${x - 6} 640`, wine, 14, 0.8);
  easel.cut(box(250, 52, 700, 394, 8), '#0d0610', 'high');
  easel.cut(box(268, 70, 664, 358, 4), easel.linear(['#f6e6c4', '#e2c592', '#b98f5c']), 'flat');
  easel.put(`<clipPath id="film"><path d="${box(268, 70, 664, 358, 4)}"/></clipPath><g clip-path="url(#film)">`);
  easel.glow(600, 180, 320, '#fffbe9', 0.9);
  easel.cut('M330 428L330 220L600 96L870 220L870 428Z', '#fff6dc66', 'flat');
  for (const x of [330, 438, 546, 654, 762, 870]) easel.line(`M${x} 428V${220 - (270 - Math.abs(x - 600)) * 0.46}`, '#6b4a35', 6);
  easel.line('M330 220L600 96L870 220M330 300H870M390 194H810M480 150H720', '#6b4a35', 6);
  for (let vine = 0; vine < 54; vine += 1) {
    const x = easel.between(320, 880);
    easel.cut(
      leaf(x, easel.between(300, 440), easel.between(28, 60), easel.between(8, 17), easel.between(-60, 60)),
      easel.pick(['#7d5c40', '#9a7450', '#5b4030', '#b38b60']),
      'slight',
    );
  }
  for (const [x, y] of points('396 206, 484 160, 722 158, 806 204'))
    for (const [row, count] of [4, 3, 3, 2, 1].entries())
      for (let grape = 0; grape < count; grape += 1) easel.disc(x + (grape - (count - 1) / 2) * 15, y + row * 12, 8, '#5b4030', 'slight');
  easel.cut('M570 326C574 308 626 308 630 326L636 372C664 392 676 412 684 440H516C524 412 536 392 564 372Z', '#3b2a26', 'high');
  easel.line('M574 330C548 352 540 372 556 392M626 330C664 330 684 300 700 262', '#3b2a26', 13);
  easel.disc(702, 256, 9, '#f6e0bd', 'flat');
  easel.cut(box(592, 290, 16, 30, 6), '#f0d6ae', 'flat');
  easel.cut('M578 262C578 240 622 240 622 264C622 288 612 302 602 302S578 290 578 262Z', '#f6e0bd', 'slight');
  easel.cut(
    'M570 272C560 226 640 222 630 276C634 258 616 250 604 252C592 252 582 256 580 262C578 272 576 276 570 272Z',
    '#3b2a26',
    'slight',
  );
  easel.disc(574, 240, 13, '#3b2a26', 'flat');
  for (let scratch = 0; scratch < 12; scratch += 1) {
    const x = easel.between(280, 920);
    easel.line(`M${x} ${easel.between(60, 240)}v${easel.between(60, 300)}`, '#fffbe9', 1.5, easel.between(0.15, 0.5));
  }
  easel.put('</g>');
  easel.put(`<path d="${'M600 660L268 70L932 70Z'}" fill="${easel.linear(['#fff3d011', '#fff3d055'])}"/>`);
  for (const [y, size, shift, paint] of [
    [520, 1, 0, '#3a1830'],
    [574, 1.25, 50, '#260e22'],
  ] as const)
    for (let seat = -1; seat < 12; seat += 1) {
      const x = seat * 108 * size + shift;
      easel.cut(`M${x} 660V${y + 10}a40 40 0 0 1 40 -36h${24 * size}a40 40 0 0 1 40 36V660Z`, paint);
      if ((seat * 7 + shift) % 3 !== 0) easel.disc(x + 50 * size, y - 30 * size, 26 * size, '#170917', 'slight');
    }
}

function ravensbourne(easel: Easel): void {
  easel.ground(['#2d1530', '#5b2a4a', '#b8586a', '#f2b183']);
  stars(easel, 70, 260);
  easel.put(
    `<path d="${'M600 132L-80 -20L-80 170Z'}" fill="#ffe9b0" opacity=".32"/><path d="${'M600 132L1280 0L1280 180Z'}" fill="#ffe9b0" opacity=".32"/>`,
  );
  easel.glow(600, 132, 230, '#ffe9b0', 0.95);
  easel.cut(cloud(300, 300, 240), '#8a4560', 'low');
  easel.cut(cloud(930, 280, 270), '#a35568', 'low');
  easel.cut('M552 470L648 470L632 176L568 176Z', cream, 'high');
  for (const y of [230, 318, 406])
    easel.cut(
      polygon([566 - (y - 230) * 0.05, y], [634 + (y - 230) * 0.05, y], [637 + (y - 230) * 0.05, y + 42], [563 - (y - 230) * 0.05, y + 42]),
      burgundy,
      'flat',
    );
  easel.cut(box(550, 162, 100, 16, 4), plum, 'low');
  easel.cut(box(572, 108, 56, 56, 4), '#ffe9b0', 'slight');
  easel.line('M586 108V164M614 108V164', plum, 4);
  easel.cut('M562 112Q600 58 638 112Z', burgundy, 'high');
  easel.disc(600, 78, 7, gold, 'slight');
  for (const [lift, shade] of [
    [0, '#c9a878'],
    [14, '#e2c79c'],
    [28, '#f2dfbd'],
    [44, '#fbf0da'],
  ] as const) {
    const y = 560 - lift;
    for (const side of [-1, 1])
      easel.cut(
        `M600 ${y}C${600 + side * 90} ${y - 76} ${600 + side * 260} ${y - 90} ${600 + side * (420 - lift)} ${y - 30}V${y + 36}C${600 + side * 260} ${y - 20} ${600 + side * 90} ${y - 10} 600 ${y + 52}Z`,
        shade,
        'low',
      );
  }
  for (const side of [-1, 1])
    for (let row = 0; row < 3; row += 1)
      for (let step = 0; step < 5; step += 1) {
        const x = 600 + side * (92 + step * 58 + row * 24);
        const y = 482 - Math.sin((step + 1) * 0.6) * 20 + row * 17;
        easel.line(`M${x - 20} ${round(y)}q10 -12 20 0t20 0`, row % 2 ? '#4f9a9c' : teal, 4.5, 0.9);
      }
  easel.cut('M540 470Q600 434 660 470L640 500H560Z', '#7a5a5c', 'high');
  for (const [x, y, span] of triples('470 210 18, 512 250 12, 730 226 16')) bird(easel, x, y, span, cream);
  easel.cut('M-60 580Q600 520 1260 580V700H-60Z', '#3a1a34', 'low');
  easel.cut('M604 560L622 560L628 628L613 614L598 628Z', burgundy, 'high');
}

function winterBride(easel: Easel): void {
  easel.ground(['#1d2a4a', '#3d4f7d', '#8a93b8']);
  easel.put(`<path d="${'M560 -20L640 -20L850 560L350 560Z'}" fill="${easel.linear(['#fff6dcbb', '#fff6dc33'])}"/>`);
  easel.cut(ridge(easel, 430, 40, 500), '#56669a');
  for (const [x, h] of points('360 200, 450 150, 760 160, 850 210, 300 130, 905 140'))
    for (let tier = 0; tier < 3; tier += 1)
      easel.cut(
        polygon(
          [x - h * 0.26 + tier * h * 0.05, 470 - tier * h * 0.28],
          [x, 470 - h * 0.52 - tier * h * 0.28],
          [x + h * 0.26 - tier * h * 0.05, 470 - tier * h * 0.28],
        ),
        '#e6ecf5',
        'low',
      );
  easel.cut(box(-20, 476, 1240, 180), easel.linear(['#b98a63', '#6b3f33']), 'low');
  easel.cut(ellipse(600, 540, 220, 36), '#fff3d0', 'flat');
  easel.cut(
    'M600 250C640 262 642 330 650 380C672 450 700 500 716 546Q600 574 484 546C500 500 528 450 550 380C558 330 560 262 600 250Z',
    easel.linear(['#ffffff', '#e3e6f2', '#c9cfe6']),
    'high',
  );
  easel.cut(
    'M600 206C650 206 664 300 684 400C700 470 726 500 734 540C690 520 650 420 634 300L566 300C550 420 510 520 466 540C474 500 500 470 516 400C536 300 550 206 600 206Z',
    '#ffffff88',
    'low',
  );
  easel.disc(600, 236, 29, '#f0c8a8', 'low');
  easel.cut('M570 236C568 200 632 200 630 236C618 220 582 220 570 236Z', wine, 'flat');
  for (let flake = 0; flake < 120; flake += 1)
    easel.put(
      `<circle cx="${round(easel.between(220, 980))}" cy="${round(easel.between(0, 540))}" r="${round(easel.between(1.5, 4.5))}" fill="#fff" opacity="${round(easel.between(0.4, 1))}"/>`,
    );
  const fold = (side: number, reach: number, paint: string) => {
    const at = (x: number) => 600 + side * x;
    easel.cut(
      `M${at(640)} -20H${at(90 + reach)}C${at(150 + reach)} 130 ${at(260 + reach)} 220 ${at(300 + reach)} 300C${at(270 + reach)} 420 ${at(330 + reach)} 560 ${at(290 + reach)} 660H${at(640)}Z`,
      paint,
      'high',
    );
  };
  for (const side of [-1, 1])
    for (const [reach, paint] of [
      [0, '#b03048'],
      [60, '#97263f'],
      [124, '#7d1f38'],
      [190, '#641a30'],
      [250, '#4c1427'],
    ] as const)
      fold(side, reach, paint);
  for (const side of [-1, 1]) easel.cut(box(600 + side * 316 - 34, 288, 68, 20, 10), gold, 'high');
  easel.cut(
    'M-20 -20H1220V48' +
      Array.from({ length: 12 }, (_, dip) => `Q${1220 - dip * 104 - 52} 112 ${1220 - (dip + 1) * 104} 48`).join('') +
      'Z',
    burgundy,
    'high',
  );
  for (let tassel = 0; tassel < 12; tassel += 1) easel.disc(1168 - tassel * 104, 84, 7, gold, 'slight');
  for (let lamp = 0; lamp < 13; lamp += 1) easel.cut(`M${20 + lamp * 96} 636a30 34 0 0 1 60 0Z`, gold, 'low');
}

function borderLoaf(easel: Easel): void {
  easel.ground(['#f9dcb4', '#f3b48c', '#d9807c']);
  easel.disc(600, 220, 128, '#fff1cf', 'low');
  easel.cut(ridge(easel, 360, 34, 620), '#b8737c');
  easel.cut(ridge(easel, 410, 26, 460), '#8d5068');
  easel.cut(box(-20, 452, 1240, 200), easel.linear(['#f3c9a0', '#7fb3b0', '#2e6f73']), 'low');
  for (let glint = 0; glint < 36; glint += 1)
    easel.line(`M${easel.between(380, 780)} ${easel.between(470, 620)}h${easel.between(16, 60)}`, '#fff1cf', 3, easel.between(0.2, 0.6));
  easel.cut(curve(points('-60 700, -60 420, 160 410, 300 440, 390 520, 430 700'), true), '#5f7a52', 'high');
  easel.cut(curve(points('1260 700, 1260 420, 1040 410, 900 440, 810 520, 770 700'), true), '#6f8a5a', 'high');
  for (const [x, y, w, h, wall] of [
    [40, 430, 78, 92, cream],
    [130, 424, 70, 72, '#e9b48a'],
    [214, 436, 74, 96, rose],
    [920, 436, 74, 90, '#e9b48a'],
    [1004, 424, 72, 76, cream],
    [1086, 430, 80, 98, rose],
  ] as const)
    house(easel, x, y, w, h, { wall, roof: burgundy, window: '#6b3a4a' });
  const crust =
    'M262 492C260 300 420 226 600 226S940 300 938 492C938 520 900 524 880 504C820 430 720 404 600 404S380 430 320 504C300 524 262 520 262 492Z';
  easel.cut(crust, easel.linear(['#e6a552', '#c47a34', '#8f4f26']), 'high');
  easel.put(`<clipPath id="loaf"><path d="${crust}"/></clipPath><g clip-path="url(#loaf)">`);
  for (const [x, y, turn] of triples('370 372 -46, 470 296 -28, 600 268 0, 730 296 28, 830 372 46')) {
    easel.put(`<g transform="rotate(${turn} ${x} ${y})">`);
    easel.cut(ellipse(x, y + 16, 22, 64), '#f6d9a0', 'low');
    easel.cut(ellipse(x + 5, y + 16, 12, 54), '#fbeac2', 'flat');
    easel.put('</g>');
  }
  for (let dust = 0; dust < 160; dust += 1)
    easel.put(
      `<circle cx="${round(easel.between(280, 920))}" cy="${round(easel.between(226, 500))}" r="${round(easel.between(1, 3))}" fill="#fff6e2" opacity="${round(easel.between(0.25, 0.7))}"/>`,
    );
  easel.put('</g>');
  for (const [x, h] of points('560 56, 576 50')) easel.line(`M${x} 224v${-h * 0.3}`, plum, 5);
  easel.cut('M552 212C552 176 584 176 584 212Z', teal, 'low');
  easel.disc(568, 172, 13, '#e9b08c', 'slight');
  easel.cut(box(588, 190, 36, 22, 4), '#a8683c', 'low');
  for (const [x, y] of points('596 184, 608 180, 618 186')) easel.cut(ellipse(x, y, 8, 13), '#e6a552', 'slight');
  for (const x of [430, 500, 570])
    easel.line(
      curve([
        [x + 30, 170],
        [x + 46, 140],
        [x + 24, 112],
        [x + 44, 80],
      ]),
      '#fff6e2',
      6,
      0.35,
    );
}

function badPainting(easel: Easel): void {
  easel.ground(['#7d2f46', '#5f2238']);
  for (let row = 0; row < 8; row += 1)
    for (let column = 0; column < 13; column += 1) {
      const [x, y] = [column * 100 + (row % 2) * 50, row * 92 + 10];
      for (const turn of [-50, 0, 50]) easel.cut(leaf(x, y + 24, 40, 10, turn), '#93405a', 'flat');
      easel.disc(x, y + 30, 5, '#b8627a', 'flat');
    }
  easel.line('M600 -10L420 66M600 -10L780 52', '#c9a76a', 4);
  easel.put('<g transform="rotate(-2.2 600 320)">');
  for (const [inset, paint] of [
    [0, '#8a5f1e'],
    [12, '#d9a93c'],
    [36, '#a97722'],
    [46, '#f0ce74'],
    [66, '#7d5418'],
  ] as const)
    easel.cut(box(216 + inset, 50 + inset, 768 - inset * 2, 530 - inset * 2, 8), paint, inset === 0 ? 'high' : 'low');
  for (const [x, y] of points('240 74, 960 74, 240 556, 960 556')) {
    easel.disc(x, y, 38, '#e9bf55', 'high');
    for (let petal = 0; petal < 8; petal += 1) easel.cut(leaf(x, y, 32, 9, petal * 45), '#b98428', 'slight');
    easel.disc(x, y, 9, '#fff0b8', 'slight');
  }
  easel.put(`<clipPath id="canvas"><path d="${box(290, 124, 620, 382)}"/></clipPath><g clip-path="url(#canvas)">`);
  easel.ground(['#8fb8c9', '#f3cfa4']);
  easel.disc(444, 196, 30, '#fff0c4', 'slight');
  easel.disc(790, 176, 24, '#fbe2a4', 'slight');
  easel.cut('M290 330L380 170L470 300L590 140L720 320L800 210L910 350L910 400L290 400Z', '#7d6a92', 'low');
  easel.cut('M562 178L590 140L622 186L598 178L584 196Z', cream, 'flat');
  easel.cut('M362 202L380 170L404 204L384 196Z', cream, 'flat');
  easel.cut('M290 380L910 300L910 470L290 500Z', easel.linear(['#4f9a9c', '#2e6f73'], 0), 'low');
  for (let ripple = 0; ripple < 16; ripple += 1) {
    const x = easel.between(300, 860);
    easel.line(`M${x} ${easel.between(396, 470) - (x - 290) * 0.06}l46 -6`, '#bfe0da', 4, 0.7);
  }
  easel.cut(curve(points('280 440, 400 452, 520 500, 640 470, 780 440, 920 420, 920 520, 280 520'), true), '#6f8a4a', 'low');
  for (const [x, y, s] of triples('330 440 1, 372 452 0.7, 860 428 0.9'))
    for (let tier = 0; tier < 4; tier += 1)
      easel.cut(
        polygon(
          [x - 34 * s + tier * 6, y - tier * 26 * s],
          [x + 6 * tier, y - 60 * s - tier * 26 * s],
          [x + 34 * s - tier * 2, y - tier * 26 * s],
        ),
        '#3b5a3c',
        'slight',
      );
  easel.cut(
    'M560 470L566 410C540 404 536 384 548 370L520 356L546 350L562 340L574 352C596 366 640 366 690 372C712 378 712 396 704 410L708 470H696L688 416C660 424 620 424 596 414L590 470H580L580 412L572 470Z',
    '#8a4a2a',
    'high',
  );
  easel.line('M556 346L536 316M544 328L522 326M548 322L546 300M566 344L582 310M576 324L598 320M574 328L572 304', '#5b2f1c', 6);
  easel.disc(546, 358, 3.5, '#1a0f0a', 'flat');
  easel.put('</g></g>');
}

function bells(easel: Easel): void {
  easel.ground(['#2e4a63', '#7d7a96', '#e3a08a', '#f8d6a4']);
  easel.disc(600, 380, 116, '#fff0c9', 'low');
  easel.cut('M-60 700V250L120 150L300 330L420 300L560 452L640 452L790 310L900 330L1090 140L1260 240V700Z', '#6b5f86', 'low');
  easel.cut(curve(points('-60 700, -60 360, 160 370, 360 450, 600 510, 840 450, 1040 370, 1260 360, 1260 700'), true), '#4f6d6a', 'low');
  for (const [x, y] of points('430 500, 480 516, 690 518, 738 500, 640 530'))
    house(easel, x, y, 36, 26, { wall: cream, roof: burgundy, window: gold });
  easel.cut('M572 530L572 440L590 400L608 440L608 530Z', cream, 'high');
  easel.cut('M566 444L590 386L614 444Z', burgundy, 'slight');
  const bell = (x: number, top: number, size: number, tilt: number) => {
    easel.line(`M${x} -10V${top}`, plum, 5);
    easel.put(`<g transform="translate(${x} ${top}) rotate(${tilt}) scale(${size})">`);
    easel.put(`<circle cx="0" cy="2" r="11" fill="none" stroke="${plum}" stroke-width="7"/>`);
    easel.disc(0, 118, 14, '#7d5418', 'low');
    easel.cut(
      'M0 10C36 10 42 40 46 66C50 92 66 98 70 112H-70C-66 98 -50 92 -46 66C-42 40 -36 10 0 10Z',
      easel.linear(['#8a5f1e', '#f3d07a', '#d9a93c', '#7d5418'], 0),
      'high',
    );
    easel.line('M-52 86H52M-46 72H46', '#7d5418', 3.5, 0.8);
    easel.line('M-30 34Q0 42 30 34', '#fff0b8', 3, 0.7);
    easel.put('</g>');
  };
  for (const [x, top, size, tilt] of [
    [300, 40, 0.66, 8],
    [900, 46, 0.7, -8],
    [130, 110, 0.9, -6],
    [1070, 104, 0.92, 7],
    [420, 110, 0.86, -9],
    [780, 116, 0.84, 9],
    [600, 60, 1.5, 5],
  ] as const)
    bell(x, top, size, tilt);
  easel.cut(ridge(easel, 590, 16, 420), '#33504f');
  for (let tree = 0; tree < 26; tree += 1) {
    const h = easel.between(36, 80);
    easel.cut(leaf(easel.between(0, 1200), easel.between(600, 640), h, h * 0.24, 0), easel.pick(['#26403f', '#3f625a', teal]), 'slight');
  }
}
