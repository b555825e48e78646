// @ts-check
// Keys pressed before the other scripts have come are kept for them: a page that is in sight obeys. The first script of the page.
(() => {
  /** @type {KeyboardEvent[]} */
  const early = [];
  /** @param {KeyboardEvent} event */
  const keep = (event) => {
    const field = /** @type {HTMLElement} */ (event.target);
    if (field.closest?.('input:not([type=checkbox], [type=radio]), select, textarea') || event.altKey) return;
    const wanted = event.ctrlKey || event.metaKey ? /^[kz]$/ : /^[a-z1-9/?]$/;
    if (!wanted.test(event.key)) return;
    event.preventDefault();
    early.push(event);
  };
  document.addEventListener('keydown', keep, true);
  /** What was pressed so far; from here on somebody else listens. */
  window.earlyKeys = () => {
    document.removeEventListener('keydown', keep, true);
    return early.splice(0);
  };
})();
