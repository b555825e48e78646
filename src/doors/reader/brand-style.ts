import { type PageLook, pageLook } from '../../press/composing/page-look.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';
import { hashOf } from './reader-style.ts';

type Palette = PageLook['light'];

type Looking = Pick<Newsletter, 'brand' | 'theme'>;
const styles = new WeakMap<Looking, string>();
const sources = new WeakMap<Looking, string>();

function once(known: WeakMap<Looking, string>, newsletter: Looking, make: (newsletter: Looking) => string): string {
  const made = known.get(newsletter) ?? make(newsletter);
  known.set(newsletter, made);
  return made;
}

/** The rules a newsletter's theme and brand add to a page's own. All of it was checked with the config, or is ours. */
export const brandStyle = (newsletter: Looking): string => once(styles, newsletter, styleOf);

function styleOf(newsletter: Looking): string {
  const { light, dark, fonts } = pageLook(newsletter);
  return [
    `:root{${coloursOf(light)}}`,
    `@media (prefers-color-scheme:dark){:root{${coloursOf(dark)}}}`,
    '.plate{border-top:0;border-bottom:1px solid var(--line)}.plate a{color:inherit;text-decoration:none}.plate img{display:block;max-width:100%;height:auto}',
    'button:not(.plain,.danger){background:var(--accent);border-color:var(--accent);color:var(--paper)}',
    `body{font-family:${fonts.body}}`,
    `h1,h2,.plate{font-family:${fonts.headline}}`,
  ].join('\n');
}

const coloursOf = ({ paper, ink, body, muted, accent, tint }: Palette): string =>
  `--paper:${paper};--ink:${ink};--body:${body};--muted:${muted};--accent:${accent};--tint:${tint};--line:${muted}`;

/** Source expressions of all brands' rules, for a Content-Security-Policy. */
export const brandStyleSources = (newsletters: readonly Newsletter[]): readonly string[] => [
  ...new Set(newsletters.map((newsletter) => once(sources, newsletter, (one) => hashOf(brandStyle(one))))),
];
