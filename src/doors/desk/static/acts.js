// @ts-check
// Comfort on top of forms that work without it: dragging, keys, live guides, sliders that try at once, running countdowns.

const sorted = new WeakSet();
const makeSortable = () => {
  for (const list of document.querySelectorAll('[data-sortable]')) {
    if (sorted.has(list) || !window.Sortable) continue;
    sorted.add(list);
    window.Sortable.create(list, {
      animation: 120,
      handle: '.story-title',
      onEnd: (/** @type {any} */ { oldIndex, newIndex }) => dropped(list, oldIndex, newIndex),
    });
  }
};

/** @param {Element} list @param {number} from @param {number} to */
const dropped = (list, from, to) => {
  const form = /** @type {HTMLFormElement | null} */ (list.closest('.topic')?.querySelector('form.drag-order') ?? null);
  const field = /** @type {HTMLInputElement | null} */ (form?.querySelector('[name=stories]') ?? null);
  if (!form || !field || from === to) return;
  field.value = [...list.querySelectorAll('[data-story]')].map((row) => row.getAttribute('data-story')).join(' ');
  // After Sortable has put away its marks: while they stand, the page counts as being dragged.
  setTimeout(() => form.requestSubmit());
};

// Plain keys, as long as nobody is writing.
const looks = ['html', 'text', 'source', 'headers', 'raw', 'inbox', 'findings'];
const chosen = () => document.querySelector('.story.current') ?? document.querySelector('.story');
/** @param {string} act */
const press = (act) => /** @type {HTMLElement | null} */ (chosen()?.querySelector(`button[value=${act}]`) ?? null)?.click();
/** @param {1 | -1} by */
const step = (by) => {
  const rows = [...document.querySelectorAll('.story')];
  const at = rows.findIndex((row) => row.classList.contains('current'));
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))];
  /** @type {HTMLElement | null} */ (next?.querySelector('.story-title a') ?? null)?.click();
};
/** @type {Record<string, () => void>} */
const acts = {
  p: () => press('pin'),
  x: () => press('drop'),
  u: () => press('reorder-up'),
  d: () => press('reorder-down'),
  j: () => step(1),
  k: () => step(-1),
  w: () => document.getElementById('panel-words')?.click(),
};
/** @param {KeyboardEvent} event */
const onKey = (event) => {
  const field = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || field.closest?.('input, select, textarea')) return;
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
document.addEventListener('change', (event) => {
  /** @type {HTMLElement} */ (event.target).closest('form[data-submit-on-change]')?.requestSubmit();
});

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
