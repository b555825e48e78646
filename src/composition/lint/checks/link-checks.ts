import {
  attribute,
  flat,
  isShown,
  type MailElement,
  parentOf,
  placeOf,
  quoted,
  textOf,
  wholePart,
  withAncestors,
} from '../document/mail-document.ts';
import { ownStyle } from '../document/style-rules.ts';
import type { Check, Found } from '../finding.ts';
import type { ExpectedDigest, ExpectedStory, LintedMail } from '../linted-mail.ts';
import { saidLinks } from '../said.ts';

const links = ({ document }: LintedMail): readonly MailElement[] =>
  document.elements.filter((element) => element.tagName === 'a' && attribute(element, 'href') !== null);

/** Out of reach of a screen reader and of the keyboard: a second, larger target for fingers beside the link that counts. */
const isForFingersOnly = (link: MailElement): boolean => attribute(link, 'aria-hidden') === 'true' && attribute(link, 'tabindex') === '-1';

const nameOf = (link: MailElement): string => flat(attribute(link, 'aria-label') ?? textOf(link, true));

/** Words that name no target, in every language Courant speaks. */
const emptyWords = new Set(
  [
    'click here, here, read more, more, learn more, continue reading, read on, this link, link, see more, details',
    'hier klicken, hier, mehr, weiterlesen, mehr lesen, mehr erfahren, weiter, link, details',
    'cliquez ici, ici, lire la suite, en savoir plus, plus, lire plus, lien, la suite',
    'haz clic aquí, clic aquí, aquí, leer más, más, más información, ver más, seguir leyendo, enlace',
    'clique aqui, aqui, leia mais, ler mais, saiba mais, mais, continue lendo, link',
    'こちら, ここをクリック, ここ, 続きを読む, もっと見る, 詳細, 詳しくはこちら, リンク',
    'انقر هنا, اضغط هنا, هنا, اقرأ المزيد, المزيد, تابع القراءة, رابط',
    'לחצו כאן, לחץ כאן, כאן, קרא עוד, קראו עוד, עוד, המשך קריאה, קישור',
  ].flatMap((words) => words.split(', ')),
);

function* addressFaults(mail: LintedMail): Generator<Found> {
  for (const link of links(mail)) {
    const href = attribute(link, 'href') ?? '';
    const url = URL.parse(href);
    if (url === null || !['https:', 'http:', 'mailto:'].includes(url.protocol))
      yield { found: `the address ${quoted(href)}`, where: placeOf(link) };
  }
}

function* adjacentTwins(mail: LintedMail): Generator<Found> {
  let before: MailElement | null = null;
  for (const link of links(mail).filter((each) => !isForFingersOnly(each))) {
    const href = attribute(link, 'href') ?? '';
    if (before && attribute(before, 'href') === href && !isSaidTwice(mail, href))
      yield { found: `two links in a row to ${quoted(href)}`, where: placeOf(link) };
    before = link;
  }
}

/** Whether content leads there from several places, or an editor's note or an article's text does: then nobody made two links of one. */
function isSaidTwice({ context: { expected } }: LintedMail, href: string): boolean {
  const said = expected === null ? [] : saidLinks(expected, href);
  return said.length > 1 || said.some(({ by }) => by === 'note' || by === 'text');
}

function* vagueLinks(mail: LintedMail): Generator<Found> {
  for (const link of links(mail)) {
    const name = nameOf(link);
    const words = name
      .toLowerCase()
      .replace(/[\s.…»›→>:!]+$/u, '')
      .replace(/^[\s«‹←<]+/u, '');
    if (!emptyWords.has(words)) continue;
    const { expected } = mail.context;
    const said = expected === null ? [] : saidLinks(expected, attribute(link, 'href') ?? '');
    const own = said.find((each) => (each.by === 'note' || each.by === 'text') && flat(each.words) === name);
    if (own !== undefined)
      yield {
        found: `the link ${quoted(name)} of the ${own.by}`,
        where: placeOf(link),
        severity: 'warning',
        audience: 'editor',
        fix: namedLink,
      };
    // An article or an outlet may be called that.
    else if (!expected?.said.some((each) => flat(each) === name)) yield { found: `the link ${quoted(name)}`, where: placeOf(link) };
  }
}

const namedLink = 'Link words that say what is there, such as [the tide tables](https://...).';

const blocks = new Set(['p', 'td', 'li', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'body', 'th']);

/** Whether words of the same sentence stand around the link: then colour alone must not tell it apart. */
const isInText = (link: MailElement): boolean => {
  const block = [...withAncestors(parentOf(link))].find(({ tagName }) => blocks.has(tagName));
  if (block === undefined) return false;
  const others = block.childNodes.filter((node) => !('tagName' in node && [...withAncestors(link)].includes(node)));
  return others.some((node) => node.nodeName === '#text' && 'value' in node && /[\p{L}\p{N}]/u.test(node.value));
};

function* unmarkedLinks(mail: LintedMail): Generator<Found> {
  for (const link of links(mail)) {
    if (!isShown(link) || !isInText(link)) continue;
    const style = ownStyle(mail.styles, link, 'text-decoration') ?? ownStyle(mail.styles, link, 'text-decoration-line');
    if (style !== null && !/underline/.test(style))
      yield { found: `the link ${quoted(nameOf(link))} without an underline`, where: placeOf(link) };
  }
}

