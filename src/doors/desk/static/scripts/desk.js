// @ts-check
// Liveness, on top of a page that works without it: when an article, template or config changes, the page and the mail in
// its frame are replaced in place. Links and forms are htmx's; see desk-document.tsx.
import { acting, handOn, say, whenOff } from './lane.js';
import { writingInMail } from './reword.js';

const frame = () => /** @type {HTMLIFrameElement | null} */ (document.getElementById('frame'));
let wanted = false;
/** @typedef {'shown' | 'fault' | 'late'} Came */
/** @type {Promise<Came> | null} */
let running = null;

/** Shows what is current; several calls while one runs make one more. Resolves to what came of it. */
const refresh = () => {
  wanted = true;
  running ??= showUntilCurrent().finally(() => {
    running = null;
  });
  return running;
};

const showUntilCurrent = async () => {
  /** @type {Came} */
  let came = 'fault';
  while (wanted) {
    wanted = false;
    // The mail is what the editor looks at: it comes first, and the page around it follows.
    await refreshFrame().catch(() => {});
    came = await showCurrent();
  }
  return came;
};

// What an editor is writing or dragging is not taken from under their hands; the page catches up when they are done.
/** @param {Element} target */
const busy = (target) => {
  if (handOn()) {
    whenOff(() => refresh().catch(() => {}));
    return true;
  }
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
    target.querySelectorAll('form[method=post] input:not([type=hidden], [type=checkbox]), form[method=post] textarea')
  );
  const late = [...fields].some((field) => field.value !== field.defaultValue);
  if (late) say('This edition has changed; the page follows when what you are writing is sent or taken back.');
  if (late) document.addEventListener('focusout', () => setTimeout(() => refresh().catch(() => {}), 300), { once: true });
  return late;
};

// What was sent is written no longer, whatever the swap left in its fields.
/** @type {HTMLFormElement | null} */
let sent = null;
document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  sent = form.matches('[method=post]') ? form : null;
});
document.addEventListener('htmx:after:swap', () => {
  if (sent) say('');
  if (sent?.isConnected && (document.querySelector('.said-done') || document.getElementById('refused'))) sent.reset();
  sent = null;
});

// A page asked for before a change can arrive after what the change brought, and would stay.
let changes = 0;
/** @type {Map<unknown, number>} */
const askedAt = new Map();
document.addEventListener('htmx:before:request', (event) => {
  askedAt.set(/** @type {CustomEvent} */ (event).detail.ctx, changes);
});
document.addEventListener('htmx:finally:request', (event) => {
  const { ctx } = /** @type {CustomEvent} */ (event).detail;
  const then = askedAt.get(ctx);
  askedAt.delete(ctx);
  if (then !== undefined && then !== changes) refresh().catch(() => {});
});

/** @returns {Promise<Came>} */
const showCurrent = async () => {
  const address = location.pathname + location.search;
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  const text = await answer.text();
  // The editor went elsewhere meanwhile; that page may have been made before the change, too.
  if (address !== location.pathname + location.search) {
    wanted = true;
    return 'shown';
  }
  // A fault leaves the last good edition standing, under the overlay that tells it. An address that is not understood is none.
  const good = answer.ok || text.includes('<div id="failure" hidden');
  const part = good ? '#desk' : '#failure';
  const target = document.querySelector(part);
  // The swap brings the frame up to date, too.
  if (target && busy(target)) return 'late';
  if (target) await window.htmx.swap({ text, select: part, target, swap: 'outerMorph show:none' });
  return good ? 'shown' : 'fault';
};

/** What the frame shows, as far as it was put there by this script: `address` and `text`. */
let framed = { address: '', text: '' };

// Swapping the document's root, rather than loading it again, neither flashes nor loses the place.
const refreshFrame = async () => {
  const shown = frame();
  const old = shown?.contentDocument;
  // It follows when the editor's hand has left it: see `desk:mail-left`.
  if (writingInMail()) return;
  if (!shown?.contentWindow || !old?.documentElement) return;
  const address = shown.src;
  const answer = await fetch(address);
  if (!answer.ok) return;
  const text = await answer.text();
  // Gone elsewhere meanwhile, or nothing new.
  if (frame()?.src !== address || (framed.address === address && framed.text === text)) return;
  framed = { address, text };
  const view = shown.contentWindow;
  // The frame's own parser, so that the mail's inline styles fall under the frame's policy and not under the desk's.
  const fresh = new view.DOMParser().parseFromString(text, 'text/html');
  const place = { x: view.scrollX, y: view.scrollY };
  if (writingInMail()) {
    framed = { address: '', text: '' };
    return;
  }
  old.replaceChild(old.importNode(fresh.documentElement, true), old.documentElement);
  view.scrollTo(place.x, place.y);
  document.dispatchEvent(new Event('desk:framed'));
};

// What was written in it is another mail than the one that came.
document.addEventListener('desk:mail-written', () => {
  framed = { address: '', text: '' };
});
document.addEventListener('desk:mail-left', () => {
  setTimeout(() => refresh().catch(() => {}), 300);
});

// A frame that loads for another scheme or with other pictures comes back where it was.
let place = 0;
/** @type {string | null | undefined} */
let before = null;
document.addEventListener('htmx:before:swap', () => {
  place = frame()?.contentWindow?.scrollY ?? 0;
  before = frame()?.getAttribute('src');
});
// The same address may hold another mail by now: after a form, most of all.
document.addEventListener('htmx:after:swap', () => {
  if (before && before === frame()?.getAttribute('src')) refreshFrame().catch(() => {});
});
document.addEventListener(
  'load',
  (event) => {
    const loaded = frame();
    if (event.target === loaded) framed = { address: '', text: '' };
    if (event.target === loaded) document.dispatchEvent(new Event('desk:framed'));
    if (event.target !== loaded || !loaded || loaded.src.includes('#')) return;
    loaded.contentWindow?.scrollTo(0, place);
  },
  true,
);

/** @type {EventSource | null} */
let events = null;
let opened = false;
const listen = () => {
  events = new EventSource('/events');
  events.addEventListener('open', () => {
    document.documentElement.dataset.live = 'yes';
    // Whatever happened while nobody listened is fetched now; of a page just loaded, what it still waited for when it was made.
    if (opened || document.querySelector('#desk [aria-busy=true]'))
      refresh().then(
        () => say(''),
        () => {},
      );
    opened = true;
  });
  events.addEventListener('change', async (event) => {
    const change = JSON.parse(event.data);
    changes += 1;
    const own = acting();
    const came = await refresh().catch(() => 'fault');
    // The page itself shows how a send goes on, and what was counted: what somebody changed stays told.
    if (change.kind === 'sending' || change.kind === 'counts' || came === 'late' || own) return;
    const at = new Date(change.at).toLocaleTimeString('en-GB');
    if (change.kind === 'comment') return say(`${at} ${change.file}.`);
    say(`${at} ${change.file} changed${came === 'shown' ? '; shown' : ', but there is a fault'}.`);
  });
  events.addEventListener('error', () => {
    document.documentElement.dataset.live = 'no';
    say('The desk does not answer. This page comes back to life with it.');
    // Turned away (too many pages, a proxy without a desk), a browser does not try again by itself.
    const refused = events?.readyState === EventSource.CLOSED ? events : null;
    if (refused) setTimeout(() => events === refused && listen(), 30_000);
  });
};
// A browser keeps six connections to one host: pages nobody looks at hold none.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    events?.close();
    events = null;
  } else if (!events) listen();
});
if (!document.hidden) listen();
