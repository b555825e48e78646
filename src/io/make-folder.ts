import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * Makes a folder and those above it; one that is there stays. By its whole path, since Node goes round for ever on a relative
 * one once the working folder has been removed. `mode` as in `0o700`, for the folders made. Throws what the system says.
 */
export function makeFolder(folder: string, mode = 0o777): void {
  mkdirSync(resolve(folder), { recursive: true, mode });
}
