import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choosePictures, type PictureFacts, sameLook } from '../../../src/composition/pictures/choose-pictures.ts';

const image = (url: string) => ({ url, width: null, height: null, title: null });
const asked = (storyId: string, urls: readonly string[], chosen = false) => ({ storyId, images: urls.map(image), chosen });
const print = (nibble: string) => nibble.repeat(60);
const facts =
  (known: Readonly<Record<string, string | false>>) =>
  (one: { readonly url: string }): PictureFacts | null => {
    const found = known[one.url];
    if (found === undefined) return null;
    return found === false ? { usable: false, print: null } : { usable: true, print: print(found) };
  };
const shownBy = ({ shown }: ReturnType<typeof choosePictures>) => Object.fromEntries([...shown].map(([id, { url }]) => [id, url]));

describe('the picture a story shows', () => {
  it('is its first usable one that no story before it shows', () => {
    const choice = choosePictures(
      [asked('a', ['1']), asked('b', ['2', '3']), asked('c', ['4', '5']), asked('d', ['6'])],
      facts({ 1: '0', 2: '0', 3: 'f', 4: false, 5: '3', 6: 'f' }),
    );
    expect(shownBy(choice)).toEqual({ a: '1', b: '3', c: '5' });
    expect([...choice.repeated].map(([id, images]) => [id, images.map(({ url }) => url)])).toEqual([
      ['b', ['2']],
      ['d', ['6']],
    ]);
    expect(choice.wanting).toEqual([]);
  });

  it('is asked for when nothing is known of it, and the next one only where the first is of no use', () => {
    const stories = [asked('a', ['1', '2']), asked('b', ['3', '4'])];
    expect(choosePictures(stories, facts({ 1: false })).wanting.map(({ url }) => url)).toEqual(['2', '3']);
  });

  it('is none that was shown before, whoever showed it', () => {
    expect(shownBy(choosePictures([asked('a', ['1', '2'])], facts({ 1: '0', 2: 'f' }), [print('0')]))).toEqual({ a: '2' });
  });

  it('is the one an editor chose, and then no other story shows it', () => {
    const stories = [asked('a', ['1']), asked('b', ['2'], true), asked('c', ['3'], true)];
    expect(shownBy(choosePictures(stories, facts({ 1: '0', 2: '0', 3: '0' })))).toEqual({ b: '2', c: '3' });
  });

  it('is never the same as another story’s, whatever there is to choose from', () => {
    const stories = fc.array(fc.array(fc.constantFrom('0', '3', 'f', 'c'), { maxLength: 4 }), { maxLength: 12 });
    fc.assert(
      fc.property(stories, (looks) => {
        const all = looks.map((own, at) =>
          asked(
            `${at}`,
            own.map((look, index) => `${at}-${index}-${look}`),
          ),
        );
        const { shown } = choosePictures(all, ({ url }) => ({ usable: true, print: print(url.slice(-1)) }));
        const prints = [...shown.values()].map(({ url }) => url.slice(-1));
        expect(new Set(prints).size).toBe(prints.length);
      }),
    );
  });

  it('is told by its print: a few steps are the same picture, a tenth of them another', () => {
    expect(sameLook(print('0'), `${'f'.repeat(3)}${'0'.repeat(57)}`)).toBe(true);
    expect(sameLook(print('0'), `${'f'.repeat(6)}${'0'.repeat(54)}`)).toBe(false);
    expect(sameLook(print('0'), '')).toBe(false);
  });
});
