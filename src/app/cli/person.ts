import { hostname, userInfo } from 'node:os';

/** Who gave the order, as far as the machine knows. */
export function person(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return hostname();
  }
}
