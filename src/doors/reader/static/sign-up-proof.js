// The work a sign-up is asked for (src/audience/sign-up-proof.ts), done while the form is filled in. It stands on our own page, and may
// on others: <script src="https://news.example.com/subscribe/proof.js" defer></script> and, on the form, data-courant-sign-up. A
// script that signs readers up by itself calls courantProof(). Without it, and wherever it fails, the page that follows helps.
(() => {
  const taskAt = new URL('proof', document.currentScript.src);
  const { subtle } = globalThis.crypto ?? {};
  const bytes = (text) => new TextEncoder().encode(text);
  const atOnce = 8;
  /** An answer older than that would be over before it arrives. */
  const freshMs = 20 * 60_000;

  /** Resolves to an answer; '' where none is asked for or can be had. */
  async function courantProof() {
    // Browsers have it on pages that came by TLS, and on this machine.
    if (!subtle) return '';
    const response = await fetch(taskAt, { credentials: 'omit', cache: 'no-store' });
    const { token, bits, rounds } = response.ok ? await response.json() : {};
    if (!token) return '';
    const key = await subtle.importKey('raw', bytes(token), 'PBKDF2', false, ['deriveBits']);
    const isAnswer = async (number) => {
      const salt = bytes(String(number));
      const derived = await subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, key, 32);
      return bits === 0 || new DataView(derived).getUint32(0) >>> (32 - bits) === 0;
    };
    for (let from = 0; from < 1_000_000; from += atOnce) {
      const found = await Promise.all(Array.from({ length: atOnce }, (_, index) => isAnswer(from + index)));
      if (found.includes(true)) return `${token}~${from + found.indexOf(true)}`;
    }
    return '';
  }
  globalThis.courantProof = courantProof;

  function watch(form) {
    const told = form.querySelector('[role=status]') ?? form.appendChild(document.createElement('p'));
    told.setAttribute('role', 'status');
    let work = null;
    let since = 0;
    let state = 'typing';
    const begin = () => {
      if (work === null || Date.now() - since > freshMs) {
        since = Date.now();
        work = courantProof().catch(() => '');
      }
      return work;
    };
    const answered = (answer) => {
      const field = form.elements.namedItem('proof') ?? form.appendChild(document.createElement('input'));
      Object.assign(field, { type: 'hidden', name: 'proof' });
      if (answer !== '') field.value = answer;
    };
    form.addEventListener('focusin', begin, { once: true });
    form.addEventListener('submit', async (event) => {
      if (state === 'answered') return;
      event.preventDefault();
      if (state === 'working') return;
      state = 'working';
      told.textContent = form.dataset.working ?? 'One moment …';
      const answer = await begin();
      // A form that is told to be sent while it is telling its listeners that it is sent does nothing.
      await new Promise((later) => setTimeout(later));
      // Nobody pressed anything: whoever is here reads what else will do.
      if (answer === '' && event.submitter === null) {
        state = 'typing';
        told.textContent = '';
        return;
      }
      answered(answer);
      state = 'answered';
      form.requestSubmit(event.submitter);
    });
    // Come back to by the browser's own button: the answer is used.
    addEventListener('pageshow', ({ persisted }) => {
      if (!persisted) return;
      work = null;
      state = 'typing';
      told.textContent = '';
    });
    // It was sent once already; as by nobody's button.
    if (form.dataset.courantSignUp === 'now') form.requestSubmit();
  }
  for (const form of document.querySelectorAll('form[data-courant-sign-up]')) watch(form);
})();
