import type { Easel, Scene } from './easel.ts';
import { arc, bird, box, curve, ellipse, points, ridge, stars, triples, waves } from './shapes.ts';

const ink = '#12122e';
const cream = '#fbe9d0';
const peach = '#f4a582';
const gold = '#f2c14e';

export const space: Readonly<Record<string, Scene>> = {
  'plover-2-wakes': ploverWakes,
  'ansa-dish': ansaDish,
  'tern-lifts-off': ternLiftsOff,
  'moon-dust': moonDust,
  'aurora-over-valmere': aurora,
  'kestrel-9b': kestrel,
};

function ploverWakes(easel: Easel): void {
  easel.ground(['#0f0f2b', '#1d1b4f', '#3a2a72']);
  stars(easel, 130, 630);
  easel.glow(1180, 640, 620, '#f0a06a', 0.75);
  for (const [radius, paint] of [
    [760, '#2b2463'],
    [620, '#3c2f7d'],
    [490, '#583c90'],
    [370, '#8a5299'],
    [255, '#d57c86'],
    [150, '#f7c38a'],
  ] as const)
    easel.disc(1230, 700, radius, paint);
  const ring = (half: 'back' | 'front') => {
    const sweep = half === 'back' ? '0 0 1' : '0 0 0';
    easel.put(
      `<g transform="rotate(-18 455 330)"><path d="M165 330A290 78 ${sweep} 745 330" fill="none" stroke="#f6d7a8" stroke-width="26" opacity=".95"/><path d="M120 330A335 98 ${sweep} 790 330" fill="none" stroke="#d98f86" stroke-width="9" opacity=".9"/></g>`,
    );
  };
  ring('back');
  easel.disc(455, 330, 172, easel.linear(['#f8d9a6', '#e99a7b', '#7c3f82'], 60), 'high');
  for (const [y, width] of points('262 120, 300 158, 366 160, 410 130'))
    easel.line(`M${455 - width} ${y + 22}Q455 ${y + 46} ${455 + width} ${y - 22}`, '#fff3da', 7, 0.16);
  ring('front');
  for (const [at, radius] of [60, 110, 160, 210].entries()) easel.line(arc(772, 196, radius, 22, 68), cream, 5, 0.85 - at * 0.18);
  easel.put(`<g transform="rotate(-24 760 185)">`);
  for (const x of [612, 796]) {
    easel.cut(box(x, 158, 112, 54, 4), '#3f63c9', 'high');
    for (const step of [28, 56, 84]) easel.line(`M${x + step} 160V210`, '#a9c1ff', 2, 0.8);
    easel.line(`M${x + 2} 185H${x + 110}`, '#a9c1ff', 2, 0.8);
  }
  easel.cut(box(732, 152, 56, 66, 8), gold, 'high');
  easel.cut('M726 150Q760 96 794 150Z', cream, 'high');
  easel.line('M760 124V98', cream, 4);
  easel.disc(760, 95, 6, '#ff7d5c');
  easel.put('</g>');
}

function ansaDish(easel: Easel): void {
  easel.ground(['#15133a', '#3a2a72', '#8a5299', '#e88f7d']);
  for (let trail = 0; trail < 70; trail += 1) {
    const from = easel.between(15, 150);
    easel.line(
      arc(600, -40, easel.between(90, 620), from, from + easel.between(12, 42)),
      easel.pick([cream, '#d9c5ff', peach]),
      easel.between(1, 2.6),
      easel.between(0.25, 0.8),
    );
  }
  easel.cut(ridge(easel, 430, 34, 700), '#b9667f');
  easel.cut(ridge(easel, 480, 30, 540), '#7d4480');
  easel.cut('M552 470L512 356L688 356L648 470Z', '#b98fa0', 'high');
  easel.cut('M545 560L655 560L634 430L566 430Z', '#e9d3c4', 'high');
  easel.cut('M520 590L680 590L660 540L540 540Z', '#cdaeb0');
  for (const x of [580, 600, 620]) easel.line(`M${x} 442L${600 + (x - 600) * 1.6} 552`, '#a98296', 3);
  easel.put('<g transform="rotate(-27 600 330)">');
  easel.line('M600 330L500 178M600 330L700 178', '#f6e3cf', 6);
  easel.cut('M380 232Q600 520 820 232Z', easel.linear(['#fff3df', '#e2b9ae'], 90), 'high');
  easel.cut(ellipse(600, 232, 220, 40), easel.linear(['#c99aa4', '#f8e2cd'], 0));
  easel.line('M470 236L600 96M730 236L600 96M600 262V96', '#fbe9d0', 5);
  easel.disc(600, 94, 15, '#ff7d5c', 'high');
  easel.put('</g>');
  easel.cut(ridge(easel, 556, 24, 480), '#4b2b68');
  easel.cut(ridge(easel, 604, 14, 380), '#2b1b49');
}

