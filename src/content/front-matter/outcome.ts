/** Lines are 1-based lines of the file. `data` and every mapping in it have no prototype. */
export type FrontMatter =
  | {
      readonly kind: 'read';
      readonly data: Readonly<Record<string, unknown>>;
      /** Line of a field, or of the nearest parent that stands in the file. */
      readonly lineOf: (field: string | null) => number;
      /** Where in the text what stands behind the front matter begins. */
      readonly bodyFrom: number;
    }
  | { readonly kind: 'refused'; readonly code: string; readonly line: number | null; readonly found: string; readonly advice: string };
