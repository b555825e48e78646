import { execFileSync } from 'node:child_process';
import { hostname, userInfo } from 'node:os';

/** What somebody who works on this machine is called where they sign their work: as git knows them, else by their account. */
export const authorName = (): string => gitName() || accountName();

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account of a container that no file names.
    return hostname();
  }
}

function gitName(): string {
  try {
    return execFileSync('git', ['config', '--get', 'user.name'], {
      encoding: 'utf8',
      timeout: 2_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .replace(/\p{Cc}/gu, ' ')
      .trim();
  } catch {
    return '';
  }
}
