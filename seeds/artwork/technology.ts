import { type Easel, round, type Scene } from './easel.ts';
import { arc, box, cloud, curve, ellipse, house, leaf, points, polygon, ridge, stars } from './shapes.ts';

const ink = '#16202e';
const slate = '#33475b';
const cobalt = '#3b6ce0';
const mint = '#7fe0c3';
const paper = '#efebe2';
const orange = '#ff7a45';

export const technology: Readonly<Record<string, Scene>> = {
  'cloud-unplugged': cloudUnplugged,
  'folio-catalogue': folioCatalogue,
  'sparrow-chip': sparrowChip,
  'kettle-teardown': kettleTeardown,
  'mesh-village': meshVillage,
  'blinking-cursor': blinkingCursor,
};

function cloudUnplugged(easel: Easel): void {
  easel.ground(['#dfe6ee', '#b9c7d8'], 60);
  for (const [r, paint] of [
    [330, '#ccd7e4'],
    [250, '#d9e2ec'],
    [170, '#e6edf3'],
  ] as const)
    easel.disc(600, 262, r, paint, 'flat');
  easel.cut(box(-20, 520, 1240, 140), '#8ea2b8', 'low');
  easel.cut(box(880, 316, 120, 150, 16), paper, 'high');
  easel.disc(940, 390, 46, '#d8d2c4', 'low');
  for (const x of [922, 958]) easel.disc(x, 390, 8, ink, 'flat');
  const cable = 'M600 330C600 440 560 470 500 480S380 500 392 556S520 600 600 566S700 500 752 500';
  easel.put(`<path d="${cable}" fill="none" stroke="${ink}" stroke-width="13" stroke-linecap="round" filter="url(#high)"/>`);
  easel.line(cable, slate, 5);
  easel.put('<g transform="rotate(-16 770 496)">');
  easel.cut(box(742, 470, 64, 52, 14), cobalt, 'high');
  easel.cut(box(728, 484, 20, 24, 6), '#2a4fb0', 'low');
  for (const y of [480, 502]) easel.cut(box(804, y, 30, 9, 3), '#c9ced6', 'low');
  easel.put('</g>');
  for (const turn of [-34, -8, 18]) easel.line(`M${862 + turn * 0.2} ${476 + turn}l${22 - Math.abs(turn) * 0.2} ${turn * 0.5}`, orange, 6);
  easel.cut(cloud(600, 350, 560), '#9fb4cc', 'high');
  easel.cut(cloud(586, 344, 500), '#cddaea', 'low');
  easel.cut(cloud(570, 336, 420), '#f6f9fc', 'low');
  for (const x of [500, 612]) easel.line(`M${x - 20} 242l40 40M${x + 20} 242l-40 40`, slate, 9);
  easel.line('M526 318Q556 298 586 318', slate, 8);
  for (const [x, y] of points('300 420, 340 470, 860 250, 270 500')) easel.cut(leaf(x, y, 30, 9, x), '#f6f9fc', 'slight');
}

function folioCatalogue(easel: Easel): void {
  easel.ground(['#3d2f2a', '#5a4033']);
  for (let row = 0; row < 4; row += 1)
    for (let column = 0; column < 7; column += 1) {
      const [x, y] = [16 + column * 168, 8 + row * 156];
      if (row === 2 && column === 3) continue;
      easel.cut(box(x, y, 160, 148, 6), easel.linear([easel.pick(['#b98252', '#c08a58', '#ad7748']), '#8f5d36']), 'low');
      easel.cut(box(x + 10, y + 10, 140, 128, 4), '#ffffff14', 'flat');
      easel.cut(box(x + 40, y + 28, 80, 40, 3), '#d9b25f', 'slight');
      easel.cut(box(x + 46, y + 34, 68, 28, 1), paper, 'flat');
      easel.line(`M${x + 54} ${y + 44}h${easel.between(28, 50)}M${x + 54} ${y + 53}h${easel.between(18, 40)}`, slate, 3, 0.7);
      easel.put(
        `<path d="M${x + 58} ${y + 92}q22 34 44 0" fill="none" stroke="#e6c373" stroke-width="9" stroke-linecap="round" filter="url(#slight)"/>`,
      );
    }
  easel.cut(box(520, 320, 160, 148, 6), '#1f1613', 'low');
  easel.glow(600, 360, 300, '#ffe2a0', 0.85);
  for (let card = 0; card < 15; card += 1) {
    const [x, y] = [522 - card * 1.6, 316 + card * 11];
    const rise = card === 6 ? 92 : easel.between(0, 12);
    easel.cut(box(x, y - rise, 156 + card * 3.2, 130, 5), card === 6 ? '#fffdf6' : easel.pick([paper, '#e6dcc6', '#f6f0e2']), 'low');
    if (card === 6) {
      easel.line(`M${x + 20} ${y - rise + 26}h92`, orange, 7);
      for (const line of [48, 66]) easel.line(`M${x + 20} ${y - rise + line}h${line === 48 ? 126 : 84}`, slate, 4, 0.8);
    } else if (card % 4 === 2)
      easel.cut(box(x + easel.between(10, 110), y - rise - 10, 38, 16, 3), easel.pick([cobalt, mint, orange]), 'slight');
  }
  easel.cut('M484 480L716 480L732 616L468 616Z', easel.linear(['#d69a63', '#a86f3f']), 'high');
  easel.cut(box(548, 500, 104, 46, 4), '#d9b25f', 'low');
  easel.cut(box(556, 507, 88, 32, 2), paper, 'flat');
  easel.line('M568 519h60M568 529h40', slate, 3);
  easel.put('<path d="M572 568q28 42 56 0" fill="none" stroke="#f0d088" stroke-width="12" stroke-linecap="round" filter="url(#low)"/>');
}

