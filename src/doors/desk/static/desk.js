// @ts-check
// Liveness, on top of a page that works without it: when an article, template or config changes, the page and the mail in
// its frame are replaced in place. Links and forms are htmx's; see desk-document.tsx.
const frame = () => /** @type {HTMLIFrameElement | null} */ (document.getElementById('frame'));
let wanted = false;
/** @type {Promise<boolean> | null} */
let running = null;

/** @param {string} words */
const say = (words) => {
  const live = document.getElementById('live');
  if (live) live.textContent = words;
};

/** Shows what is current; several calls while one runs make one more. Resolves to whether the edition could be shown. */
const refresh = () => {
  wanted = true;
  running ??= showUntilCurrent().finally(() => {
    running = null;
  });
  return running;
};

const showUntilCurrent = async () => {
  let good = false;
  while (wanted) {
    wanted = false;
    good = await showCurrent();
  }
  return good;
};

const showCurrent = async () => {
  const address = location.pathname + location.search;
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  const text = await answer.text();
  // The editor went elsewhere meanwhile, and sees what is current there.
  if (address !== location.pathname + location.search) return true;
  // A fault leaves the last good edition standing, under the overlay that tells it.
  const part = answer.ok ? '#desk' : '#failure';
  const target = document.querySelector(part);
  const shown = frame()?.getAttribute('src');
  if (target) await window.htmx.swap({ text, select: part, target, swap: 'outerMorph show:none' });
  // A frame with another address loads by itself.
  if (answer.ok && shown && shown === frame()?.getAttribute('src')) await refreshFrame();
  return answer.ok;
};

// Swapping the document's root, rather than loading it again, neither flashes nor loses the place.
const refreshFrame = async () => {
  const shown = frame();
  const old = shown?.contentDocument;
  if (!shown?.contentWindow || !old?.documentElement) return;
  const answer = await fetch(shown.src);
  if (!answer.ok) return;
  const view = shown.contentWindow;
  // The frame's own parser, so that the mail's inline styles fall under the frame's policy and not under the desk's.
  const fresh = new view.DOMParser().parseFromString(await answer.text(), 'text/html');
  const place = { x: view.scrollX, y: view.scrollY };
  old.replaceChild(old.importNode(fresh.documentElement, true), old.documentElement);
  view.scrollTo(place.x, place.y);
};

// A frame that loads for another scheme or with other pictures comes back where it was.
let place = 0;
document.addEventListener('htmx:before:swap', () => {
  place = frame()?.contentWindow?.scrollY ?? 0;
});
document.addEventListener(
  'load',
  (event) => {
    const loaded = frame();
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
    // Whatever happened while nobody listened is fetched now.
    if (opened)
      refresh().then(
        () => say(''),
        () => {},
      );
    opened = true;
  });
  events.addEventListener('change', async (event) => {
    const change = JSON.parse(event.data);
    const good = await refresh().catch(() => false);
    say(`${new Date(change.at).toLocaleTimeString('en-GB')} ${change.file} changed${good ? '; shown' : ', but there is a fault'}.`);
  });
  events.addEventListener('error', () => {
    document.documentElement.dataset.live = 'no';
    say('The desk does not answer. This page comes back to life with it.');
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
