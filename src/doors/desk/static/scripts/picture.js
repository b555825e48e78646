// @ts-check
// The picture chooser: the picture chosen stands under the places to keep in view, any place of it can be pressed, and what the
// mail's crops leave is shown. The form says it all without this.

/** The place pressed, and of which story's picture: a page that comes in does not know it yet. */
let own = { of: '', value: '' };

const parts = () => {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById('choose-picture'));
  const picture = /** @type {HTMLInputElement | null} */ (form?.querySelector('[name=picture]:checked') ?? null);
  const exact = /** @type {HTMLInputElement | null} */ (form?.querySelector('[data-exact]') ?? null);
  if (!form || !picture || !exact) return null;
  return { form, picture, exact, of: `${/** @type {HTMLInputElement} */ (form.elements.namedItem('story')).value} ${picture.value}` };
};

/** Shows what the form says. */
const paint = () => {
  const found = parts();
  if (!found) return;
  const { form, picture, exact, of } = found;
  const source = picture.closest('label')?.querySelector('img')?.getAttribute('src');
  const focus = /** @type {HTMLElement} */ (form.querySelector('#focus'));
  focus.hidden = !source;
  if (!source) return;
  if (own.of === of) exact.value = own.value;
  exact.closest('label')?.classList.toggle('unused', own.of !== of && !exact.defaultChecked);
  const value = /** @type {HTMLInputElement | null} */ (form.querySelector('[name=focus]:checked'))?.value ?? '';
  const [across = '0.5', down = '0.5'] = value ? value.split(',') : [];
  for (const image of /** @type {NodeListOf<HTMLImageElement>} */ (focus.querySelectorAll('img[data-picture]'))) {
    if (image.getAttribute('src') !== source) image.setAttribute('src', source);
    image.style.objectPosition = `${Number(across) * 100}% ${Number(down) * 100}%`;
  }
  const mark = /** @type {HTMLElement} */ (focus.querySelector('.focus-mark'));
  mark.hidden = !value;
  mark.style.left = `${Number(across) * 100}%`;
  mark.style.top = `${Number(down) * 100}%`;
};

document.addEventListener('change', (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  const found = field.closest?.('#choose-picture') ? parts() : null;
  if (!found) return;
  if (field.name === 'picture') {
    // Each picture has its own place, or none.
    const wanted = field.dataset.focus ?? '';
    const places = /** @type {NodeListOf<HTMLInputElement>} */ (found.form.querySelectorAll('[name=focus]'));
    const known = [...places].find((place) => place.value === wanted && place !== found.exact);
    if (!known) own = { of: found.of, value: wanted };
    (known ?? found.exact).checked = true;
  }
  paint();
});
document.addEventListener('click', (event) => {
  const image = /** @type {Element} */ (event.target).closest?.('.focus-picture > img');
  const found = image ? parts() : null;
  if (!image || !found) return;
  const box = image.getBoundingClientRect();
  const share = (/** @type {number} */ at, /** @type {number} */ size) => Math.min(1, Math.max(0, at / size)).toFixed(2);
  const { clientX, clientY } = /** @type {MouseEvent} */ (event);
  own = { of: found.of, value: `${share(clientX - box.left, box.width)},${share(clientY - box.top, box.height)}` };
  found.exact.checked = true;
  paint();
});
document.addEventListener('htmx:after:swap', paint);
document.addEventListener('toggle', paint, true);
paint();
