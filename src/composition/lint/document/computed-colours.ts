import type { Selector } from 'css-tree';
import { type Color, converter, parse } from 'culori';
import { matches, specificity } from './css-selectors.ts';
import { attribute, type MailElement, parentOf } from './mail-document.ts';
import type { Declaration, StyleRules } from './style-rules.ts';

export type Rgb = { readonly r: number; readonly g: number; readonly b: number };
export type Paint = { readonly text: Rgb; readonly ground: Rgb };

/** Which rules a client applies: none but the inline ones (`plain`), the sheets too, the dark scheme, Outlook's dark marks. */
export type Scheme = 'light' | 'plain' | 'dark' | 'outlook-dark';

type Candidate = {
  readonly selector: Selector;
  readonly declarations: readonly Declaration[];
  readonly weight: number;
  readonly order: number;
};

const toRgb = converter('rgb');

const defaults: Readonly<Record<'light' | 'dark', Paint & { link: Rgb }>> = {
  light: { text: { r: 0, g: 0, b: 0 }, ground: { r: 1, g: 1, b: 1 }, link: { r: 0, g: 0, b: 0.93 } },
  dark: { text: { r: 1, g: 1, b: 1 }, ground: { r: 0.07, g: 0.07, b: 0.07 }, link: { r: 0.62, g: 0.62, b: 1 } },
};

/** The colours of words and ground of any element in one scheme, as its client computes them. */
export function computedColours(styles: StyleRules, scheme: Scheme): (element: MailElement) => Paint {
  const candidates = scheme === 'plain' ? [] : candidatesOf(styles, scheme);
  const marks = scheme === 'outlook-dark' ? ['data-ogsc', 'data-ogsb'] : [];
  const initial = defaults[scheme === 'dark' ? 'dark' : 'light'];
  const known = new Map<MailElement, Paint>();
  const paint = (element: MailElement): Paint => {
    const before = known.get(element);
    if (before) return before;
    const parent = parentOf(element);
    const inherited = parent ? paint(parent) : initial;
    const own = ownColours(
      element,
      styles,
      candidates.filter(({ selector }) => matches(selector, element, marks)),
    );
    const link = element.tagName === 'a' && attribute(element, 'href') !== null ? initial.link : inherited.text;
    const ground = over(own.ground, inherited.ground);
    const text = over(own.text === 'inherit' ? inherited.text : (own.text ?? link), ground);
    const painted = { text, ground };
    known.set(element, painted);
    return painted;
  };
  return paint;
}

const colourProperties = new Set(['color', 'background-color', 'background']);

function candidatesOf({ rules }: StyleRules, scheme: Scheme): readonly Candidate[] {
  return rules.flatMap(({ selectors, media, declarations }, order) => {
    const dark = /prefers-color-scheme\s*:\s*dark/.test(media);
    const coloured = declarations.filter(({ property }) => colourProperties.has(property));
    if ((dark && scheme !== 'dark') || /\bprint\b/.test(media) || coloured.length === 0) return [];
    return selectors.map((selector) => ({ selector, declarations: coloured, weight: specificity(selector), order }));
  });
}

type Own = { readonly text: Color | 'inherit' | null; readonly ground: Color | null };

/** What an element itself says, after the rules of the cascade: importance, then style attribute, then weight, then order. */
function ownColours(element: MailElement, styles: StyleRules, rules: readonly Candidate[]): Own {
  const all = [
    ...rules.flatMap(({ declarations, weight, order }) => declarations.map((declaration) => ({ declaration, weight, order }))),
    ...(styles.inline.get(element) ?? []).map((declaration, order) => ({ declaration, weight: 1_000_000, order })),
  ].filter(({ declaration }) => colourProperties.has(declaration.property));
  all.sort((a, b) => Number(a.declaration.important) - Number(b.declaration.important) || a.weight - b.weight || a.order - b.order);
  const attributes = { text: attribute(element, 'color') ?? attribute(element, 'text'), ground: attribute(element, 'bgcolor') };
  let text: Own['text'] = attributes.text === null ? null : colour(attributes.text);
  let ground: Own['ground'] = attributes.ground === null ? null : colour(attributes.ground);
  for (const { declaration } of all) {
    if (declaration.property === 'color')
      text = /^(?:inherit|currentcolor)$/i.test(declaration.value) ? 'inherit' : (colour(declaration.value) ?? text);
    else if (declaration.property === 'background-color') ground = colour(declaration.value) ?? ground;
    else
      ground =
        declaration.value
          .split(/\s+/)
          .map(colour)
          .find((each) => each !== null) ?? ground;
  }
  return { text, ground };
}

const parsed = new Map<string, Color | null>();

const colour = (value: string): Color | null => {
  const known = parsed.get(value);
  if (known !== undefined) return known;
  const found = parse(value) ?? null;
  if (parsed.size < 1_000) parsed.set(value, found);
  return found;
};

/** A colour laid over an opaque one. */
function over(top: Color | Rgb | null, below: Rgb): Rgb {
  if (top === null) return below;
  if (!('mode' in top)) return top;
  const { r, g, b, alpha = 1 } = toRgb(top);
  const mix = (one: number, other: number) => one * alpha + other * (1 - alpha);
  return { r: mix(r, below.r), g: mix(g, below.g), b: mix(b, below.b) };
}
