import { type Easel, round, type Scene } from './easel.ts';
import { bird, box, cloud, curve, leaf, points, polygon, ridge, triples } from './shapes.ts';

const bottle = '#12372a';
const green = '#2f6b4f';
const brass = '#c9a227';
const cream = '#f7efdc';
const brick = '#a8442f';
const sand = '#e5cf9f';

export const economy: Readonly<Record<string, Scene>> = {
  'rate-cut': rateCut,
  'pencil-forest': pencilForest,
  'container-port': containerPort,
  'coffee-hillside': coffeeHillside,
  'flooded-fields': floodedFields,
};

function rateCut(easel: Easel): void {
  easel.ground(['#f7efdc', '#f2ddb0', '#e5b96a']);
  for (const [r, paint] of [
    [300, '#f6e2b4'],
    [236, '#f3d592'],
    [176, '#eec66c'],
  ] as const)
    easel.disc(760, 330, r, paint, 'flat');
  easel.disc(760, 330, 118, easel.linear(['#f3d67c', brass]), 'high');
  easel.disc(760, 330, 98, '#dfb944', 'flat');
  easel.put(`<circle cx="760" cy="330" r="106" fill="none" stroke="#8a6a14" stroke-width="4" stroke-dasharray="3 9"/>`);
  easel.cut('M712 372L704 306L736 334L760 288L784 334L816 306L808 372Z', '#8a6a14', 'low');
  easel.cut(box(710, 378, 100, 14, 4), '#8a6a14', 'low');
  for (const [row, paint] of ['#2f6b4f', '#265c45', '#1e4d3a', '#184232', '#12372a'].entries()) {
    let outline = `M-60 ${150 + row * 64}H${150 - row * 46}`;
    for (let step = 0; step < 6; step += 1) outline += `v${66 + row * 2}h${168 - row * 4}`;
    easel.cut(`${outline}V700H-60Z`, paint, 'high');
  }
  for (let column = 0; column < 4; column += 1) {
    const x = 22 + column * 34;
    easel.cut(box(x - 4, 44, 24, 100), cream, 'slight');
    easel.line(`M${x + 2} 54V136M${x + 9} 54V136`, sand, 2.5);
  }
  easel.cut('M4 44L82 6L164 44Z', cream, 'low');
  easel.cut(box(4, 140, 160, 12), sand, 'slight');
  easel.put('<g transform="translate(322 214)">');
  easel.cut('M-13 -46C-15 -10 -18 20 -24 66H-8L0 20L12 66H28C20 20 16 -10 13 -46Z', '#3b2a2a', 'high');
  easel.cut('M-22 -58Q0 -74 22 -58L26 6H-26Z', brick, 'low');
  easel.disc(0, -82, 18, '#e3b08a', 'slight');
  easel.cut(box(-20, -108, 40, 18, 8), '#3b2a2a', 'slight');
  easel.cut(box(24, 0, 38, 30, 4), '#6b4a22', 'low');
  easel.line('M22 -46L42 2', brick, 12);
  easel.put('</g>');
  for (const [x, y, span] of triples('560 130 20, 612 164 14, 940 140 17')) bird(easel, x, y, span, bottle);
}

