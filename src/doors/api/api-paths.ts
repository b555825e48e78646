/** Paths that belong to the API. */
export const isApiPath = (path: string): boolean => /^\/api(?:\/|$)/.test(path);
