import { type Picture, pictureBoxes, type StoryPictures } from '../../composition/edition.ts';
import { type PictureChoice, sameLook } from '../../composition/pictures/choose-pictures.ts';
import type { ArticleImage } from '../../content/article.ts';
import type { PictureProblem, PictureWanted, PreparedPictures } from '../../press/ports/composing.ts';
import { shownInText } from './crops/whole-picture.ts';
import type { PictureRun } from './make-picture.ts';
import { storeMedia } from './media-file.ts';
import { type PictureRecord, recallPicture, recipe, rememberPicture } from './picture-index.ts';
import type { PictureSource } from './picture-source.ts';
import { cropsOf, pictureOfText, problemOf, type SettledPictures } from './settled-pictures.ts';
import { drawTile, tileVariants } from './tiles/draw-tile.ts';

/**
 * How a mail refers to a picture. `hosted`: our crop, at `<baseUrl>/media/<name>`. `inline`: our crop, as `cid:<name>`,
 * which whoever makes the message attaches. `remote`: the publisher's own file where it is fit for mail, else our crop.
 */
export type PictureAddresses = {
  readonly mode: 'hosted' | 'inline' | 'remote';
  /** Origin of reader pages, without a trailing slash. */
  readonly baseUrl: string;
};

type Telling = {
  readonly choice: PictureChoice;
  readonly settled: SettledPictures;
  readonly options: PictureAddresses;
  readonly run: PictureRun;
};

type Box = 'card' | 'lead' | 'feature' | 'mark';

/** What each story shows, and what editors should know of the pictures that are not shown. */
export async function tellPictures(wanted: readonly PictureWanted[], telling: Telling): Promise<PreparedPictures> {
  const pictures = new Map<string, StoryPictures>();
  const prints = new Map<string, string>();
  const problems: PictureProblem[] = [];
  const tiles = new Map<string, number>();
  for (const story of wanted) {
    const image = telling.choice.shown.get(story.storyId);
    const found = image === undefined ? null : telling.settled.found(cropsOf(image));
    const own = image === undefined || found === null || found instanceof Error ? null : picturesOf(found, image, telling.options);
    const mark = markOf(story, telling, 'mark');
    const stand = own === null ? await standIn(story, telling, tiles) : null;
    const print = own === null || found === null || found instanceof Error ? null : found.record.print;
    const inText = picturesOfText(story, print, telling);
    pictures.set(story.storyId, { card: stand, lead: null, feature: null, ...own, mark, ...(inText.length === 0 ? {} : { inText }) });
    if (print !== null) prints.set(story.storyId, print);
    problems.push(...problemsOf(story, own !== null ? 'another picture' : insteadOf(story, stand), telling));
  }
  return { pictures, problems: [...problems, ...textProblems(wanted, telling), ...markProblems(wanted, telling)], prints };
}

type Found = { readonly source: PictureSource; readonly record: PictureRecord };

function picturesOf({ source, record }: Found, image: ArticleImage, options: PictureAddresses): Omit<StoryPictures, 'mark'> {
  const words = wordsOf(image);
  const show = (box: Box): Picture | null => {
    const file = record.files[box];
    if (file === undefined) return null;
    const own = options.mode === 'remote' ? publishersOwn(source, record, box) : null;
    return { ...(own ?? { src: addressOf(file.name, options), ...pictureBoxes[box] }), ...words };
  };
  return { card: show('card'), lead: show('lead'), feature: show('feature') };
}

/** Pictures of a story's text by their addresses; not again the one that stands above it, in whatever size. */
function picturesOfText(
  { inText = [] }: PictureWanted,
  above: string | null,
  { settled, options }: Telling,
): NonNullable<StoryPictures['inText']> {
  return inText.flatMap((url): readonly (readonly [string, Picture])[] => {
    const found = settled.found(pictureOfText(url));
    if (found === null || found instanceof Error) return [];
    const { original, print, files } = found.record;
    if (files.text === undefined || original === null) return [];
    if (above !== null && print !== null && sameLook(print, above)) return [];
    return [[url, { src: addressOf(files.text.name, options), ...shownInText(original), alt: '' }]];
  });
}

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function wordsOf({ alt, title, caption, credit }: ArticleImage): Pick<Picture, 'alt' | 'caption' | 'credit'> {
  return {
    alt: oneLine(alt ?? title ?? caption ?? ''),
    ...(caption === undefined ? {} : { caption: oneLine(caption) }),
    ...(credit === undefined ? {} : { credit: oneLine(credit) }),
  };
}