function ternLiftsOff(easel: Easel): void {
  easel.ground(['#2a2466', '#7a4a96', '#e98a80', '#fbd39a']);
  stars(easel, 50, 200);
  easel.glow(600, 470, 520, '#ffe2a6', 0.9);
  easel.disc(600, 490, 138, '#ffdf9c', 'flat');
  easel.cut(ridge(easel, 470, 20, 500), '#a5608c');
  for (const [x, y, r] of triples('470 520 66, 730 524 70, 530 500 60, 672 498 62, 400 552 56, 800 556 58, 600 520 84'))
    easel.disc(x, y, r, '#f6c4a8');
  for (const [x, y, r] of triples('500 556 58, 700 556 60, 560 530 50, 644 534 52, 600 566 74')) easel.disc(x, y, r, '#fff0d8');
  easel.cut('M588 236L566 540H634L612 236Z', easel.linear(['#ffffff', '#fff2b8', '#ffb45e']), 'flat');
  easel.glow(600, 300, 120, '#fff2c4', 0.9);
  easel.cut('M600 52Q640 104 636 244H564Q560 104 600 52Z', easel.linear(['#cfc6dd', '#fffaf0', '#a99cc4'], 0), 'high');
  easel.cut('M600 52Q624 84 631 126H569Q576 84 600 52Z', '#ef6c55', 'flat');
  easel.cut('M564 190L534 262L564 244Z', '#ef6c55');
  easel.cut('M636 190L666 262L636 244Z', '#ef6c55');
  easel.disc(600, 162, 12, '#2b2463', 'flat');
  easel.cut('M576 244L624 244L614 262L586 262Z', '#3b3357', 'flat');
  for (const [x, y, span] of triples('330 190 22, 382 228 15, 866 170 20, 820 222 13, 914 236 15')) bird(easel, x, y, span, ink);
  easel.cut(box(420, 566, 360, 22, 4), '#2d2350');
  for (const x of [452, 738]) easel.cut(box(x, 586, 16, 60), '#2d2350');
  easel.line('M440 566V470M428 486L452 500M452 486L428 500M428 516L452 530M452 516L428 530', '#2d2350', 6);
  easel.cut(waves(590, 60), '#3f4b93');
  easel.cut(waves(612, 74, 30), '#262a66');
}

function moonDust(easel: Easel): void {
  easel.ground(['#0b0b22', '#171742', '#2c2760']);
  stars(easel, 150, 420);
  easel.glow(640, 170, 300, '#6fa8ff', 0.5);
  easel.disc(640, 170, 92, easel.linear(['#9ad1e8', '#3f7fc4', '#23438e'], 30), 'high');
  easel.cut(
    'M590 128Q640 104 668 140Q640 166 600 160Q574 150 590 128ZM640 204Q690 180 712 208Q690 240 652 246Q632 228 640 204Z',
    '#e8f1d8',
    'flat',
  );
  easel.cut('M640 78a92 92 0 0 1 0 184a130 130 0 0 0 0 -184Z', '#0b0b22', 'flat');
  for (const [y, height, paint] of [
    [370, 34, '#6a6590'],
    [430, 40, '#8d87ac'],
    [500, 30, '#b5aec6'],
  ] as const)
    easel.cut(ridge(easel, y, height, 760), paint);
  easel.cut(ridge(easel, 548, 26, 900), easel.linear(['#e3dcdf', '#a79fb8'], 90));
  for (const [x, y, rx] of triples('300 478 54, 905 470 66, 1060 560 74, 150 580 64, 520 452 30, 742 524 36')) {
    easel.cut(ellipse(x, y, rx, rx * 0.3), '#7d7698', 'flat');
    easel.cut(ellipse(x, y + rx * 0.09, rx * 0.9, rx * 0.22), '#5c567c', 'flat');
  }
  for (let step = 0; step < 9; step += 1) {
    const [x, y, scale] = [470 + step * 26 + (step % 2) * 16, 618 - step * 13, 1 - step * 0.075];
    easel.cut(ellipse(x, y, 17 * scale, 8 * scale), '#6b648a', 'flat');
    easel.line(`M${x - 10 * scale} ${y}H${x + 10 * scale}`, '#c9c2d4', 2 * scale, 0.7);
  }
}

