// @ts-check
// Comfort on top of forms that work without it: dragging, keys, live guides, sliders that try at once, running countdowns.

const sorted = new WeakSet();
const makeSortable = () => {
  for (const list of document.querySelectorAll('[data-sortable]')) {
    if (sorted.has(list) || !window.Sortable) continue;
    sorted.add(list);
    window.Sortable.create(list, {
      group: 'plan',
      animation: 120,
      handle: '.story-title',
      filter: 'input, summary',
      preventOnFilter: false,
      onEnd: (/** @type {any} */ { item, from, to, oldIndex, newIndex }) => dropped(item, from, to, oldIndex, newIndex),
    });
  }
};

// Within a section its order is what is wanted; in another one, the story's place there.
/** @param {Element} row @param {Element} from @param {Element} to @param {number} was @param {number} is */
const dropped = (row, from, to, was, is) => {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById('drag-order'));
  if (!form || (from === to && was === is)) return;
  const set = (/** @type {string} */ name, /** @type {string} */ value) => {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    field.value = value;
  };
  set('act', from === to ? 'reorder' : 'pin');
  set('topic', to.getAttribute('data-topic') ?? '');
  set('story', row.getAttribute('data-story') ?? '');
  set('position', from === to ? '' : String(is + 1));
  set('stories', [...to.querySelectorAll('[data-story]')].map((one) => one.getAttribute('data-story')).join(' '));
  // After Sortable has put away its marks: while they stand, the page counts as being dragged.
  setTimeout(() => form.requestSubmit());
};

// Plain keys, as long as nobody is writing.
const looks = ['html', 'text', 'inbox', 'findings', 'source', 'headers', 'raw'];
const chosen = () => document.querySelector('.story.current') ?? document.querySelector('.story');
/** @param {string} act */
const press = (act) => /** @type {HTMLElement | null} */ (chosen()?.querySelector(`button[value=${act}]`) ?? null)?.click();
/** The row a key led to. It is the one at once: the next key counts from there, and acts, though the page of the one before comes in between. */
let stepped = '';
/** @param {Element} row */
const mark = (row) => {
  stepped = row.id;
  for (const other of document.querySelectorAll('.story.current')) other.classList.remove('current');
  row.classList.add('current');
};
document.addEventListener('htmx:after:swap', () => {
  const row = stepped && document.getElementById(stepped);
  if (row) mark(row);
});
document.addEventListener('pointerdown', () => {
  stepped = '';
});
/** @param {1 | -1} by */
const step = (by) => {
  const rows = [...document.querySelectorAll('.story')];
  const at = rows.findIndex((row) => row.classList.contains('current'));
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  const link = /** @type {HTMLElement | null} */ (next?.querySelector('.story-title a') ?? null);
  if (next) mark(next);
  // The focus goes along, so that a screen reader says where one is, and Tab goes on from there.
  link?.focus({ preventScroll: true });
  link?.closest('.story')?.scrollIntoView({ block: 'nearest' });
  link?.click();
};
const pressUnpin = () => /** @type {HTMLElement | null} */ (chosen()?.querySelector('button[formaction]') ?? null)?.click();
/** What is given the focus when the page asked for has come. */
let focusAfterSwap = '';
document.addEventListener('htmx:after:swap', () => {
  const wanted = focusAfterSwap && /** @type {HTMLElement | null} */ (document.querySelector(focusAfterSwap));
  focusAfterSwap = '';
  if (wanted) wanted.focus();
});
/** @type {Record<string, () => void>} */
const acts = {
  p: () => (chosen()?.querySelector('button[value=pin]') ? press('pin') : pressUnpin()),
  '/': () => openPalette(),
  x: () => press('drop'),
  u: () => press('reorder-up'),
  d: () => press('reorder-down'),
  j: () => step(1),
  k: () => step(-1),
  w: () => {
    focusAfterSwap = '[name=subject]';
    document.getElementById('panel-words')?.click();
  },
};
/** @param {KeyboardEvent} event */
const onKey = (event) => {
  const field = /** @type {HTMLElement} */ (event.target);
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (command && event.key === 'k') {
    event.preventDefault();
    openPalette();
    return;
  }
  const writing = field.closest?.('input:not([type=checkbox], [type=radio]), select, textarea');
  if (command && event.key === 'z' && !writing) {
    const undo = /** @type {HTMLFormElement | null} */ (document.getElementById('undo-last'));
    if (undo) event.preventDefault();
    undo?.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || writing) return;
  const place = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const look = /^[1-7]$/.test(event.key) ? document.getElementById(`look-${looks[Number(event.key) - 1]}`) : null;
  const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
  if (!place && !look && !act) return;
  event.preventDefault();
  if (act) act();
  /** @type {HTMLElement} */ else (place ?? look).click();
};
document.addEventListener('keydown', onKey);
/** @param {EventTarget | null} frame */
const hearKeysIn = (frame) => {
  if (frame instanceof HTMLIFrameElement) frame.contentDocument?.addEventListener('keydown', onKey);
};
// A click into the mail takes the focus along: the keys work there, too. A frame that loads at a story's place also takes it,
// and gives it back: until the next one has loaded, nobody would hear a key in there.
document.addEventListener(
  'load',
  (event) => {
    hearKeysIn(event.target);
    if (event.target instanceof HTMLIFrameElement && document.activeElement === event.target) event.target.blur();
  },
  true,
);
hearKeysIn(document.querySelector('iframe'));