function sparrowChip(easel: Easel): void {
  easel.ground(['#0f2f3a', '#0c3f45', '#12564f'], 40);
  const trace = (x: number, y: number, dx: number, dy: number) => {
    const [bend, end] = [easel.between(40, 150), easel.between(60, 260)];
    const turn = easel.pick([-1, 1]) * easel.between(20, 70);
    const path = dx
      ? `M${x} ${y}h${dx * bend}l${dx * Math.abs(turn)} ${turn}h${dx * end}`
      : `M${x} ${y}v${dy * bend * 0.4}l${turn} ${dy * Math.abs(turn)}v${dy * end}`;
    easel.line(path, '#3fae93', 4, 0.7);
    const [tipX, tipY] = dx ? [x + dx * (bend + Math.abs(turn) + end), y + turn] : [x + turn, y + dy * (bend * 0.4 + Math.abs(turn) + end)];
    easel.put(`<circle cx="${round(tipX)}" cy="${round(tipY)}" r="8" fill="#0f2f3a" stroke="${mint}" stroke-width="4"/>`);
  };
  for (let pin = 0; pin < 13; pin += 1) {
    trace(340, 92 + pin * 37, -1, 0);
    trace(860, 92 + pin * 37, 1, 0);
    if (pin < 12) {
      trace(380 + pin * 40, 66, 0, -1);
      trace(380 + pin * 40, 566, 0, 1);
    }
  }
  for (let pin = 0; pin < 12; pin += 1) {
    for (const x of [326, 846]) easel.cut(box(x, 96 + pin * 39, 30, 16, 3), '#d8c08a', 'slight');
    for (const y of [40, 562]) easel.cut(box(366 + pin * 40, y, 16, 30, 3), '#d8c08a', 'slight');
  }
  easel.cut(box(342, 56, 516, 518, 18), ink, 'high');
  easel.cut(box(368, 82, 464, 466, 10), easel.linear(['#26364a', '#1a2636'], 50), 'low');
  easel.disc(394, 108, 9, '#4a5f78', 'flat');
  const body =
    'M430 350C444 306 500 300 540 268C556 214 612 186 656 204C676 212 690 228 696 246L744 262L700 278C704 350 668 420 590 432L506 436L412 480L440 428C420 412 420 380 430 350Z';
  easel.cut(body, easel.linear([mint, '#35b598'], 40), 'high');
  easel.put(`<clipPath id="sparrow"><path d="${body}"/></clipPath><g clip-path="url(#sparrow)">`);
  for (let line = 0; line < 15; line += 1) {
    const y = 196 + line * 19;
    easel.line(
      `M${400 + (line % 4) * 34} ${y}h${80 + (line % 3) * 44}l22 ${line % 2 ? 22 : -22}h${60 + (line % 5) * 22}`,
      '#0f4a47',
      5,
      0.85,
    );
    easel.disc(400 + (line % 4) * 34, y, 7, '#0f4a47', 'flat');
  }
  easel.put('</g>');
  easel.cut('M454 376C500 330 570 320 622 340C600 400 540 424 470 416C456 404 450 392 454 376Z', '#d9fff2', 'high');
  for (const [y, h] of points('360 118, 378 106, 396 82')) easel.line(`M482 ${y}h${h}l12 -10`, '#1f8f7c', 5);
  easel.disc(652, 244, 15, ink, 'flat');
  easel.disc(657, 239, 5, '#ffffff', 'flat');
  easel.line('M560 434V488M560 488l-20 12M560 488l18 14M606 428V486M606 486l-20 12M606 486l18 14', orange, 7);
  for (const r of [26, 46, 66]) easel.line(arc(752, 250, r, -42, 30), orange, 6, 1 - r / 110);
}

