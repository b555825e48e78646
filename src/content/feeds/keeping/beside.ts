/** Where the publisher's version of an edited file lies: nothing that reads articles reads it there. */
export const besideOf = (file: string): string => `${file}.publisher`;
