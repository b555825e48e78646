import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { pictureBoxes } from '../../../composition/edition.ts';
import type { EncodedPicture } from '../crops/crop-picture.ts';
import { letters, strokeWidth } from './tile-letters.ts';

/** Ground, deep shape, bright shape, ink. The letter's ink has a contrast of 4.5 or more on ground and deep alike. */
const palettes = [
  { ground: '#1f3a5f', deep: '#162b47', bright: '#e4a853', ink: '#f7f1e6' },
  { ground: '#7a2e3a', deep: '#5c2029', bright: '#e99b7c', ink: '#fbf1ea' },
  { ground: '#20564b', deep: '#173f37', bright: '#d8b45f', ink: '#f4f2e7' },
  { ground: '#4a3568', deep: '#36264e', bright: '#e58fa4', ink: '#f6f0f7' },
  { ground: '#8a4b1f', deep: '#693714', bright: '#f2c777', ink: '#fdf4e7' },
  { ground: '#2b5c78', deep: '#1e445a', bright: '#f0b39a', ink: '#f1f5f6' },
  { ground: '#3f4a2a', deep: '#2d361d', bright: '#dcae5b', ink: '#f5f3e6' },
  { ground: '#6b2c5c', deep: '#4f1f43', bright: '#f0a96b', ink: '#faf0f5' },
  { ground: '#33414e', deep: '#242f39', bright: '#7fc4b8', ink: '#f2f4f4' },
  { ground: '#934034', deep: '#702e24', bright: '#f3c58b', ink: '#fdf2ec' },
  { ground: '#1d5a66', deep: '#14424b', bright: '#efc36c', ink: '#eff6f5' },
  { ground: '#54462f', deep: '#3e3321', bright: '#9fc09a', ink: '#f6f2e8' },
] as const;

type Palette = (typeof palettes)[number];

/** Compositions on a square of 240; the lower left is left quiet for the letter. */
const motifs: readonly ((colours: Palette) => string)[] = [
  ({ deep, bright }) =>
    `<path d="M240 0V240A240 240 0 0 1 0 0Z" fill="${deep}"/><path d="M240 0V120A120 120 0 0 1 120 0Z" fill="${bright}"/>`,
  ({ ground, deep, bright }) =>
    `<rect x="120" width="120" height="240" fill="${deep}"/><path d="M120 0A60 60 0 0 1 120 120Z" fill="${bright}"/><path d="M240 120A60 60 0 0 0 240 240Z" fill="${ground}"/>`,
  ({ deep, bright }) => `<circle cx="162" cy="78" r="110" fill="${deep}"/><circle cx="184" cy="58" r="46" fill="${bright}"/>`,
  ({ deep, bright }) => `<path d="M240 0V240L0 0Z" fill="${deep}"/><path d="M240 0V96L144 0Z" fill="${bright}"/>`,
  ({ deep, bright }) =>
    `<g fill="none" stroke-width="20"><circle cx="240" cy="0" r="60" stroke="${bright}"/><circle cx="240" cy="0" r="102" stroke="${deep}"/><circle cx="240" cy="0" r="144" stroke="${deep}"/><circle cx="240" cy="0" r="186" stroke="${deep}"/></g><path d="M240 0V32A32 32 0 0 1 208 0Z" fill="${bright}"/>`,
  ({ deep, bright }) =>
    `<path d="M0 0H240V80A80 80 0 0 1 160 0A80 80 0 0 1 80 80A80 80 0 0 1 0 0Z" fill="${deep}"/><path d="M240 0V80A80 80 0 0 1 160 0Z" fill="${bright}"/>`,
];

/**
 * A designed picture for a story without one: the topic's colour and initial, drawn without any font. Topics whose name
 * starts outside A-Z and 0-9 have three lines of type in the letter's place. Deterministic.
 */
export async function drawTile(topic: string, variant: number): Promise<EncodedPicture> {
  const side = pictureBoxes.card.width * 2;
  const svg = Buffer.from(tileSvg(topic, variant, side));
  const bytes = await sharp(svg).flatten().png({ palette: true, colours: 64, dither: 0, effort: 10, compressionLevel: 9 }).toBuffer();
  return { bytes, format: 'png' };
}

/** How many different tiles a topic has. */
export const tileVariants = motifs.length;

function tileSvg(topic: string, variant: number, side: number): string {
  const colours = palettes[fingerprint(plainName(topic)) % palettes.length] ?? palettes[0];
  const motif = motifs[variant % motifs.length] ?? motifs[0];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 240 240">
<rect width="240" height="240" fill="${colours.ground}"/>${motif?.(colours)}${initial(topic, colours)}</svg>`;
}

const scale = 0.92;

function initial(topic: string, { ink }: Palette): string {
  const letter = letters[plainName(topic).charAt(0).toUpperCase()];
  if (letter === undefined) return `<path d="M24 151H112M24 180H112M24 209H76" stroke="${ink}" stroke-width="14"/>`;
  return `<svg x="24" y="${216 - 100 * scale}" width="${letter.width * scale}" height="${100 * scale}" viewBox="0 0 ${letter.width} 100">
<path d="${letter.path}" fill="none" stroke="${ink}" stroke-width="${strokeWidth}" stroke-linejoin="miter" stroke-miterlimit="6"/></svg>`;
}

/** `Économie` starts with E, and is the same topic as `economie`. */
function plainName(topic: string): string {
  return topic.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

function fingerprint(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
