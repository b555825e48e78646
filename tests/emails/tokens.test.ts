import { describe, expect, it } from 'vitest';
import { broadsheetTokens } from '../../emails/broadsheet/broadsheet-tokens.ts';
import { bulletinTokens } from '../../emails/bulletin/bulletin-tokens.ts';
import { classicTokens } from '../../emails/letter-tokens.ts';
import { branded, type DigestTokens, type Palette, type Tokens, textPairs } from '../../emails/tokens.ts';
import { contrast, inverted } from './contrast.ts';

describe.each(Object.entries<Tokens | DigestTokens>({ broadsheetTokens, bulletinTokens, classicTokens }))(
  'the colours of %s',
  (_, tokens) => {
    const light: Palette = tokens.light;
    const dark: Palette = tokens.dark;

    it.each(textPairs)('%s on %s is readable in the light and dark schemes and when a client inverts the light one', (text, ground) => {
      expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
      for (const [scheme, pair] of Object.entries({
        light: [light[text], light[ground]],
        dark: [dark[text], dark[ground]],
        inverted: [inverted(light[text]), inverted(light[ground])],
      } as const)) {
        expect(contrast(...(pair as [string, string])), scheme).toBeGreaterThanOrEqual(4.5);
      }
    });

    it('of topics are readable on paper, and the words on them too', () => {
      for (const tone of ('tones' in tokens ? tokens.tones : undefined) ?? [])
        for (const [scheme, palette] of Object.entries({ light, dark }))
          for (const ground of [palette.paper, palette.onAccent])
            expect(contrast(tone[scheme as 'light' | 'dark'], ground), `${tone.light} ${scheme}`).toBeGreaterThanOrEqual(4.5);
    });
  },
);

describe('a theme’s tokens in a newsletter’s own look', () => {
  it('take its colours and families, and keep sizes, weights and all else', () => {
    const own = branded(bulletinTokens as DigestTokens, {
      accent: '#b3123a',
      accentDark: '#ff9db0',
      accentInk: '#fffefe',
      fonts: { headline: 'Futura,sans-serif' },
    });
    expect(own.light).toEqual({ ...bulletinTokens.light, accent: '#b3123a', onAccent: '#fffefe' });
    expect(own.dark).toEqual({ ...bulletinTokens.dark, accent: '#ff9db0' });
    expect(own.fonts.leadHeadline).toBe('bold 28px/33px Futura,sans-serif');
    expect(own.fonts.byline).toBe(bulletinTokens.fonts.byline);
    expect(branded(broadsheetTokens as DigestTokens, { fonts: { body: 'Charter,serif' } }).fonts.tagline).toBe(
      'italic 16px/22px Charter,serif',
    );
    expect(branded(bulletinTokens, {})).toEqual(bulletinTokens);
  });
});
