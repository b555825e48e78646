import type { ThemeComponents } from '../../../emails/contract/theme.ts';
import type { StoryPictures, ThemeTemplate } from '../../composition/edition.ts';
import type { PictureFile } from '../../composition/lint/linted-mail.ts';
import type { Progress } from './progress.ts';

export type PictureWanted = {
  readonly storyId: string;
  readonly title: string;
  readonly topic: string;
  readonly url: string | null;
  /** The outlet's own sign, as its articles name it; asked for by most stories of an outlet alike. */
  readonly mark?: string | null;
};

/** A story whose own picture could not be used as meant; `reason` is for the editor. */
export type PictureProblem = {
  readonly storyId: string;
  readonly url: string;
  readonly reason: string;
  /** What became of the picture; left out: a designed one stands in. */
  readonly instead?: 'not uploaded';
};

/** `pictures` by story id, one entry per story wanted; `problems` in the order the stories were wanted. */
export type PreparedPictures = {
  readonly pictures: ReadonlyMap<string, StoryPictures>;
  readonly problems: readonly PictureProblem[];
};

/** Makes the crops of stories' pictures; never rejects for a bad picture, and keeps its own deadline. */
export type PreparePictures = (wanted: readonly PictureWanted[], progress: Progress) => Promise<PreparedPictures>;

/** The source of a theme that is an MJML file, ours or an editor's; `null` for one that is code. Throws CourantError `theme-missing`. */
export type ReadTheme = (theme: string) => Promise<ThemeTemplate | ThemeComponents | null>;

/** Sizes in pixels of the pictures of a page, by `src`, as far as their files are at hand. */
export type MeasurePictures = (html: string) => Promise<ReadonlyMap<string, PictureFile>>;