function aurora(easel: Easel): void {
  easel.ground(['#0c1033', '#172555', '#2a4a78']);
  stars(easel, 140, 420);
  const curtain = (x: number, tilt: number, colours: readonly string[], opacity: number) => {
    for (let strip = 0; strip < 46; strip += 1) {
      const left = x + strip * 15;
      const base = 330 + Math.sin(strip * 0.24 + tilt) * 62;
      const top = base - easel.between(170, 300);
      easel.put(
        `<rect x="${left}" y="${top}" width="17" height="${base - top}" fill="${easel.linear(colours)}" opacity="${opacity * easel.between(0.55, 1)}"/>`,
      );
    }
  };
  easel.put('<g filter="url(#soft)">');
  curtain(-40, 0.4, ['#7a3fa000', '#b45fc0', '#5de0a800'], 0.75);
  curtain(300, 2.2, ['#3b6fd600', '#43e3a2', '#d6ffb000'], 0.95);
  curtain(640, 4.1, ['#8b3fb000', '#e06aa8', '#5de0a800'], 0.7);
  easel.put('</g>');
  for (let strip = 0; strip < 120; strip += 1) {
    const x = easel.between(120, 1080);
    const base = 330 + Math.sin(x / 62 + 2.2) * 62;
    easel.put(
      `<rect x="${x}" y="${base - 190}" width="${easel.between(2, 6)}" height="190" fill="${easel.linear(['#c8fff000', '#8dffc8', '#d6ffb000'])}" opacity="${easel.between(0.1, 0.45)}"/>`,
    );
  }
  easel.cut(ridge(easel, 420, 30, 800), '#1d3a63');
  easel.cut(ridge(easel, 462, 26, 560), '#162a4f');
  easel.cut(
    'M590 470V392l10 -34 10 34v78ZM560 470v-44h80v44ZM470 470v-30l26 -20 26 20v30ZM664 470v-34l24 -20 24 20v34ZM720 474v-24h40v24Z',
    '#0e1c3b',
  );
  for (const [x, y] of points('600 408, 578 448, 620 448, 496 452, 688 450, 740 460'))
    easel.cut(box(x - 4, y, 8, 11, 1), '#ffd27a', 'flat');
  easel.cut(ridge(easel, 486, 12, 480), '#0e1c3b');
  easel.cut(box(-10, 510, 1220, 140), easel.linear(['#2b6a72', '#143055', '#0c1736']), 'flat');
  for (let glint = 0; glint < 60; glint += 1) {
    const [x, y] = [easel.between(280, 920), easel.between(520, 622)];
    easel.line(`M${x} ${y}h${easel.between(14, 70)}`, easel.pick(['#7df0bf', '#e79ad0', '#ffd27a']), 2, easel.between(0.12, 0.5));
  }
}

function kestrel(easel: Easel): void {
  easel.ground(['#1a0f33', '#3a1a52', '#14102e'], 20);
  stars(easel, 90, 630);
  easel.glow(430, 330, 560, '#ff8a4c', 0.85);
  for (const [radius, paint] of [
    [300, '#7c2a4e'],
    [262, '#b8404c'],
    [224, '#e0603f'],
    [186, '#f28b45'],
    [146, '#f9b65a'],
    [104, '#fddc8d'],
  ] as const) {
    const points = Array.from({ length: 44 }, (_, tip) => {
      const reach = radius * (tip % 2 === 0 ? easel.between(1, 1.12) : easel.between(0.93, 0.98));
      return [430 + reach * Math.cos((tip / 22) * Math.PI), 330 + reach * Math.sin((tip / 22) * Math.PI)] as const;
    });
    easel.cut(curve(points, true), paint);
  }
  easel.put(
    '<g transform="rotate(-14 430 330)"><ellipse cx="430" cy="330" rx="392" ry="150" fill="none" stroke="#ffe9c2" stroke-width="3" stroke-dasharray="2 13" stroke-linecap="round" opacity=".9"/></g>',
  );
  easel.disc(762, 352, 62, '#2a1440', 'high');
  easel.put('<clipPath id="kestrel"><circle cx="762" cy="352" r="62"/></clipPath><g clip-path="url(#kestrel)">');
  easel.disc(826, 366, 92, '#1b0d2e', 'flat');
  easel.line('M706 330Q730 340 728 362T742 404M722 306Q748 322 752 340', '#ff7a45', 5);
  easel.put('<path d="M762 290a62 62 0 0 0 0 124a84 84 0 0 1 0 -124Z" fill="#ffb45e" opacity=".9"/></g>');
  for (let drop = 0; drop < 24; drop += 1) {
    const [x, y] = [easel.between(836, 960), easel.between(300, 430)];
    easel.line(`M${x} ${y}l${easel.between(10, 30)} ${easel.between(-3, 6)}`, '#ff9a5c', 3, easel.between(0.2, 0.7));
  }
}