function* hiddenStops(mail: LintedMail): Generator<Found> {
  for (const link of links(mail)) {
    const hidden = [...withAncestors(link)].some((each) => attribute(each, 'aria-hidden') === 'true');
    if (hidden && attribute(link, 'tabindex') !== '-1')
      yield { found: 'a link hidden from screen readers that the keyboard still reaches', where: placeOf(link) };
  }
}

/** What a reader presses. */
export const linkChecks: readonly Check[] = [
  {
    id: 'link-address',
    family: 'links',
    severity: 'error',
    audience: 'theme author',
    asks: 'Every link has an absolute http, https or mailto address.',
    why: 'Anything else leads nowhere from a mail, or runs a script.',
    fix: 'Write a whole address into the theme; print those of stories as they are, and no link where href is null.',
    find: addressFaults,
  },
  {
    id: 'link-name',
    family: 'links',
    severity: 'error',
    audience: 'theme author',
    asks: 'Every link has words, or a picture with an alt.',
    why: 'A screen reader would read the address out, letter by letter.',
    fix: 'Put the headline and the picture into one link, or give the picture an alt.',
    *find(mail) {
      for (const link of links(mail))
        if (!isForFingersOnly(link) && nameOf(link) === '')
          yield { found: `a link without words to ${quoted(attribute(link, 'href') ?? '')}`, where: placeOf(link) };
    },
  },
  {
    id: 'link-twice',
    family: 'links',
    severity: 'error',
    audience: 'theme author',
    asks: 'No two links in a row lead to the same place.',
    why: 'Keyboard and screen reader stop twice for one thing.',
    fix: 'Make one link of both, or take the second out of reach: aria-hidden="true" tabindex="-1".',
    find: adjacentTwins,
  },
  {
    id: 'link-words',
    family: 'links',
    severity: 'error',
    audience: 'theme author',
    asks: 'The words of a link say where it leads; never "click here" or "read more".',
    why: 'Screen readers list links without what stands around them.',
    fix: 'Link the headline or the outlet instead.',
    find: vagueLinks,
  },
  {
    id: 'link-underline',
    family: 'links',
    severity: 'error',
    audience: 'theme author',
    asks: 'Links within running text are underlined.',
    why: 'Colour alone does not tell them apart for one reader in twelve.',
    fix: 'Set text-decoration:underline on the link.',
    find: unmarkedLinks,
  },
  {
    id: 'link-hidden',
    family: 'links',
    severity: 'error',
    audience: 'theme author',
    asks: 'What is hidden from screen readers is out of reach of the keyboard too.',
    why: 'The focus would stop at something nobody can name.',
    fix: 'Add tabindex="-1" to a link with aria-hidden="true".',
    find: hiddenStops,
  },
  {
    id: 'also-covered-by',
    family: 'links',
    severity: 'error',
    audience: 'theme author',
    asks: "A link to another outlet's telling has the outlet's name, each outlet stands once, and never the lead's own.",
    why: 'Readers choose by outlet; the same one twice is noise.',
    fix: 'Print StoryView.alsoCoveredBy as it is.',
    find: alsoCoveredByFaults,
  },
];

/** The links to other outlets' tellings, against the stories they belong to. */
function* alsoCoveredByFaults({ document, context }: LintedMail): Generator<Found> {
  if (context.expected === null) return;
  const byAddress = new Map<string, MailElement[]>();
  for (const link of document.elements) {
    const href = link.tagName === 'a' ? attribute(link, 'href') : null;
    if (href !== null) byAddress.set(href, [...(byAddress.get(href) ?? []), link]);
  }
  for (const story of context.expected.stories) yield* storyFaults(story, byAddress, context.expected);
}

function* storyFaults(story: ExpectedStory, byAddress: ReadonlyMap<string, MailElement[]>, expected: ExpectedDigest): Generator<Found> {
  const seen = new Set([flat(story.outlet).toLowerCase()]);
  for (const { outlet, href } of story.others) {
    // Another story may be led by the same address: then links to it are that story's headline and picture.
    if (expected.stories.some((other) => other.href === href)) continue;
    const all = byAddress.get(href) ?? [];
    const links = all.filter((each) => flat(textOf(each)) === flat(outlet));
    const link = links[0] ?? all[0];
    const name = flat(outlet).toLowerCase();
    if (link === undefined) {
      yield { found: `no link to the telling of ${quoted(outlet)}: ${quoted(href)}`, where: wholePart('html') };
      continue;
    }
    if (links.length === 0) yield { found: `the link ${quoted(textOf(link))} to ${quoted(outlet)}`, where: placeOf(link) };
    if (seen.has(name)) yield { found: `${quoted(outlet)} twice on ${quoted(story.headline)}`, where: placeOf(link) };
    // Another story, or the editor's note, may lead there too.
    if (all.length > saidLinks(expected, href).length)
      yield { found: `${all.length} links to the telling of ${quoted(outlet)}`, where: placeOf(link) };
    seen.add(name);
  }
}
