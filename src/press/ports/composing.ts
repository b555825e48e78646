import type { ThemeComponents } from '../../../emails/contract/theme.ts';
import type { StoryPictures, ThemeTemplate } from '../../composition/edition.ts';
import type { PictureFile } from '../../composition/lint/linted-mail.ts';
import type { ArticleImage } from '../../content/article.ts';
import type { Progress } from './progress.ts';

export type PictureWanted = {
  readonly storyId: string;
  readonly title: string;
  readonly topic: string;
  /** Those the story may show, best first. */
  readonly images: readonly ArticleImage[];
  /** Whether an editor chose it: then it is shown even where another story shows the same. */
  readonly chosen?: boolean;
  /** The outlet's own sign, as its articles name it; asked for by most stories of an outlet alike. */
  readonly mark?: string | null;
  /** What stands in for a picture where there is none. */
  readonly missing: MissingPicture;
  /** Addresses of the pictures of its whole text, where it is told by that. */
  readonly inText?: readonly string[];
};

/** `tile`: a designed picture; `outlet`: the outlet's mark, large. */
export type MissingPicture = 'none' | 'tile' | 'outlet';

/** A story whose own picture could not be used as meant; `reason` is for the editor. */
export type PictureProblem = {
  readonly storyId: string;
  readonly url: string;
  readonly reason: string;
  /** What the story shows now. */
  readonly instead: 'nothing' | 'another picture' | 'a tile' | "the outlet's mark" | 'the picture served from here';
};

/** `pictures` by story id, one entry per story wanted; `problems` in the order the stories were wanted. */
export type PreparedPictures = {
  readonly pictures: ReadonlyMap<string, StoryPictures>;
  readonly problems: readonly PictureProblem[];
  /** By story id, what tells its picture from others: a later call is told, so that it shows none of them again. */
  readonly prints?: ReadonlyMap<string, string>;
};

/**
 * Makes the crops of stories' pictures; never rejects for a bad picture, and keeps its own deadline. No picture is shown with two
 * stories: those wanted first have it.
 * @param taken prints of pictures shown already
 */
export type PreparePictures = (
  wanted: readonly PictureWanted[],
  progress: Progress,
  taken?: readonly string[],
) => Promise<PreparedPictures>;

/** The source of a theme that is an MJML file, ours or an editor's; `null` for one that is code. Throws CourantError `theme-missing`. */
export type ReadTheme = (theme: string) => Promise<ThemeTemplate | ThemeComponents | null>;

/** Sizes in pixels of the pictures of a page, by `src`, as far as their files are at hand. */
export type MeasurePictures = (html: string) => Promise<ReadonlyMap<string, PictureFile>>;
