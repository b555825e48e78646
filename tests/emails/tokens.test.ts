import { describe, expect, it } from 'vitest';
import { broadsheetTokens, bulletinTokens, type Palette, textPairs } from '../../emails/tokens.ts';
import { contrast, inverted } from './contrast.ts';

describe.each(Object.entries({ broadsheetTokens, bulletinTokens }))('the colours of %s', (_, tokens) => {
  const light: Palette = tokens.light;
  const dark: Palette = tokens.dark;

  it.each(textPairs)('%s on %s is readable in the light and dark schemes and when a client inverts the light one', (text, ground) => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    for (const [scheme, pair] of Object.entries({
      light: [light[text], light[ground]],
      dark: [dark[text], dark[ground]],
      inverted: [inverted(light[text] ?? ''), inverted(light[ground] ?? '')],
    } as const)) {
      expect(contrast(...(pair as [string, string])), scheme).toBeGreaterThanOrEqual(4.5);
    }
  });
});
