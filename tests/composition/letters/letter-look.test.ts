import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderLetter } from '../../../src/composition/letters/render-letter.tsx';
import { letterValues } from '../../emails/letters.ts';
import { headingWith } from '../made-up-digest.ts';

const classic = readFileSync(new URL('../../../emails/classic.mjml', import.meta.url), 'utf8');
const welcome = async (theme: string, source: string | null = null) => {
  const template = source === null ? null : { file: theme, source };
  return (await renderLetter('welcome', letterValues.welcome, headingWith({}, { theme }).imprint, template)).html;
};

describe('letters that go with a theme file', () => {
  it('look like the letters of the theme it was copied from', async () => {
    expect(await welcome('themes/ours.mjml', classic)).toBe(await welcome('classic'));
  });

  it('take the colours its first lines name, light and dark', async () => {
    const ours = classic.replace("accent = '#1f5a41'", "accent = '#6b1fa0'").replace("dark_accent = '#8fcdb0'", "dark_accent = '#d3a8f0'");
    const html = await welcome('themes/ours.mjml', ours);
    expect(html).toContain('background-color:#6b1fa0');
    expect(html).toContain('.a{color:#d3a8f0!important}');
    expect(html).not.toContain('#1f5a41');
  });

  it.each([
    ['names a colour nobody could read', classic.replace("accent = '#1f5a41'", "accent = '#e0e0e0'")],
    ['names no dark ones', classic.replaceAll(/\{%- assign dark_.*\n/g, '')],
    ['names none at all', '<mjml></mjml>'],
    ['is broken', `${classic}{% if %}`],
  ])('keep to classic’s colours where the file %s: no letter fails for a theme', async (_, source) => {
    expect(await welcome('themes/ours.mjml', source)).toBe(await welcome('classic'));
  });

  it('are classic’s where there is no file', async () => {
    expect(await welcome('themes/gone.mjml')).toBe(await welcome('classic'));
  });
});