document.addEventListener('input', (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const guide = document.querySelector(`[data-for="${CSS.escape(field.name)}"]`);
  if (guide && field.dataset.guide) {
    const [least = 0, most = 0] = field.dataset.guide.split('-').map(Number);
    const length = [...(field.value || field.placeholder)].length;
    guide.textContent = `${length} characters; ${length < least ? `short: ${least} or more say something` : length > most ? `long: readers see about ${most}` : 'a good length'}.`;
    guide.classList.toggle('off', length < least || length > most);
  }
  const output = field.type === 'range' ? field.parentElement?.querySelector('output') : null;
  if (output) output.value = field.value;
});
// A suggested subject goes into its field; the inbox rows say what is written.
document.addEventListener('click', (event) => {
  const button = /** @type {HTMLButtonElement | null} */ (/** @type {Element} */ (event.target).closest?.('button[data-fill]') ?? null);
  const field = /** @type {HTMLInputElement | null} */ (button && document.querySelector(`#edition-words [name="${button.dataset.fill}"]`));
  if (!button || !field) return;
  field.value = button.value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
});
document.addEventListener('input', (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  for (const row of document.querySelectorAll(`[data-shows="${CSS.escape(field.name)}"]`)) row.textContent = field.value;
});
document.addEventListener('change', (event) => {
  /** @type {HTMLElement} */ (event.target).closest('form[data-submit-on-change]')?.requestSubmit();
});

// On a phone the bar scrolls: where one is stays in sight.
const showPlace = () => {
  const here = document.querySelector('.desk-bar a[aria-current]');
  const bar = here?.parentElement;
  if (!here || !bar) return;
  // Not scrollIntoView: that would take the page itself to its top.
  const beyond = here.getBoundingClientRect().right + 20 - bar.getBoundingClientRect().right;
  if (beyond > 0) bar.scrollLeft += beyond;
};
document.addEventListener('htmx:after:swap', showPlace);
showPlace();

const countDown = () => {
  for (const one of document.querySelectorAll('[data-until]')) {
    const minutes = Math.max(0, Math.floor((Date.parse(one.getAttribute('data-until') ?? '') - Date.now()) / 60_000));
    const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
    one.textContent = days > 0 ? `in ${days} d ${hours} h` : hours > 0 ? `in ${hours} h ${minutes % 60} min` : `in ${minutes} min`;
  }
};
setInterval(countDown, 15_000);
document.addEventListener('htmx:after:swap', makeSortable);
// A story that is not in the plan is told about at its top, which may be far above what was clicked.
let told = '';
document.addEventListener('htmx:after:swap', () => {
  const story = new URLSearchParams(location.search).get('story') ?? '';
  const panel = document.getElementById('chosen');
  if (panel && story !== told && !document.querySelector('.story.current')) panel.scrollIntoView({ block: 'start' });
  told = story;
});
makeSortable();