function pencilForest(easel: Easel): void {
  easel.ground(['#fbf1d8', '#f3dcae', '#d9c38f']);
  easel.disc(640, 230, 120, '#fff8e6', 'low');
  const pencil = (x: number, top: number, width: number, colours: readonly [string, string, string]) => {
    const tip = width * 1.5;
    easel.cut(
      polygon([x, 700], [x, top + tip], [x + width, top + tip], [x + width, 700]),
      easel.linear([colours[0], colours[1], colours[2]], 0),
      'low',
    );
    easel.cut(
      `M${x} ${round(top + tip)}L${x + width / 2} ${top}L${x + width} ${round(top + tip)}q${round(-width / 6)} ${round(width * 0.26)} ${round(-width / 3)} 0q${round(-width / 6)} ${round(width * 0.26)} ${round(-width / 3)} 0q${round(-width / 6)} ${round(width * 0.26)} ${round(-width / 3)} 0Z`,
      '#f0d3a0',
      'flat',
    );
    easel.cut(polygon([x + width * 0.34, top + tip * 0.32], [x + width / 2, top], [x + width * 0.66, top + tip * 0.32]), '#2b2a2e', 'flat');
    for (const part of [1, 2]) easel.line(`M${x + (width / 3) * part} ${top + tip + width * 0.2}V660`, '#00000030', 2);
  };
  const mist = (y: number, paint: string) => easel.put(`<path d="${ridge(easel, y, 16, 700)}" fill="${paint}"/>`);
  for (let far = 0; far < 26; far += 1)
    pencil(-10 + far * 47 + easel.between(-12, 12), easel.between(250, 350), 20, ['#c9bd93', '#dccfa6', '#b8ac84']);
  mist(520, '#f3e3bdcc');
  for (let mid = 0; mid < 16; mid += 1)
    pencil(
      -20 + mid * 78 + easel.between(-18, 18),
      easel.between(190, 330),
      33,
      easel.pick([
        ['#8fa37a', '#a9b98f', '#76896a'],
        ['#c9a85f', '#dcc07d', '#b08f4a'],
      ]),
    );
  mist(566, '#e6d3a6cc');
  for (const [x, top, paint] of triples('150 190 0, 290 250 1, 420 120 0, 560 200 2, 690 90 0, 830 220 1, 960 150 0, 1080 240 2, 40 270 2'))
    pencil(
      x,
      top,
      58,
      [['#c9951c', '#f0c23c', '#a87a12'] as const, ['#1f5a42', '#2f7a5a', '#12372a'] as const, ['#8f3524', '#c25a3e', '#7a2a1c'] as const][
        paint
      ] ?? [brass, sand, brass],
    );
  easel.cut(ridge(easel, 612, 12, 360), bottle);
  for (const [x, y, span] of triples('520 92 20, 572 120 13, 800 84 16')) bird(easel, x, y, span, '#4a3f2a');
  easel.cut('M738 78C750 62 776 64 780 78L796 82L780 88C776 100 752 102 744 94L722 100Z', brick, 'high');
}

function containerPort(easel: Easel): void {
  easel.ground(['#f9e7c6', '#f2c998', '#d9a27d']);
  easel.disc(600, 196, 86, '#fff6de', 'low');
  easel.cut(ridge(easel, 350, 26, 700), '#c9a283');
  easel.cut(ridge(easel, 384, 16, 500), '#a98a72');
  const crane = (x: number, side: number, paint: string) => {
    easel.line(`M${x - 44} 470L${x - 30} 120M${x + 44} 470L${x + 30} 120`, paint, 13);
    easel.line(`M${x - 40} 380L${x + 34} 250M${x + 40} 380L${x - 34} 250M${x - 36} 240H${x + 36}M${x - 41} 390H${x + 41}`, paint, 6);
    easel.line(`M${x - side * 90} 130H${x + side * 250}`, paint, 14);
    easel.line(`M${x} 40L${x + side * 240} 126M${x} 40L${x - side * 84} 126M${x} 40V130`, paint, 5);
    easel.line(`M${x + side * 180} 134V236`, bottle, 3);
    easel.cut(box(x + side * 180 - 40, 236, 80, 36, 3), brass, 'high');
  };
  crane(250, 1, bottle);
  crane(960, -1, '#1e4d3a');
  const paints = [brick, green, brass, '#c9704a', bottle, '#6f9a86', sand, '#8a3a2a'] as const;
  for (let column = 0; column < 11; column += 1) {
    const rows = [2, 3, 4, 3, 5, 4, 3, 4, 2, 3, 2][column] ?? 2;
    for (let row = 0; row < rows; row += 1) {
      const [x, y] = [128 + column * 86, 432 - row * 40];
      easel.cut(box(x, y, 82, 38, 2), easel.pick(paints), 'slight');
      for (let rib = 1; rib < 8; rib += 1) easel.line(`M${x + rib * 10.2} ${y + 6}v26`, '#00000040', 2.2);
    }
  }
  easel.cut(box(-20, 468, 1240, 24), '#5b4a3a', 'high');
  easel.cut(box(-20, 490, 1240, 160), easel.linear(['#8fb0a0', '#3f7a68', bottle]), 'flat');
  for (let mark = 0; mark < 120; mark += 1) {
    const x = easel.between(120, 1080);
    easel.line(
      `M${x} ${easel.between(502, 622)}h${easel.between(20, 90)}`,
      easel.pick([...paints, '#fff6de', '#f2c998']),
      4,
      easel.between(0.14, 0.5),
    );
  }
  easel.cut('M520 536H700L680 568H546Z', brick, 'high');
  easel.cut(box(590, 506, 46, 32, 4), cream, 'low');
  easel.cut(box(600, 514, 26, 10, 2), green, 'flat');
  easel.line('M576 536V502', bottle, 6);
  easel.line('M488 572q60 -10 120 0t130 0', '#e3f0e4', 4, 0.7);
  for (const [x, y, span] of triples('430 250 16, 470 226 12, 742 270 14')) bird(easel, x, y, span, bottle);
}

