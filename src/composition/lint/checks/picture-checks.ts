import { isLoopback, isSafeAddress } from '../../../content/addresses/reader-url.ts';
import { attribute, flat, type MailElement, placeOf, quoted, textOf, withAncestors } from '../document/mail-document.ts';
import type { Check, Found } from '../finding.ts';
import type { LintedMail } from '../linted-mail.ts';

const pictures = ({ document }: LintedMail): readonly MailElement[] => document.elements.filter(({ tagName }) => tagName === 'img');

const wholeNumber = (text: string | null): number | null => (text !== null && /^[1-9]\d*$/.test(text) ? Number(text) : null);

function* sourceFaults(mail: LintedMail): Generator<Found> {
  for (const picture of pictures(mail)) {
    const src = attribute(picture, 'src') ?? '';
    const where = placeOf(picture);
    const contentId = /^cid:(.+)$/i.exec(src)?.[1];
    const url = URL.parse(src);
    if (contentId !== undefined) {
      if (!mail.contentIds.includes(decodeURIComponent(contentId)))
        yield { found: `${quoted(src)}, which the message does not carry`, where };
    } else if (url === null || !isSafeAddress(url)) yield { found: `the address ${quoted(src)}`, where };
  }
}

function* loopbackPictures(mail: LintedMail): Generator<Found> {
  const [first, ...more] = pictures(mail).filter((picture) => {
    const url = URL.parse(attribute(picture, 'src') ?? '');
    return url !== null && isLoopback(url);
  });
  if (first)
    yield { found: `${1 + more.length} pictures on this machine, such as ${quoted(attribute(first, 'src') ?? '')}`, where: placeOf(first) };
}

function* altFaults(mail: LintedMail): Generator<Found> {
  for (const picture of pictures(mail)) {
    const alt = attribute(picture, 'alt');
    const where = placeOf(picture);
    if (alt === null) yield { found: `no alt on ${quoted(attribute(picture, 'src') ?? '')}`, where };
    // An outlet may be called that.
    else if (alt !== '' && mail.context.expected?.said.some((words) => flat(words) === flat(alt))) continue;
    else if (/^(?:image|picture|photo|img|logo)?$/i.test(alt.trim()) && alt !== '') yield { found: `alt=${quoted(alt)}`, where };
    else if (/\.(?:jpe?g|png|gif|webp)$/i.test(alt)) yield { found: `a file name as alt: ${quoted(alt)}`, where };
    else if (alt === '') {
      const link = [...withAncestors(picture)].find(({ tagName }) => tagName === 'a');
      if (link && attribute(link, 'aria-hidden') !== 'true' && flat(textOf(link)) === '')
        yield { found: 'an empty alt on a picture that is a link of its own', where };
    }
  }
}

function* sizeFaults(mail: LintedMail): Generator<Found> {
  for (const picture of pictures(mail)) {
    const missing = ['width', 'height'].filter((name) => wholeNumber(attribute(picture, name)) === null);
    if (missing.length > 0) yield { found: `${missing.join(' and ')} not in whole pixels`, where: placeOf(picture) };
  }
}

function* formatFaults(mail: LintedMail): Generator<Found> {
  for (const picture of pictures(mail)) {
    const src = attribute(picture, 'src') ?? '';
    const named = /\.(webp|avif|svg|heic|bmp|tiff?)(?:$|[?#])/i.exec(src)?.[1] ?? /^data:image\/(webp|avif|svg)/i.exec(src)?.[1];
    const format = named ?? mail.context.pictures.get(src)?.format;
    if (format !== undefined && !/^(?:jpe?g|png|gif)$/i.test(format)) yield { found: `a ${format} picture`, where: placeOf(picture) };
  }
}

function* blurredPictures(mail: LintedMail): Generator<Found> {
  for (const picture of pictures(mail)) {
    const file = mail.context.pictures.get(attribute(picture, 'src') ?? '');
    const width = wholeNumber(attribute(picture, 'width'));
    const height = wholeNumber(attribute(picture, 'height'));
    if (file && width !== null && height !== null && (file.width < 2 * width || file.height < 2 * height))
      yield { found: `a file of ${file.width} x ${file.height} pixels shown at ${width} x ${height}`, where: placeOf(picture) };
  }
}

/** Pictures are fetched by the reader's program, if at all; a mail must stand without them. */
export const pictureChecks: readonly Check[] = [
  {
    id: 'picture-address',
    family: 'pictures',
    severity: 'error',
    audience: 'theme author',
    asks: 'Every picture has an absolute https address, or is carried in the message.',
    why: 'A mail has no address of its own that a relative one could start from, and clients block plain http.',
    fix: 'Serve pictures over https, or send them inline (cid:).',
    find: sourceFaults,
  },
  {
    id: 'picture-reach',
    family: 'pictures',
    severity: 'warning',
    audience: 'operator',
    asks: 'Pictures can be reached from outside this machine.',
    why: 'Readers on other machines will see none of them.',
    fix: 'Set BASE_URL to the public https address before real mail goes out.',
    find: loopbackPictures,
  },
  {
    id: 'picture-alt',
    family: 'pictures',
    severity: 'error',
    audience: 'theme author',
    asks: 'Every picture has an alt that says what it shows, or an empty one where it only adorns.',
    why: 'Half of all readers see the mail with pictures off; a screen reader would read the address out.',
    fix: 'Write alt text; leave it empty only beside words that say the same.',
    find: altFaults,
  },
  {
    id: 'picture-size',
    family: 'pictures',
    severity: 'error',
    audience: 'theme author',
    asks: 'Every picture has width and height in whole pixels.',
    why: 'Outlook shows the file in its own size otherwise, and the page jumps as pictures arrive.',
    fix: 'Give width and height as attributes, without a unit.',
    find: sizeFaults,
  },
  {
    id: 'picture-format',
    family: 'pictures',
    severity: 'error',
    audience: 'theme author',
    asks: 'Pictures are JPEG, PNG or GIF.',
    why: 'Outlook for Windows shows neither WebP nor AVIF, Gmail no SVG.',
    fix: 'Convert the picture to JPEG or PNG.',
    find: formatFaults,
  },
  {
    id: 'picture-sharpness',
    family: 'pictures',
    severity: 'warning',
    audience: 'theme author',
    asks: 'A picture file has twice the pixels it is shown at.',
    why: 'Phones have two or three pixels for each of ours: less looks blurred.',
    fix: 'Make the file twice as wide and high as its width and height attributes say.',
    find: blurredPictures,
  },
];
