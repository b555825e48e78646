/**
 * Blocks are compiled before the digest they will stand in is known; what depends on the digest is a hole in them. A hole
 * is a name between two noncharacters, which `neutralText` keeps out of all content, so none can be forged.
 */
export type HoleName =
  | 'subject'
  | 'preheader'
  | 'storyCount'
  | 'lead'
  | 'highlights'
  | 'rows'
  | 'topic'
  | 'tone'
  | 'number'
  | 'pair'
  | 'arm'
  | 'excerpt'
  | 'body'
  | 'note'
  | `field_${number}`;

/** The text that stands for a value not known yet. */
export const hole = (name: HoleName): string => `\uFDD0${name}\uFDD1`;

/** A hole of a template that was taken apart. */
export type Hole = { readonly hole: string };

/** `template` taken apart: its texts, none of them empty, and its holes, in their order. */
export const cutAtHoles = (template: string): readonly (string | Hole)[] =>
  // Splitting by a group puts what the group matched, the holes' names, at every odd place.
  template.split(/\uFDD0(\w+)\uFDD1/).flatMap<string | Hole>((part, at) => (at % 2 === 1 ? [{ hole: part }] : part === '' ? [] : [part]));

/** `template` with every hole replaced; throws a TypeError for a hole no value is given for, which is a fault of ours. */
export const fillHoles = (template: string, values: Partial<Readonly<Record<HoleName, string>>>): string =>
  template.replace(/\uFDD0(\w+)\uFDD1/g, (_, name: HoleName) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`no value for the hole "${name}"`);
    return value;
  });