/** Mail clients cannot crop: the publisher's file is shown whole, at the box's width, where that is not absurd. */
function publishersOwn(source: PictureSource, { original }: PictureRecord, box: Box): Omit<Picture, 'alt'> | null {
  if (source.kind !== 'remote' || !source.url.startsWith('https:') || original === null) return null;
  const { width } = pictureBoxes[box];
  const height = Math.round((width * original.height) / original.width);
  const fits = original.width >= width * 2 && height >= pictureBoxes[box].height * 0.5 && height <= pictureBoxes[box].height * 1.5;
  const forMail = ['jpeg', 'png'].includes(original.format) && original.bytes <= 500_000;
  return fits && forMail ? { src: source.url, width, height } : null;
}

/** The outlet's name stands beside its mark, hence no alternative text. */
function markOf({ mark }: PictureWanted, { settled, options }: Telling, box: 'mark' | 'card'): Picture | null {
  const found = mark ? settled.found({ url: mark, making: { kind: 'mark' } }) : null;
  if (found === null || found instanceof Error) return null;
  const file = found.record.files[box];
  return file === undefined ? null : { src: addressOf(file.name, options), ...pictureBoxes[box], alt: '' };
}

// --- where there is no picture ----------------------------------------------------------------------------------------------

async function standIn(story: PictureWanted, telling: Telling, tiles: Map<string, number>): Promise<Picture | null> {
  if (story.missing === 'outlet') return markOf(story, telling, 'card');
  if (story.missing === 'none') return null;
  // Neighbours of one topic differ: it has as many tiles as there are variants, one after the other.
  const at = tiles.get(story.topic) ?? 0;
  tiles.set(story.topic, at + 1);
  return await tileOf(story.topic, at % tileVariants, telling);
}

/** A tile says nothing its headline does not, hence no alternative text. `null` when even that cannot be stored. */
async function tileOf(topic: string, variant: number, { options, run }: Telling): Promise<Picture | null> {
  const source = `tile:${variant}:${topic}`;
  try {
    const known = await recallPicture(run.mediaFolder, source);
    const file = known?.files.card ?? (await makeTile(source, topic, variant, run));
    return { src: addressOf(file.name, options), ...pictureBoxes.card, alt: '' };
  } catch {
    return null;
  }
}

async function makeTile(source: string, topic: string, variant: number, run: PictureRun): Promise<{ readonly name: string }> {
  const { bytes, format } = await drawTile(topic, variant);
  const card = await storeMedia(run.mediaFolder, bytes, format);
  const nothing = { etag: null, lastModified: null, original: null, print: null, problem: null };
  await rememberPicture(run.mediaFolder, { recipe, source, freshUntil: run.now.toISOString(), files: { card }, ...nothing });
  return card;
}

const addressOf = (name: string, { mode, baseUrl }: PictureAddresses): string =>
  mode === 'inline' ? `cid:${name}` : `${baseUrl}/media/${name}`;

// --- what editors should know -----------------------------------------------------------------------------------------------

const insteadOf = ({ missing }: PictureWanted, stand: Picture | null): PictureProblem['instead'] => {
  if (stand === null) return 'nothing';
  return missing === 'tile' ? 'a tile' : "the outlet's mark";
};

function problemsOf(story: PictureWanted, instead: PictureProblem['instead'], { choice, settled }: Telling): PictureProblem[] {
  const { storyId } = story;
  const repeated = choice.repeated.get(storyId) ?? [];
  return story.images.flatMap((image): PictureProblem[] => {
    const reason = repeated.includes(image) ? 'another story shows the same picture' : problemOf(settled.found(cropsOf(image)));
    return reason === null ? [] : [{ storyId, url: image.url, reason, instead }];
  });
}

const textProblems = (wanted: readonly PictureWanted[], { settled }: Telling): PictureProblem[] =>
  wanted.flatMap(({ storyId, inText = [] }) =>
    [...new Set(inText)].flatMap((url): PictureProblem[] => {
      const reason = problemOf(settled.found(pictureOfText(url)));
      return reason === null ? [] : [{ storyId, url, reason: `in its text: ${reason}`, instead: 'nothing' }];
    }),
  );

/** Once an address: most stories of an outlet have the same. */
function markProblems(wanted: readonly PictureWanted[], { settled }: Telling): PictureProblem[] {
  const first = new Map(wanted.flatMap(({ mark, storyId }) => (mark ? [[mark, storyId] as const] : [])).toReversed());
  return [...first].flatMap(([url, storyId]): PictureProblem[] => {
    const reason = problemOf(settled.found({ url, making: { kind: 'mark' } }));
    return reason === null ? [] : [{ storyId, url, reason: `the outlet's mark: ${reason}`, instead: 'nothing' }];
  });
}
