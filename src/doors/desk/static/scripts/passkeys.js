// @ts-check
// Passkeys: the device is asked, its answer goes along with the form around the button. Without a script, or without passkeys in this
// browser, the buttons stay hidden and a line says so.

const able = () => 'parseCreationOptionsFromJSON' in (window.PublicKeyCredential ?? {});

const show = () => {
  for (const element of document.querySelectorAll('[data-passkey], [data-passkey-none]')) {
    if (element instanceof HTMLElement) element.hidden = element.hasAttribute('data-passkey-none') === able();
  }
};

/** @param {string} kind @param {any} options */
const ask = (kind, options) =>
  kind === 'create'
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });

document.addEventListener(
  'submit',
  async (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const field = /** @type {HTMLInputElement | null} */ (form.elements.namedItem('answer'));
    if (!form.matches('[data-passkey]') || !field || field.value !== '') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const told = form.querySelector('[role=status]');
    try {
      const credential = await ask(form.dataset.passkey ?? '', JSON.parse(form.dataset.options ?? ''));
      field.value = JSON.stringify(/** @type {any} */ (credential).toJSON());
      form.requestSubmit();
    } catch (error) {
      const known = error instanceof DOMException && error.name === 'InvalidStateError';
      if (told) told.textContent = known ? 'This device has a passkey here already.' : 'No passkey came from this device.';
    }
  },
  true,
);

document.addEventListener('htmx:after:swap', show);
show();
