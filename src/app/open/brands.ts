import { join, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Newsletter } from '../../press/newsletter/newsletter.ts';

/** The config with every newsletter's logo made and hosted. One that cannot be costs itself: the name is written out, and `notices` says so. */
export async function withLogos(config: Config): Promise<Config> {
  if (config.newsletters.every(({ brand }) => !brand?.logo)) return config;
  const notices: string[] = [...config.notices];
  const newsletters: Newsletter[] = [];
  for (const newsletter of config.newsletters) newsletters.push(await withLogo(newsletter, config, notices));
  return Object.freeze({ ...config, notices, newsletters });
}

async function withLogo(newsletter: Newsletter, config: Config, notices: string[]): Promise<Newsletter> {
  const { brand, id } = newsletter;
  if (!brand?.logo) return newsletter;
  const { hostLogo } = await import('../../io/pictures/host-logo.ts');
  const mediaFolder = join(config.stateFolder, 'media');
  const inRoot = (file: string) => resolve(config.root, file);
  const files = { logo: inRoot(brand.logo), logoDark: brand.logoDark === null ? null : inRoot(brand.logoDark) };
  const told = (problem: string) => notices.push(`The logo of ${id} is shown from here, not from the bucket: ${problem}.`);
  try {
    const hosted = await hostLogo(files, mediaFolder, `${config.baseUrl}/media`);
    if (!('problem' in hosted)) return { ...newsletter, brand: { ...brand, hosted: await inBucket(hosted, config, mediaFolder, told) } };
    notices.push(`The logo of ${id} is not shown, its name is: ${hosted.problem}.`);
  } catch (error) {
    notices.push(`The logo of ${id} is not shown, its name is: ${error instanceof Error ? error.message : String(error)}`);
  }
  return newsletter;
}

type Hosted = NonNullable<NonNullable<Newsletter['brand']>['hosted']>;

/** Long enough for two small files; every command that reads the config waits for them, once. */
const deadlineMs = 15_000;

async function inBucket(hosted: Hosted, { media, baseUrl }: Config, mediaFolder: string, told: (problem: string) => void): Promise<Hosted> {
  if (media === null) return hosted;
  const { uploadedLogos } = await import('../../io/pictures/upload-pictures.ts');
  const options = { bucket: media, publicUrl: media.publicUrl, mediaFolder, baseUrl, deadlineMs };
  const { problem, ...logos } = await uploadedLogos(hosted, options);
  if (problem !== null) told(problem);
  return logos;
}
