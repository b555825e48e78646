import type { Context, Hono } from 'hono';
import { toString as qrCode } from 'qrcode';
import type { DeskEnv, Visitor } from '../access/access.ts';
import { queryOf } from '../frame/desk-context.ts';
import { deskDocument } from '../frame/desk-document.tsx';
import { DeskBar } from '../frame/desk-frame.tsx';
import { deskAddress } from '../frame/desk-query.ts';

/** `/phone`: the edition's address as a QR code, where a phone can reach it at all; `/phone.svg` the code itself. */
export function phoneRoutes(desk: Hono<DeskEnv>, origin: string | null): void {
  desk.get('/phone', (c) => c.html(phonePage(c.get('visitor'), shownAt(c), origin)));
  desk.get('/phone.svg', async (c) => {
    if (origin === null) return c.notFound();
    const svg = await qrCode(origin + shownAt(c), { type: 'svg', margin: 2 });
    return c.body(svg, 200, { 'Content-Type': 'image/svg+xml' });
  });
}

/** The page whose address is asked for: an edition's, or a sample's. */
function shownAt(c: Context): string {
  const { query } = queryOf(c);
  return deskAddress(query.sample === null ? '/edition' : '/sample', query);
}

const phonePage = (visitor: Visitor, path: string, origin: string | null): string =>
  deskDocument({
    title: 'On a phone · Courant desk',
    failure: null,
    children: (
      <>
        <header className="masthead">
          <DeskBar place="edition" query="" visitor={visitor} />
        </header>
        <main className="page" id="preview" tabIndex={-1}>
          <h1>On a phone</h1>
          {origin === null ? (
            <p>
              This desk is open to this machine only, so no phone can reach it. Set DESK_HOST to an address of this machine in your network
              (or 0.0.0.0) and DESK_PASSWORD, and start the desk again.
            </p>
          ) : (
            <>
              <p>Point the phone’s camera here; the desk asks for the password.</p>
              <img
                className="qr"
                src={path.replace(/^\/(?:edition|sample)/, '/phone.svg')}
                alt={`QR code of ${origin + path}`}
                width="240"
                height="240"
              />
              <p>
                <bdi>{origin + path}</bdi>
              </p>
            </>
          )}
          <p>
            <a href={path}>Back to the mail</a>
          </p>
        </main>
      </>
    ),
  });