function coffeeHillside(easel: Easel): void {
  easel.ground(['#fdf0cf', '#f9d79a', '#efb56c']);
  easel.glow(770, 170, 320, '#fffbe6', 0.9);
  easel.disc(770, 170, 82, '#fff8e2', 'low');
  easel.cut(cloud(380, 150, 200), '#fdf3dc', 'low');
  easel.cut(ridge(easel, 300, 60, 760), '#c9b86c');
  const tones = ['#9fae5a', '#86a052', '#6b8f4c', '#517d47', '#3a6b42', '#2a583a', '#1e4631', '#163a29'] as const;
  for (const [terrace, paint] of tones.entries()) {
    const y = 300 + terrace * 40;
    const bulge = 90 - terrace * 9;
    const shape = [
      [-60, y + 60],
      [180, y + 20],
      [430, y - bulge * 0.7],
      [640, y - bulge],
      [880, y - bulge * 0.3],
      [1080, y + 36],
      [1260, y + 56],
    ] as const;
    const line = curve(shape);
    easel.cut(`${line}V700H-60Z`, paint);
    for (let bush = 0; bush < 30; bush += 1) {
      const x = -10 + bush * 42 + (terrace % 2) * 20;
      const span = shape.findIndex(([px]) => px > x);
      const [from, to] = [shape[span - 1] ?? shape[0], shape[span] ?? shape[6]];
      const along = (x - from[0]) / (to[0] - from[0]);
      const by = from[1] + (to[1] - from[1]) * along ** 1.05 + 15;
      easel.put(
        `<ellipse cx="${x}" cy="${round(by)}" rx="${12 + terrace}" ry="${8 + terrace * 0.8}" fill="${tones[Math.min(7, terrace + 2)]}"/>`,
      );
      if ((bush + terrace) % 3 === 0) easel.put(`<circle cx="${x + 3}" cy="${round(by - 2)}" r="3.4" fill="#d9503a"/>`);
    }
    if (terrace < 3)
      easel.put(`<path d="${line}" fill="none" stroke="#e9f6f2" stroke-width="${5 - terrace}" opacity="${0.8 - terrace * 0.22}"/>`);
  }
  easel.line('M330 660C420 560 560 500 790 470', '#5b3a22', 12);
  for (const [x, y, length, angle] of [
    [420, 566, 150, -20],
    [420, 566, 150, 130],
    [540, 512, 160, -10],
    [540, 512, 150, 150],
    [670, 486, 150, 20],
    [670, 486, 150, 160],
    [786, 470, 160, 84],
  ] as const) {
    easel.cut(leaf(x, y, length, 42, angle), easel.linear(['#4f9a5a', '#1f5a3a'], 60), 'high');
    easel.put(`<g transform="rotate(${angle} ${x} ${y})">`);
    easel.line(`M${x} ${y}V${y - length * 0.9}`, '#a9d49a', 3.5, 0.8);
    easel.put('</g>');
  }
  for (const [x, y] of points('410 560, 446 544, 430 586, 528 506, 562 500, 546 532, 660 480, 694 484, 674 508')) {
    easel.disc(x, y, 22, easel.linear(['#ef6a4a', '#a8281f']), 'low');
    easel.put(`<circle cx="${x - 7}" cy="${y - 8}" r="5" fill="#fff" opacity=".5"/>`);
  }
}

