import type { StoryPictures } from '../../composition/edition.ts';
import type { PictureProblem, PictureWanted, ReadTheme } from '../ports/composing.ts';
import type { Press } from '../ports/press.ts';

type Tools = Pick<Press, 'preparePictures' | 'readTheme' | 'messages' | 'progress' | 'baseUrl' | 'secret'>;

/** The tools for composing one edition in several goes: each picture and each theme is asked for once, and no picture shown twice. */
export function askedOnce({ preparePictures, readTheme, messages, progress, baseUrl, secret }: Tools): Tools {
  const themes = new Map<string, ReturnType<ReadTheme>>();
  const prepared = new Map<string, { readonly pictures: StoryPictures | undefined; readonly problems: readonly PictureProblem[] }>();
  const shown: string[] = [];
  const prepare = async (wanted: readonly PictureWanted[], taken: readonly string[]) => {
    const { pictures, problems, prints } = await preparePictures(wanted, progress, [...taken, ...shown]);
    shown.push(...(prints?.values() ?? []));
    for (const one of wanted)
      prepared.set(nameOf(one), {
        pictures: pictures.get(one.storyId),
        problems: problems.filter(({ storyId }) => storyId === one.storyId),
      });
  };
  return {
    messages,
    progress,
    baseUrl,
    secret,
    readTheme(theme) {
      const read = themes.get(theme) ?? readTheme(theme);
      themes.set(theme, read);
      return read;
    },
    async preparePictures(wanted, _, taken = []) {
      const missing = wanted.filter((one) => !prepared.has(nameOf(one)));
      if (missing.length > 0) await prepare(missing, taken);
      const found = wanted.map((one) => [one.storyId, prepared.get(nameOf(one))] as const);
      return {
        pictures: new Map(found.flatMap(([id, one]) => (one?.pictures ? [[id, one.pictures] as const] : []))),
        problems: found.flatMap(([, one]) => one?.problems ?? []),
      };
    },
  };
}

/** A picture is drawn by all that is said of the story: under another topic it is another one. */
const nameOf = (wanted: PictureWanted): string => JSON.stringify(wanted);
