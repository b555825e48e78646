import { existsSync } from 'node:fs';

/** Compiled code lies in dist/src/io; templates stay in emails/, where they are written. */
export const emailsFolder = [new URL('../../../emails/', import.meta.url), new URL('../../../../emails/', import.meta.url)].find((folder) =>
  existsSync(new URL('classic.mjml', folder)),
);
