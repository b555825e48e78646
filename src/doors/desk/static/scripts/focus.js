// @ts-check
// The focus stays where it was when a page comes in, or goes to what is nearest: the next key would be nobody's otherwise.

/** @type {{ element: Element, ids: string[] } | null} */
let before = null;

document.addEventListener('htmx:before:swap', () => {
  const element = document.activeElement;
  if (!element?.closest('#desk') || element.matches('iframe')) {
    before = null;
    return;
  }
  const ids = [];
  for (let at = /** @type {Element | null} */ (element); at && at.id !== 'desk'; at = at.parentElement) if (at.id) ids.push(at.id);
  before = { element, ids };
});

document.addEventListener('htmx:after:swap', () => {
  const was = before;
  before = null;
  if (!was || (was.element.isConnected && document.activeElement === was.element)) return;
  // Somebody else has taken it on purpose.
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const [nearest] = was.ids.map((id) => document.getElementById(id)).filter((one) => one !== null);
  const stop = nearest?.matches('a, button, summary, input, select, textarea')
    ? nearest
    : (nearest?.closest('.story') ?? document.querySelector('.story.current') ?? nearest)?.querySelector(
        '.story-title a, a, button, summary',
      );
  /** @type {HTMLElement | null | undefined} */ (stop)?.focus({ preventScroll: true });
});
