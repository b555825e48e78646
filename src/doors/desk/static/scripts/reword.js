// @ts-check
// Rewording in the mail itself: while it is on, headlines and excerpts of the mail can be written in. Enter, or going elsewhere, keeps
// the words; Escape takes them back. The form beside the plan does the same without a script.
import { inTurn, say } from './lane.js';

let on = false;

const page = () => /** @type {HTMLIFrameElement | null} */ (document.getElementById('frame'))?.contentDocument ?? null;
const button = () => document.getElementById('reword-mail');

/** The editor's caret is in the mail: nothing may replace it now. */
export const writingInMail = () => Boolean(/** @type {HTMLElement | null} */ (page()?.activeElement)?.isContentEditable);

/** @param {string | null | undefined} text */
const plain = (text) =>
  (text ?? '')
    .replace(/\u00ad|\u034f|[\u200b-\u200d]|\ufeff/g, '')
    .replace(/\s+/g, ' ')
    .trim();
/** What the mail shows of `whole`, which may be cut. @param {string} shown @param {string} whole */
const begins = (shown, whole) => {
  const cut = shown.replace(/[\s.…]+$/, '');
  return shown === whole || (cut.length >= 12 && whole.startsWith(cut));
};

/** @param {Document} mail @param {Element} row */
const titleOf = (mail, row) => {
  const [url, title] = [row.getAttribute('data-url'), plain(row.querySelector('.story-title a')?.textContent)];
  const links = [...mail.querySelectorAll('a[href]')].filter(
    (link) => link.getAttribute('href') === url && begins(plain(link.textContent), title),
  );
  // A list of what is in the edition may name it, too: its own place is a heading, or the last.
  return links.find((link) => link.closest('h1, h2, h3')) ?? links.at(-1) ?? null;
};

const inline = 'a, b, strong, i, em, span, br';
/** Below its headline, before the next one. @param {Document} mail @param {Element} title @param {string} excerpt @param {readonly Element[]} titles */
const excerptOf = (mail, title, excerpt, titles) => {
  const walker = mail.createTreeWalker(mail.body, NodeFilter.SHOW_ELEMENT);
  walker.currentNode = title;
  for (let at = walker.nextNode(); at; at = walker.nextNode()) {
    const element = /** @type {Element} */ (at);
    if (titles.includes(element)) return null;
    const text = plain(element.textContent);
    const leaf = [...element.children].every((child) => child.matches(inline));
    if (leaf && text.length >= 12 && excerpt.includes(text.replace(/[\s.…]+$/, '').slice(0, 40))) return element;
  }
  return null;
};

const look = `
  [data-words]{outline:1px dashed #b3361b!important;outline-offset:2px;cursor:text!important}
  [data-words]:focus{outline:2px solid #b3361b!important;background:rgba(224,130,28,.14)}`;

/** @param {Element} element @param {string} story @param {'title' | 'excerpt'} field @param {string} title */
const open = (element, story, field, title) => {
  element.setAttribute('data-words', `${field} ${story}`);
  element.setAttribute('data-was', plain(element.textContent));
  element.setAttribute('contenteditable', 'plaintext-only');
  element.setAttribute('role', 'textbox');
  element.setAttribute('tabindex', '0');
  element.setAttribute('aria-label', field === 'title' ? `Headline: ${title}` : `Excerpt: ${title}`);
};

const openAll = () => {
  button()?.setAttribute('aria-pressed', String(on));
  const mail = page();
  if (!on || !mail?.body) return;
  const rows = [...document.querySelectorAll('.story[data-url]')];
  const found = rows.flatMap((row) => {
    const title = titleOf(mail, row);
    return title ? [{ row, title }] : [];
  });
  const titles = found.map(({ title }) => title);
  for (const { row, title } of found) {
    const [story, headline] = [row.getAttribute('data-story') ?? '', plain(title.textContent)];
    const below = excerptOf(mail, title, plain(row.getAttribute('data-excerpt')), titles);
    // The mail and the plan beside it come one after the other, in either order: what the first of them left is opened with the second.
    if (!title.hasAttribute('data-words')) open(title, story, 'title', headline);
    if (below && !below.hasAttribute('data-words')) open(below, story, 'excerpt', headline);
  }
  if (mail.getElementById('words-look')) return;
  const style = mail.createElement('style');
  style.id = 'words-look';
  style.textContent = look;
  mail.head.append(style);
};

const closeAll = () => {
  const mail = page();
  mail?.getElementById('words-look')?.remove();
  for (const element of mail?.querySelectorAll('[data-words]') ?? [])
    for (const name of ['data-words', 'data-was', 'contenteditable', 'role', 'tabindex', 'aria-label']) element.removeAttribute(name);
};

/** @param {Element} element */
const keep = (element) => {
  const [field = '', story = ''] = (element.getAttribute('data-words') ?? '').split(' ');
  const words = plain(element.textContent);
  if (words === element.getAttribute('data-was')) return;
  if (field === 'title' && words === '') {
    element.textContent = element.getAttribute('data-was');
    say('A story needs a headline: the one before stays.');
    return;
  }
  element.setAttribute('data-was', words);
  // Whatever comes of it, the mail is shown anew.
  document.dispatchEvent(new Event('desk:mail-written'));
  inTurn(() => {
    const form = /** @type {HTMLFormElement | null} */ (document.getElementById('reword-inline'));
    if (!form) return say('Not done: this edition can be changed no more.');
    for (const name of ['title', 'excerpt']) {
      const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
      input.disabled = name !== field;
      input.value = name === field ? words : '';
    }
    /** @type {HTMLInputElement} */ (form.elements.namedItem('story')).value = story;
    form.requestSubmit();
  });
};

/** @param {EventTarget | null} target */
const writable = (target) => /** @type {HTMLElement | null} */ (/** @type {Element | null} */ (target)?.closest?.('[data-words]') ?? null);
const heard = new WeakSet();
const hear = () => {
  const mail = page();
  if (!mail || heard.has(mail)) return;
  heard.add(mail);
  mail.addEventListener('focusout', (event) => {
    const element = writable(event.target);
    if (element) keep(element);
    if (element) document.dispatchEvent(new Event('desk:mail-left'));
  });
  mail.addEventListener('click', (event) => {
    if (writable(event.target)) event.preventDefault();
  });
  mail.addEventListener('keydown', (event) => {
    const element = writable(event.target);
    if (!element || event.isComposing) return;
    if (event.key === 'Escape') element.textContent = element.getAttribute('data-was');
    if (event.key === 'Escape' || event.key === 'Enter') {
      event.preventDefault();
      element.blur();
    }
  });
};

const settle = () => {
  hear();
  openAll();
};
document.addEventListener('desk:framed', settle);
document.addEventListener('htmx:after:swap', settle);
document.addEventListener('click', (event) => {
  if (!button()?.contains(/** @type {Node} */ (event.target))) return;
  on = !on;
  say(on ? 'Write in a headline or excerpt of the mail: Enter keeps the words, Escape takes them back.' : '');
  if (!on) closeAll();
  settle();
});
