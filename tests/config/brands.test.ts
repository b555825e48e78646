import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wcagContrast } from 'culori';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookOf } from '../../src/composition/themes/theme-looks.ts';
import { builtInThemes } from '../../src/composition/themes/theme-names.ts';
import { loadConfig } from '../../src/config/load-config.ts';

let root = '';
beforeEach(async () => {
  // Vitest has its own idea of it.
  process.env.BASE_URL = 'http://127.0.0.1:4400';
  root = await mkdtemp(join(tmpdir(), 'courant-brand-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

let written = 0;
async function brandOf(brand: object, theme = 'broadsheet') {
  const newsletter = {
    id: 'weekly',
    name: 'Weekly',
    sender: { name: 'Weekly', address: 'news@example.com' },
    postalAddress: '1 Quay',
    topics: ['Climate'],
    schedule: { cron: '0 8 * * 6', zone: 'UTC' },
    theme,
    brand,
  };
  const file = join(root, `config-${written++}.mjs`);
  await writeFile(file, `export default ${JSON.stringify({ newsletters: [newsletter] }, null, 2)};\n`);
  return (await loadConfig({ file, cwd: root })).newsletters[0]?.brand;
}
const refusal = async (brand: object, theme?: string) =>
  await brandOf(brand, theme).then(
    () => 'nothing',
    (error: Error) => error.message,
  );

describe.each(builtInThemes)('a brand in %s', (theme) => {
  const { dark, light } = lookOf(theme);

  it('has its accent, and a twin of it for dark paper that is read there', async () => {
    for (const accent of ['#b3123a', '#0b6e4f', '#1346c8', '#111111']) {
      const brand = await brandOf({ accent }, theme);
      expect(brand?.accent).toBe(accent);
      for (const ground of [dark.paper, dark.tint])
        expect(wcagContrast(brand?.accentDark ?? '', ground), accent).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('is refused with an accent nobody could read, and the words name one that will do', async () => {
    const words = await refusal({ accent: '#ffe066' }, theme);
    expect(words).toMatch(
      /newsletters\.0\.brand\.accent: "#ffe066" is too faint for words on the paper of \w+ \(#\w{6}\): a contrast of 1\.\d/,
    );
    const instead = /will do is "(#\w{6})"/.exec(words)?.[1] ?? '';
    expect(wcagContrast(instead, light.paper)).toBeGreaterThanOrEqual(4.5);
    expect((await brandOf({ accent: instead }, theme))?.accent).toBe(instead);
    expect(await refusal({ accentDark: '#101010' }, theme)).toContain('brand.accentDark');
  });
});

describe('a brand', () => {
  it('is checked whole, and every fault is told at once', async () => {
    const words = await refusal({
      accent: 'crimson',
      fonts: { headline: 'Georgia', body: '<b>' },
      home: 'news.example.com',
      social: [{ label: '', url: 'javascript:x' }],
      color: '#123456',
    });
    expect(words).toContain('"crimson" is not a colour mail programs know; write it as in "#b3123a"');
    expect(words).toContain('"Georgia" leaves out what programs without these fonts show; end it with serif or sans-serif');
    expect(words).toContain('"<b>" is not the name of a font');
    for (const field of ['brand.home', 'brand.social.0.label', 'brand.social.0.url', 'brand.color: there is no such setting'])
      expect(words).toContain(field);
  });

  it('needs its files to be there', async () => {
    expect(await refusal({ logo: 'logo.png' })).toContain('brand.logo: there is no file "logo.png" beside the config');
    expect(await refusal({ logo: 'https://a.example/logo.png' })).toContain('must be a file beside the config');
    expect(await refusal({ logoDark: 'logo.png' })).toContain('there is no logo it is the dark twin of');
    await writeFile(join(root, 'logo.png'), '');
    expect((await brandOf({ logo: 'logo.png', fonts: { headline: '"Gill Sans", serif' } }))?.fonts?.headline).toBe('Gill Sans,serif');
  });
});
