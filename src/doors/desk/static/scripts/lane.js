// @ts-check
// One page at a time, in the order they were asked for. What is pressed while the page of an act is on its way waits for that page
// and is done on it, to the story it was meant for: by what was pressed, not by what stands in its place by then.

/** @param {string} words */
export const say = (words) => {
  const live = document.getElementById('live');
  if (live) live.textContent = words;
};

/** @typedef {{ kind: 'link' | 'act', run: () => void }} Pressed */
/** @type {Pressed[]} */
const waiting = [];
/** Pages asked for and not yet shown, by htmx's context of each; `true`: it changes something. @type {Map<any, boolean>} */
const underWay = new Map();
/** Pages that came while the hand was on the old one. @type {any[]} */
const held = [];
/** What waited is being done: it does not wait again. */
let resuming = false;

/** What one does oneself is on its way: the page that comes says so. */
export const acting = () => waiting.length > 0 || held.length > 0 || [...underWay.values()].includes(true);
const busy = () => acting() || underWay.size > 0;

/** @param {Pressed} pressed */
const wait = (pressed) => {
  // Of two pages the editor wants to see, the later one.
  if (pressed.kind === 'link' && waiting.at(-1)?.kind === 'link') waiting.pop();
  waiting.push(pressed);
};

const goOn = () => {
  while (waiting.length > 0 && underWay.size === 0 && held.length === 0) {
    resuming = true;
    try {
      waiting.shift()?.run();
    } finally {
      resuming = false;
    }
  }
};

/** Does it now, or as soon as the pages asked for before have come. @param {() => void} run */
export const inTurn = (run) => {
  if (busy() && !resuming) wait({ kind: 'act', run });
  else run();
};

/** @param {Event} event */
const contextOf = (event) => /** @type {CustomEvent} */ (event).detail.ctx;

document.addEventListener('htmx:before:request', (event) => {
  const ctx = contextOf(event);
  if (ctx.target?.id !== 'desk') return;
  const act = ctx.request.method !== 'GET';
  // Whoever goes on does not wait for the page they left behind: it would come last and stay.
  if (!act) for (const [other, acts] of underWay) if (!acts) other.request.abort();
  underWay.set(ctx, act);
});
document.addEventListener('htmx:finally:request', (event) => {
  if (!underWay.delete(contextOf(event))) return;
  // After htmx has closed its own books of this request.
  queueMicrotask(goOn);
});

/** @param {Element} element */
const ours = (element) => Boolean(element.closest('#desk, #palette')) && !element.closest('[data-hx-boost=false]');

document.addEventListener(
  'click',
  (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest?.('a[href]') ?? null);
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || resuming || !acting()) return;
    const elsewhere = link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin;
    if (elsewhere || link.getAttribute('href')?.startsWith('#') || !ours(link)) return;
    event.preventDefault();
    event.stopPropagation();
    link.closest('#palette')?.dispatchEvent(new Event('shut'));
    const { href } = link;
    wait({ kind: 'link', run: () => void window.htmx.ajax('GET', href, { source: '#desk', push: 'true' }) });
  },
  true,
);

/** @param {HTMLFormElement} form */
const storiesOf = (form) => new FormData(form).getAll('story').join(' ');
/** @param {HTMLButtonElement} button */
const labelOf = (button) => button.getAttribute('aria-label') ?? button.textContent ?? '';

document.addEventListener(
  'submit',
  (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const act = form.matches('[method=post]');
    if (resuming || !(act ? busy() : acting()) || !ours(form)) return;
    event.preventDefault();
    event.stopPropagation();
    const button = /** @type {HTMLButtonElement | null} */ (/** @type {SubmitEvent} */ (event).submitter);
    // Twice the same is meant where it moves a story on; anywhere else it would ask twice.
    if (button?.hasAttribute('aria-busy') && !button.value.startsWith('reorder')) return;
    button?.setAttribute('aria-busy', 'true');
    const stories = storiesOf(form);
    const asked = button && { name: button.name, value: button.value, label: labelOf(button) };
    wait({ kind: act ? 'act' : 'link', run: () => sendAgain(form, stories, asked) });
  },
  true,
);

/** @param {HTMLFormElement} form @param {string} stories @param {{ name: string, value: string, label: string } | null} asked */
const sendAgain = (form, stories, asked) => {
  const now = form.isConnected ? form : /** @type {HTMLFormElement | null} */ (form.id ? document.getElementById(form.id) : null);
  const button =
    asked && [...(now?.querySelectorAll('button') ?? [])].find(({ name, value }) => name === asked.name && value === asked.value);
  if (!now || storiesOf(now) !== stories || (asked && !button)) {
    say(`Not done: “${asked?.label.trim() || 'what you sent'}”. The page that came in between has it no more.`);
    return;
  }
  upToDate(now);
  now.requestSubmit(button ?? undefined);
};

/** A form beside the page, as the palette's, was made for the plan before what one has just done oneself. @param {HTMLFormElement} form */
const upToDate = (form) => {
  const shown = /** @type {HTMLInputElement | null} */ (document.querySelector('#desk form[action^="/override"] [name=version]'));
  const own = form.closest('#desk') ? null : form.elements.namedItem('version');
  if (shown && own instanceof HTMLInputElement) own.value = shown.value;
};

// A page that comes while a button of the mouse is down would take what is under it away: there would be no click, no drop.
let down = false;
/** @type {(() => void)[]} */
const onRelease = [];
export const handOn = () => down || Boolean(document.querySelector('.sortable-chosen'));
/** Calls once, when the hand is off the page. @param {() => void} call */
export const whenOff = (call) => void onRelease.push(call);

const release = () => {
  down = false;
  // After the click or drop that ends it.
  setTimeout(() => {
    if (handOn()) return;
    for (const ctx of held.splice(0)) window.htmx.swap(ctx).catch(() => {});
    for (const call of onRelease.splice(0)) call();
    goOn();
  });
};
document.addEventListener('pointerdown', (event) => {
  down = event.isPrimary && event.pointerType === 'mouse' && Boolean(/** @type {Element} */ (event.target).closest?.('#desk'));
});
for (const kind of ['pointerup', 'pointercancel', 'dragend']) document.addEventListener(kind, release);
// Let go outside the window, where nobody was told.
document.addEventListener('pointermove', (event) => {
  if (down && event.buttons === 0) release();
});
document.addEventListener('htmx:before:swap', (event) => {
  const ctx = contextOf(event);
  if (!ctx?.request || !handOn()) return;
  event.preventDefault();
  held.push(ctx);
});