function floodedFields(easel: Easel): void {
  easel.ground(['#f6e2b4', '#efc98d', '#cfd9c2']);
  easel.disc(600, 150, 68, '#fff6de', 'low');
  easel.cut(ridge(easel, 230, 24, 640), '#a9b08a');
  easel.cut(ridge(easel, 258, 16, 480), '#7d9470');
  easel.cut(box(-20, 280, 1240, 380), '#8a9a5b', 'low');
  const vanish = (x: number, y: number): [number, number] => [600 + (x - 600) * (0.26 + ((y - 280) / 350) * 1.5), y];
  const rows = [290, 322, 366, 428, 512, 640] as const;
  const paints = ['water', '#b9a85a', '#d9c272', '#6f8a4a', 'water', '#a8b46a', 'water', '#c9b25f'] as const;
  for (let row = 0; row < rows.length - 1; row += 1) {
    const [top, bottom] = [rows[row] ?? 0, rows[row + 1] ?? 0];
    for (let field = 0; field < 9; field += 1) {
      const [left, right] = [-180 + field * 174, -180 + (field + 1) * 174];
      const inset = 3 + row;
      const corners = [
        vanish(left + inset, top + inset),
        vanish(right - inset, top + inset),
        vanish(right - inset, bottom - inset),
        vanish(left + inset, bottom - inset),
      ] as const;
      const kind = Math.abs(field - 4) < 2 && (field + row) % 2 === 0 ? 'water' : easel.pick(paints);
      easel.cut(polygon(...corners), kind === 'water' ? easel.linear(['#f6deb0', '#9fc6c2', '#4f8f94']) : kind, 'slight');
      if (kind !== 'water')
        for (let furrow = 1; furrow < 7; furrow += 1) {
          const x = left + (right - left) * (furrow / 7);
          const [a, b] = [vanish(x, top + inset), vanish(x, bottom - inset)];
          easel.line(`M${round(a[0])} ${a[1]}L${round(b[0])} ${b[1]}`, '#4a5a2a', 2, 0.35);
        }
      else
        for (let glint = 0; glint < 4; glint += 1) {
          const [x, y] = vanish(easel.between(left + 30, right - 60), easel.between(top + 8, bottom - 8));
          easel.line(`M${round(x)} ${round(y)}h${round(10 + row * 12)}`, '#fffbe9', 2.5, 0.75);
        }
    }
  }
  for (const [x, y, size] of triples('480 330 30, 524 330 26, 690 332 30, 736 334 26, 330 434 50, 884 436 54, 210 520 66')) {
    easel.line(`M${x} ${y}V${y - size * 1.1}`, '#4a3322', size * 0.16);
    easel.disc(x, y - size * 1.3, size * 0.6, green, 'low');
    easel.disc(x - size * 0.3, y - size, size * 0.42, '#3f7f5a', 'slight');
  }
  for (const [x, y, s] of triples('560 470 1, 640 540 1.3, 700 460 0.9')) {
    easel.put(`<g transform="translate(${x} ${y}) scale(${s})">`);
    easel.cut(
      'M-34 0C-24 -22 6 -24 20 -12C22 -26 14 -36 24 -44C32 -50 42 -44 42 -38L58 -34L42 -30C38 -18 40 0 20 8Q-20 14 -34 0Z',
      cream,
      'low',
    );
    easel.disc(33, -38, 2.4, bottle, 'flat');
    easel.cut('M42 -38L58 -34L42 -30Z', brass, 'flat');
    easel.line('M-50 12H44M-30 20H20', '#ffffff', 2.5, 0.7);
    easel.put('</g>');
  }
  for (const [x, y, span] of triples('420 120 18, 462 96 13, 760 110 15')) bird(easel, x, y, span, bottle);
  for (let reed = 0; reed < 50; reed += 1)
    easel.cut(
      leaf(easel.between(-10, 1210), 660, easel.between(50, 120), 6, easel.between(-16, 16)),
      easel.pick([green, bottle, '#6f8a4a']),
      'slight',
    );
}
