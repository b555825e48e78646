/** The file of `sqlite:<path>`; `null`: the store is no file. */
export const sqlitePath = (url: string): string | null => /^sqlite:(?:\/\/(?=\/))?(.+)$/u.exec(url)?.[1] ?? null;
