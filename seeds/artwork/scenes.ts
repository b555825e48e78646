import { cities } from './cities.ts';
import { climate } from './climate.ts';
import { culture } from './culture.ts';
import type { Scene } from './easel.ts';
import { economy } from './economy.ts';
import { health } from './health.ts';
import { oceans } from './oceans.ts';
import { space } from './space.ts';
import { technology } from './technology.ts';

/** Every picture of the sample articles by the name of its file, without `.jpg`. */
export const scenes: Readonly<Record<string, Scene>> = {
  ...climate,
  ...space,
  ...health,
  ...cities,
  ...technology,
  ...culture,
  ...oceans,
  ...economy,
};