function kettleTeardown(easel: Easel): void {
  easel.ground(['#f3efe6', '#dcdad2'], 70);
  for (let x = 0; x <= 1200; x += 40) easel.line(`M${x} 0V630`, '#9aa7b4', 1, 0.35);
  for (let y = 15; y <= 630; y += 40) easel.line(`M0 ${y}H1200`, '#9aa7b4', 1, 0.35);
  easel.put(`<path d="M600 30V606" stroke="${orange}" stroke-width="3" stroke-dasharray="12 10"/>`);
  easel.cut('M560 90Q600 30 640 90Z', ink, 'high');
  easel.disc(600, 50, 17, orange, 'high');
  easel.cut(ellipse(600, 96, 110, 20), cobalt, 'high');
  easel.cut('M486 168H714L748 362H452Z', easel.linear(['#e9eef3', '#a9bac9', '#f6f9fb', '#8fa3b5'], 0), 'high');
  easel.cut('M486 176C440 170 400 196 372 240L404 250C430 226 456 226 478 232Z', '#a9bac9', 'high');
  easel.put(
    `<path d="M712 186C820 176 850 250 826 312Q812 344 742 346" fill="none" stroke="${ink}" stroke-width="26" stroke-linecap="round" filter="url(#high)"/>`,
  );
  for (let mark = 0; mark < 5; mark += 1) easel.line(`M592 ${206 + mark * 28}h${mark % 2 ? 26 : 44}`, slate, 5);
  easel.cut(ellipse(600, 400, 142, 26), '#c8743f', 'high');
  easel.put(`<path d="M520 400a80 14 0 0 1 160 0a58 10 0 0 1 -116 0a34 6 0 0 1 70 0" fill="none" stroke="#7d3f22" stroke-width="6"/>`);
  easel.cut('M450 470L750 470L790 520L410 520Z', '#1f7a5c', 'high');
  for (const [x, paint] of [
    [470, ink],
    [570, slate],
    [672, ink],
  ] as const) {
    easel.cut(polygon([x, 480], [x + 64, 480], [x + 68, 508], [x - 4, 508]), paint, 'low');
    easel.line(`M${x + 12} 494h40`, mint, 3);
  }
  easel.cut(ellipse(600, 574, 190, 30), ink, 'high');
  easel.cut(ellipse(600, 566, 190, 30), slate, 'low');
  easel.cut(ellipse(600, 562, 54, 10), '#c9ced6', 'low');
  for (const [x, y, paint, tilt] of [
    [404, 470, cobalt, 205],
    [850, 474, orange, 335],
    [600, 450, '#1f9d7a', 270],
  ] as const) {
    if (x === 600) continue;
    for (const r of [30, 56, 82, 108]) easel.line(arc(x, y, r, tilt - 34, tilt + 34), paint, 7, 1.05 - r / 130);
    easel.disc(x, y, 10, paint, 'slight');
  }
  for (const r of [26, 48, 70]) easel.line(arc(320, 240, r, 190, 262), '#8fa3b5', 7, 1 - r / 100);
  for (const [x, y] of points('270 120, 930 130, 250 420, 960 580, 230 560')) {
    easel.disc(x, y, 15, '#c9ced6', 'low');
    easel.line(`M${x - 8} ${y}h16`, slate, 4);
  }
}

