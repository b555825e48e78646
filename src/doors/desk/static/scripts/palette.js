// @ts-check
// The palette: the page that finds stories, in a dialog over the edition.
const palette = document.createElement('dialog');
palette.id = 'palette';
palette.setAttribute('aria-label', 'Find a story');
palette.innerHTML =
  '<input type="search" aria-label="Find a story: title, outlet, topic, “left out”, or an address" placeholder="Title, outlet, topic, “left out”, or an address" maxlength="2000"><div class="found" data-hx-boost="true" data-hx-target="#desk" data-hx-select="#desk" data-hx-swap="outerMorph show:none"></div>';
document.getElementById('desk')?.after(palette);
const words = /** @type {HTMLInputElement} */ (palette.querySelector('input'));
const results = /** @type {HTMLElement} */ (palette.querySelector('.found'));

/** Keys pressed while what is written is still being looked for, to be obeyed in their order when it is found. @type {(() => void)[]} */
let early = [];
// What stands there was found for other words: nothing of it can be reached until what is found for these has come.
const stale = () => {
  results.inert = true;
  early = [];
};

export const openPalette = () => {
  if (!document.getElementById('plan') || palette.open) return;
  results.replaceChildren();
  words.value = '';
  stale();
  palette.showModal();
  look().catch(() => {});
};

const shut = () => {
  palette.close();
  // Else it stays there, unseen, until the browser next draws the page: a key pressed before would be nobody's.
  if (palette.contains(document.activeElement)) /** @type {HTMLElement} */ (document.activeElement).blur();
};
palette.addEventListener('shut', shut);

let asked = 0;
/** The page has changed since what stands here was asked for. */
let behind = false;
const look = async () => {
  asked += 1;
  behind = false;
  const mine = asked;
  const query = new URLSearchParams(location.search);
  query.delete('said');
  query.set('q', words.value);
  const answer = await fetch(`/edition/find?${query}`);
  const found = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('found');
  if (mine !== asked || !palette.open) return;
  const at = placeOf(document.activeElement);
  results.replaceChildren(...(found ? [document.adoptNode(found)] : []));
  // Links and forms of it are htmx's as those of the page are: the page stays, and with it whoever listens for the next key.
  window.htmx.process(results);
  results.inert = false;
  if (at) stopAt(at).focus();
  for (const obey of early.splice(0)) obey();
  if (behind && palette.open) await look();
};

// What is done to the edition meanwhile, by whomever, is no other edition to what stands here.
document.addEventListener('htmx:after:swap', () => {
  if (!palette.open) return;
  if (results.inert) behind = true;
  else look().catch(() => {});
});

/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;
words.addEventListener('input', () => {
  stale();
  // An answer on its way is to other words, too.
  asked += 1;
  clearTimeout(soon);
  soon = setTimeout(() => look().catch(() => {}), 120);
});

/** @returns {HTMLElement[]} */
const stops = () => [words, ...results.querySelectorAll('a[href], button')].map((one) => /** @type {HTMLElement} */ (one));
/** Where something found stands, by the story and what it is. @param {Element | null} element */
const placeOf = (element) => {
  const story = element?.closest('#found li')?.getAttribute('data-story');
  return story && element ? { story, tag: element.tagName, value: element.getAttribute('value') } : null;
};
/** @param {{ story: string, tag: string, value: string | null }} place */
const stopAt = ({ story, tag, value }) =>
  stops().find((stop) => {
    const is = placeOf(stop);
    return is?.story === story && is.tag === tag && is.value === value;
  }) ?? words;

// Arrows go through what was found; Tab and Enter do what they do everywhere.
/** @param {1 | -1} by */
const go = (by) => {
  const links = stops().filter((stop) => !stop.matches('button'));
  const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const row = links.findIndex((stop) => stop.closest('li')?.contains(document.activeElement));
  links[Math.max(0, Math.min(links.length - 1, (at < 0 ? row : at) + by))]?.focus();
};
/** @param {1 | -1} by */
const tab = (by) => {
  const all = stops();
  all[(all.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + by + all.length) % all.length]?.focus();
};
const enter = () => {
  const here = document.activeElement === words ? results.querySelector('li a, form button') : document.activeElement;
  /** @type {HTMLElement | null} */ (here)?.click();
};
/** @type {Record<string, (event: KeyboardEvent) => void>} */
const keys = {
  ArrowDown: () => go(1),
  ArrowUp: () => go(-1),
  Tab: ({ shiftKey }) => tab(shiftKey ? -1 : 1),
  Enter: enter,
};
palette.addEventListener('keydown', (event) => {
  // A field for searching would first empty itself.
  if (event.key === 'Escape') shut();
  // Who goes on writing at something found writes in the field.
  const character = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (character && document.activeElement !== words) words.focus();
  const obey = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
  if (!obey || event.isComposing) return;
  if (results.inert) early.push(() => obey(event));
  // Where nothing is waited for, the browser does the last two itself; but Enter in the field is for the first one found.
  else if (event.key.startsWith('Arrow') || (event.key === 'Enter' && document.activeElement === words)) obey(event);
  else return;
  event.preventDefault();
});

// What is done from here is told on the page.
palette.addEventListener('submit', () => shut());
palette.addEventListener('click', (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest('a');
  // A link that is followed in place; one opened beside the page leaves the palette as it is.
  if (link && event.defaultPrevented) shut();
});
