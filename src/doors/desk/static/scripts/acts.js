// @ts-check
// Comfort on top of forms that work without it: dragging, keys, live guides, sliders that try at once, running countdowns.
import { inTurn, say } from './lane.js';
import { openPalette } from './palette.js';

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
  if (from === to && was === is) return;
  const wanted = {
    act: from === to ? 'reorder' : 'pin',
    topic: to.getAttribute('data-topic') ?? '',
    story: row.getAttribute('data-story') ?? '',
    position: from === to ? '' : String(is + 1),
    stories: [...to.querySelectorAll('[data-story]')].map((one) => one.getAttribute('data-story')).join(' '),
  };
  // After Sortable has put away its marks: while they stand, the page counts as being dragged. Filled in only then, for a page
  // that comes in between would empty the form.
  setTimeout(() =>
    inTurn(() => {
      const form = /** @type {HTMLFormElement | null} */ (document.getElementById('drag-order'));
      if (!form) return say('Not done: this edition can be changed no more.');
      for (const [name, value] of Object.entries(wanted)) {
        const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
        field.value = value;
      }
      form.requestSubmit();
    }),
  );
};

// Plain keys, as long as nobody is writing.
const looks = ['html', 'text', 'inbox', 'findings', 'source', 'headers', 'raw'];
/** The row a key led to. It is the one at once: the next key counts from there, and acts, though the page of the one before comes in between. */
let stepped = '';
let steppedAt = 0;
/** What a key did last, and to which row. */
let pressed = { row: '', buttons: /** @type {string[]} */ ([]) };
/** The row keys act on; none, when the one they had led to has gone: no other story is meant. */
const chosen = () => document.querySelector('.story.current') ?? (stepped && rowIds().length > 0 ? null : document.querySelector('.story'));
/** Presses the first of these buttons of the row one is at; if a page is on its way, on that page, to this very story. @param {string[]} buttons */
const press = (...buttons) => {
  const row = chosen();
  if (!row && rowIds().length > 0) say('The story you were at is no longer in the plan: j leads to the next.');
  if (!row) return;
  inTurn(() => {
    const now = document.getElementById(row.id);
    const button = buttons.map((one) => now?.querySelector(`button${one}`)).find(Boolean);
    pressed = { row: row.id, buttons };
    if (button) /** @type {HTMLElement} */ (button).click();
    else if (!now) say('Not done: the story is no longer in the plan.');
  });
};
/** @param {Element} row */
const mark = (row) => {
  stepped = row.id;
  steppedAt = rowIds().indexOf(row.id);
  for (const other of document.querySelectorAll('.story.current')) other.classList.remove('current');
  row.classList.add('current');
};
const rowIds = () => [...document.querySelectorAll('.story')].map(({ id }) => id);
/** @type {string[]} */
let rowsBefore = [];
document.addEventListener('htmx:before:swap', () => {
  rowsBefore = rowIds();
});
document.addEventListener('htmx:after:swap', () => {
  if (!stepped) return;
  const at = rowsBefore.indexOf(stepped);
  // One that was dropped by a key leaves its place to the one that followed it.
  const dropped = pressed.row === stepped && pressed.buttons.includes('[value=drop]') && at >= 0;
  const heirs = dropped ? [...rowsBefore.slice(at + 1), ...rowsBefore.slice(0, at).reverse()] : [];
  const row = [stepped, ...heirs].map((id) => document.getElementById(id)).find(Boolean);
  if (row) mark(row);
});
document.addEventListener('pointerdown', () => {
  stepped = '';
});
/** @param {1 | -1} by */
const step = (by) => {
  const rows = [...document.querySelectorAll('.story')];
  const at = rows.findIndex((row) => row.classList.contains('current'));
  // From where the last one stood, if that has gone.
  const to = at >= 0 ? at + by : stepped ? steppedAt + Math.min(0, by) : 0;
  const next = rows[Math.min(rows.length - 1, Math.max(0, to))];
  const link = /** @type {HTMLElement | null} */ (next?.querySelector('.story-title a') ?? null);
  if (next) mark(next);
  // The focus goes along, so that a screen reader says where one is, and Tab goes on from there.
  link?.focus({ preventScroll: true });
  link?.closest('.story')?.scrollIntoView({ block: 'nearest' });
  link?.click();
};
/** What is given the focus when the page asked for has come, and what was typed for it until then. */
let focusAfterSwap = '';
let typed = '';
document.addEventListener('htmx:after:swap', () => {
  const wanted = focusAfterSwap && /** @type {HTMLInputElement | null} */ (document.querySelector(focusAfterSwap));
  if (!wanted) return;
  focusAfterSwap = '';
  wanted.focus();
  if (typed) {
    wanted.select();
    wanted.setRangeText(typed, 0, wanted.value.length, 'end');
    wanted.dispatchEvent(new Event('input', { bubbles: true }));
  }
  typed = '';
});
/** @type {ReturnType<typeof setTimeout> | undefined} */
let notComing;
/** @param {string} name @param {string} link */
const write = (name, link) => {
  const field = /** @type {HTMLElement | null} */ (document.querySelector(name));
  const way = document.getElementById(link);
  if (field || !way) return field?.focus();
  focusAfterSwap = name;
  typed = '';
  // The page may not have it: what is pressed after a while means the page again.
  clearTimeout(notComing);
  notComing = setTimeout(() => {
    focusAfterSwap = '';
  }, 10_000);
  way.click();
};
/** @type {Record<string, () => void>} */
const acts = {
  p: () => press('[value=pin]', '[formaction]'),
  '/': () => openPalette(),
  x: () => press('[value=drop]'),
  u: () => press('[value=reorder-up]'),
  d: () => press('[value=reorder-down]'),
  j: () => step(1),
  k: () => step(-1),
  w: () => write('[name=subject]', 'panel-words'),
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
  // A dialog has its keys for itself.
  if (document.querySelector('dialog[open]')) return;
  const writing = field.isContentEditable || field.closest?.('input:not([type=checkbox], [type=radio]), select, textarea');
  // A key held down means one change, though many steps.
  const again = event.repeat && !['j', 'k'].includes(event.key);
  if (command && event.key === 'z' && !writing) {
    if (document.getElementById('plan')) event.preventDefault();
    if (!again) inTurn(() => /** @type {HTMLFormElement | null} */ (document.getElementById('undo-last'))?.requestSubmit());
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || writing) return;
  if (focusAfterSwap && (event.key.length === 1 || event.key === 'Backspace')) {
    event.preventDefault();
    typed = event.key === 'Backspace' ? typed.slice(0, -1) : typed + event.key;
    return;
  }
  const place = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const look = /^[1-7]$/.test(event.key) ? document.getElementById(`look-${looks[Number(event.key) - 1]}`) : null;
  const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
  if (!place && !look && !act) return;
  event.preventDefault();
  if (again) return;
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
// A line is sent by Enter, as a field for one is.
document.addEventListener('keydown', (event) => {
  const field = event.target;
  if (event.key !== 'Enter' || event.isComposing || !(field instanceof HTMLTextAreaElement) || field.dataset.line === undefined) return;
  event.preventDefault();
  field.form?.requestSubmit(field.form.querySelector('button[name=act]'));
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

// What was pressed before all this was there.
for (const event of window.earlyKeys()) onKey(event);