function meshVillage(easel: Easel): void {
  easel.ground(['#101c34', '#1d3a58', '#2f6a78']);
  stars(easel, 110, 300);
  easel.cut(ridge(easel, 300, 60, 800), '#1f4660');
  easel.cut(curve(points('-60 700, -60 470, 160 430, 380 340, 600 292, 820 342, 1040 430, 1260 470, 1260 700'), true), '#18384f', 'low');
  const wall = { wall: '#27506a', roof: '#122840', window: '#ffd98a' };
  const homes = [
    [300, 420, 54, 46],
    [400, 384, 52, 44],
    [760, 388, 54, 46],
    [868, 424, 56, 48],
    [470, 440, 58, 48],
    [690, 446, 60, 50],
    [220, 500, 62, 52],
    [960, 500, 64, 54],
    [360, 506, 64, 54],
    [800, 512, 66, 54],
  ] as const;
  easel.cut('M556 372L556 240L600 130L644 240L644 372Z', '#2d5b76', 'high');
  easel.cut('M548 244L600 110L652 244L640 250L600 150L560 250Z', '#122840', 'flat');
  easel.cut('M586 372v-36a14 14 0 0 1 28 0v36Z', '#ffd98a', 'flat');
  easel.cut('M590 286v-20a10 10 0 0 1 20 0v20Z', '#ffd98a', 'flat');
  easel.cut('M640 372L640 306L760 306L772 320L772 372Z', '#27506a', 'high');
  const hub = [600, 96] as const;
  easel.put('<g>');
  for (const [at, [x, y, w, h]] of homes.entries()) {
    const roof: readonly [number, number] = [x + w / 2, y - h - w * 0.55 - 8];
    easel.put(
      `<path d="M${hub[0]} ${hub[1]}Q${round((hub[0] + roof[0]) / 2)} ${round(Math.min(hub[1], roof[1]) + 40)} ${round(roof[0])} ${round(roof[1])}" fill="none" stroke="${mint}" stroke-width="3" opacity=".75"/>`,
    );
    const next = homes[(at + 2) % homes.length];
    if (next) easel.line(`M${roof[0]} ${roof[1]}L${next[0] + next[2] / 2} ${next[1] - next[3] - next[2] * 0.55 - 8}`, mint, 1.6, 0.35);
  }
  easel.put('</g>');
  for (const [x, y, w, h] of homes) {
    house(easel, x, y, w, h, wall);
    easel.glow(x + w / 2, y - h - w * 0.55 - 8, 30, mint, 0.9);
    easel.disc(x + w / 2, y - h - w * 0.55 - 8, 6, '#eafff7', 'flat');
  }
  easel.line('M600 130V84', '#eafff7', 5);
  easel.glow(600, 86, 130, mint, 0.9);
  easel.disc(600, 86, 11, '#eafff7', 'low');
  for (const r of [36, 64, 94])
    for (const [from, to] of points('150 210, -30 30')) easel.line(arc(600, 86, r, from, to), mint, 5, 1 - r / 130);
  easel.cut(ridge(easel, 556, 26, 520), '#122c42');
  for (let tree = 0; tree < 34; tree += 1) {
    const h = easel.between(34, 84);
    easel.cut(
      leaf(easel.between(0, 1200), easel.between(584, 636), h, h * 0.26, 0),
      easel.pick(['#0e2236', '#173a4c', '#1f4d58']),
      'slight',
    );
  }
}

function blinkingCursor(easel: Easel): void {
  easel.ground(['#1a2233', '#121826']);
  easel.glow(600, 300, 520, '#ff9a5c', 0.4);
  easel.cut(box(236, 40, 728, 470, 30), '#d9cfb8', 'high');
  easel.cut(box(252, 56, 696, 438, 22), '#bdb196', 'flat');
  easel.cut(box(286, 84, 628, 356, 34), '#10251f', 'low');
  easel.put(`<clipPath id="screen"><path d="${box(286, 84, 628, 356, 34)}"/></clipPath><g clip-path="url(#screen)">`);
  easel.glow(600, 262, 380, '#2f8f6a', 0.55);
  const rows = [
    [0, [90, 40, 120]],
    [1, [60, 150, 50, 70]],
    [1, [120, 90]],
    [2, [70, 40, 110, 60]],
    [2, [50, 160]],
    [1, [90]],
    [0, [140, 60, 90]],
  ] as const;
  for (const [row, [indent, words]] of rows.entries()) {
    let x = 330 + indent * 46;
    for (const [at, word] of words.entries()) {
      easel.cut(box(x, 122 + row * 38, word, 15, 4), at === 1 && row % 2 === 0 ? orange : mint, 'flat');
      x += word + 18;
    }
  }
  easel.glow(354, 402, 110, '#d9fff2', 0.8);
  easel.cut(box(330, 380, 30, 40, 2), '#eafff7', 'flat');
  for (let y = 84; y < 440; y += 6) easel.line(`M286 ${y}H914`, '#06120e', 1.6, 0.35);
  easel.put('<path d="M286 84H700L470 440H286Z" fill="#fff" opacity=".05"/></g>');
  for (const [x, paint] of [
    [860, orange],
    [890, mint],
  ] as const)
    easel.disc(x, 468, 8, paint, 'slight');
  easel.line('M300 468h90', '#8f846c', 6);
  easel.cut('M470 510L730 510L770 552L430 552Z', '#a99d83', 'low');
  easel.cut('M250 548L950 548L1010 640L190 640Z', '#d9cfb8', 'high');
  for (let row = 0; row < 3; row += 1)
    for (let key = 0; key < 15; key += 1) {
      const width = 40 + row * 3.4;
      easel.cut(
        box(600 - width * 7.5 + key * width + 3, 560 + row * 25, width - 7, 19, 4),
        row === 1 && key === 13 ? orange : easel.pick([paper, '#e6dfcf']),
        'slight',
      );
    }
}
