/** What the sign-up page has for its proof: the script that works, where tasks are had, and the page for whoever sent no answer. */
import { existsSync, readFileSync } from 'node:fs';
import { Hono, type MiddlewareHandler } from 'hono';
import { waitMs } from '../../audience/sign-up-proof.ts';
import type { SignUpAnswer, SignUps } from '../../press/readers/sign-up.ts';
import type { FormFields } from '../requests/form-fields.ts';
import { first } from '../requests/form-fields.ts';
import { type PageOf, readerPage } from './reader-page.tsx';
import { filled } from './strings/catalogue.ts';
import type { PageWords } from './strings/words.ts';

// Compiled code lies in dist/src/doors/reader; the file stays in src, where it is written.
const scriptFile = ['./static/sign-up-proof.js', '../../../../src/doors/reader/static/sign-up-proof.js']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));

/** `GET /subscribe/proof`, a fresh task (`{}`: none is asked for), and `/subscribe/proof.js`, which forms on other sites may run, too. */
export function proofRoutes(signUps: SignUps): Hono {
  const routes = new Hono();
  let script: string | null = null;
  routes.get('/subscribe/proof', (c) => c.json(signUps.proofTask() ?? {}));
  routes.get('/subscribe/proof.js', (c) => {
    if (scriptFile === undefined) return c.notFound();
    script ??= readFileSync(scriptFile, 'utf8');
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    c.header('Cache-Control', 'public, max-age=3600');
    return c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  return routes;
}

/** The one page of readers that runs a script, and only while a proof is asked for. It has to stand before `readerHeaders`. */
export const allowProof =
  (signUps: SignUps): MiddlewareHandler =>
  async (c, next) => {
    await next();
    const policy = c.res.headers.get('content-security-policy');
    if (policy !== null && signUps.proofTask() !== null)
      c.res.headers.set('content-security-policy', `${policy}; script-src 'self'; connect-src 'self'`);
  };

/** For a form: the task it answers, sent as it is where no script runs, and where the script says that it is at work. */
export const ProofField = ({ token }: { readonly token: string }) => (
  <>
    <input type="hidden" name="proof" value={token} />
    <p role="status" className="small" />
  </>
);

/** Attributes of such a form. `sent`: the reader has sent it already, so it goes on by itself. */
export const proofForm = (words: PageWords, sent = false) => ({
  'data-courant-sign-up': sent ? 'now' : '',
  'data-working': words.proofWorking,
});

/** `path`: of the script, from the page. */
export const ProofScript = () => <script src="subscribe/proof.js" defer />;

type Needed = Extract<SignUpAnswer, { kind: 'prove' }>;

/** Everything typed goes on with it: nobody types twice. */
export function provePage(words: PageWords, { task }: Needed, typed: FormFields, from: PageOf | undefined): string {
  const answered = first(typed, 'proof');
  const fields = [...typed].filter(([name]) => name !== 'proof').flatMap(([name, values]) => values.map((value) => ({ name, value })));
  return readerPage({
    words,
    title: words.proofTitle,
    from,
    head: <ProofScript />,
    children: (
      <>
        {answered === task.token && (
          <p className="note" role="alert">
            {words.proofEarly}
          </p>
        )}
        <p>{words.proofText}</p>
        <p>{filled(words.proofWait, { seconds: String(waitMs / 1_000) })}</p>
        {/* A script whose answer was not taken would send it for ever. */}
        <form method="post" action="subscribe" {...proofForm(words, !answered.includes('~'))}>
          {fields.map(({ name, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is written once
            <input key={`${name} ${index}`} type="hidden" name={name} value={value} />
          ))}
          <ProofField token={task.token} />
          <button type="submit">{words.subscribe}</button>
        </form>
      </>
    ),
  });
}
