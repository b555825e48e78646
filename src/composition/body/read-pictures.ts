import { mediaAddress, pictureAddress } from './addresses.ts';
import { attribute, blocksIn, elementsIn, flush, inOwnLines, type Reader, say, textIn } from './walk.ts';
import { plainly, wordsOf } from './words.ts';

/** So small on both sides, it is a face in a line of words. */
const largestSign = 40;
/** So small, it only counts who opens the mail. */
const largestCounter = 3;

export const picture: Reader = (node, out, walk) => {
  const alt = wordsOf(attribute(node, 'alt')).trim();
  const sides = ['width', 'height'].map((name) => Number.parseInt(attribute(node, name), 10)).filter((side) => side >= 0);
  const longest = Math.max(...sides);
  if (sides.length > 0 && longest <= largestCounter) return walk.notes.add('a picture nobody sees', 'it only counts readers', '<img');
  const sign = (sides.length === 2 && longest <= largestSign) || /\b(?:emoji|wp-smiley)\b/.test(attribute(node, 'class'));
  if (sign) return say(alt, out, walk.mood);
  const url = pictureAddress(node, walk);
  if (url === null) return;
  flush(out);
  // A link that only opens the picture itself, or that nobody could name, is none.
  const { href } = walk.mood;
  const leads = href !== null && alt !== '' && !/\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])/i.test(href);
  out.blocks.push({ kind: 'picture', url, alt, caption: '', href: leads ? href : null });
};

/** What is said below a picture is its caption; below anything else, words. */
export const figure: Reader = (node, out, walk) => {
  flush(out);
  const captions = elementsIn(node).filter(({ tagName }) => tagName === 'figcaption');
  const blocks = blocksIn(
    node.childNodes.filter((child) => !('tagName' in child) || child.tagName !== 'figcaption'),
    walk,
  );
  const last = blocks.at(-1);
  if (last?.kind === 'picture' && blocks.every(({ kind }) => kind === 'picture')) {
    const caption = wordsOf(captions.map(textIn).join(' ')).trim();
    out.blocks.push(...blocks.slice(0, -1), { ...last, caption });
    return;
  }
  out.blocks.push(...blocks);
  const said = captions.flatMap(({ childNodes }) => childNodes);
  if (blocks.length > 0) inOwnLines(said, out, { ...walk, mood: { ...walk.mood, emphasised: true } });
};

/** What plays on a page cannot in a mail: a link leads there. */
export const media: Reader = (node, out, walk) => {
  const address = mediaAddress(node, walk);
  const why = address === null ? 'nothing plays inside a mail' : 'nothing plays inside a mail; a link leads there';
  walk.notes.add(`<${node.tagName}>`, why, `<${node.tagName}`);
  if (address === null) return;
  const { host, pathname } = new URL(address);
  const place = `${host.replace(/^www\./, '')}${pathname === '/' ? '' : pathname}`.slice(0, 80);
  flush(out);
  out.blocks.push({ kind: 'paragraph', parts: [{ ...plainly, text: wordsOf(attribute(node, 'title')).trim() || place, href: address }] });
};