// What was pressed says so at once: a second press would ask twice.
document.addEventListener('submit', (event) => {
  const button = /** @type {SubmitEvent} */ (event).submitter;
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!button || !form.matches('[method=post]')) return;
  button.setAttribute('aria-busy', 'true');
  setTimeout(() => button.removeAttribute('aria-busy'), 8_000);
});
document.addEventListener('htmx:after:swap', () => {
  for (const busy of document.querySelectorAll('button[aria-busy]')) busy.removeAttribute('aria-busy');
});

// A menu does not stay open over the page; that it is one at a time their common name sees to.
document.addEventListener('click', (event) => {
  for (const open of document.querySelectorAll('details[name=menu][open]'))
    if (!open.contains(/** @type {Node} */ (event.target)) || /** @type {Element} */ (event.target).closest('.popover a'))
      open.removeAttribute('open');
});
document.addEventListener('submit', (event) => {
  const open = /** @type {Element} */ (event.target).closest('details[name=menu][open]');
  if (!open) return;
  open.removeAttribute('open');
  /** @type {HTMLElement | null} */ (open.querySelector('summary'))?.focus();
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  const open = document.querySelector('details[name=menu][open]');
  open?.removeAttribute('open');
  /** @type {HTMLElement | null} */ (open?.querySelector('summary') ?? null)?.focus();
});

// The palette: the page that finds stories, in a dialog over the edition.
const palette = document.createElement('dialog');
palette.id = 'palette';
palette.setAttribute('aria-label', 'Find a story');
palette.innerHTML =
  '<input type="search" aria-label="Find a story: title, outlet, topic, or “left out”" placeholder="Title, outlet, topic, “left out”" maxlength="200"><div class="found"></div>';
document.getElementById('desk')?.after(palette);
const words = /** @type {HTMLInputElement} */ (palette.querySelector('input'));
const results = /** @type {HTMLElement} */ (palette.querySelector('.found'));
/** @type {(() => void) | null} What was pressed while what was written is still being looked for. */
let whenFound = null;
/** @param {() => void} act */
const onFound = (act) => {
  if (results.inert) whenFound = act;
  else act();
};
// What stands there was found for other words: nothing of it can be reached until what is found for these has come.
const stale = () => {
  results.inert = true;
  whenFound = null;
};
const openPalette = () => {
  if (!document.getElementById('find') || palette.open) return;
  results.replaceChildren();
  words.value = '';
  stale();
  palette.showModal();
  look().catch(() => {});
};
let asked = 0;
const look = async () => {
  asked += 1;
  const mine = asked;
  const query = new URLSearchParams(location.search);
  query.delete('said');
  query.set('q', words.value);
  const answer = await fetch(`/edition/find?${query}`);
  const found = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('found');
  if (mine !== asked || !palette.open) return;
  results.replaceChildren(...(found ? [document.adoptNode(found)] : []));
  results.inert = false;
  whenFound?.();
  whenFound = null;
};
/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon;
words.addEventListener('input', () => {
  stale();
  // An answer on its way is to other words, too.
  asked += 1;
  clearTimeout(soon);
  soon = setTimeout(() => look().catch(() => {}), 120);
});
// Arrows go through what was found; Enter follows a link or presses a button as everywhere.
/** @param {1 | -1} by */
const go = (by) => {
  const stops = /** @type {HTMLElement[]} */ ([words, ...palette.querySelectorAll('li a')]);
  const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const row = stops.findIndex((stop) => stop.closest('li')?.contains(document.activeElement));
  stops[Math.max(0, Math.min(stops.length - 1, (at < 0 ? row : at) + by))]?.focus();
};
palette.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  onFound(() => go(event.key === 'ArrowDown' ? 1 : -1));
});
words.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  onFound(() => /** @type {HTMLElement | null} */ (palette.querySelector('li a'))?.click());
});
