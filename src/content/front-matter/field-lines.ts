import { EVENT_ID, type Event, getScalarValue, type ScalarEvent } from 'js-yaml';

/** 0-based line of the field in the YAML, or of the nearest parent that stands in it; 0 for the whole. */
export type LineOfField = (field: string | null) => number;

/** `path` is null inside something that cannot be a field, such as a key that is itself a list. */
type Frame = {
  readonly kind: 'document' | 'list' | 'mapping';
  readonly path: string | null;
  items: number;
  key: string | null | undefined;
};

/**
 * Finds the lines of fields such as `related[2].provider.name` in YAML of any style, from the parser's events. They are
 * walked at the first question only: a clean file is never asked about.
 */
export function fieldLines(source: string, events: readonly Event[]): LineOfField {
  let lines: ReadonlyMap<string, number> | null = null;
  return (field) => {
    lines ??= walk(source, events);
    for (let path = field ?? ''; path !== ''; path = path.replace(/(?:\.[^.[]*|\[\d*\]|^[^.[]+)$/, '')) {
      const line = lines.get(path);
      if (line !== undefined) return line;
      if (!/[.[\]]/.test(path)) break;
    }
    return 0;
  };
}

function walk(source: string, events: readonly Event[]): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const lineAt = lineCounter(source);
  const stack: Frame[] = [];
  const open = (kind: Frame['kind'], path: string | null) => stack.push({ kind, path, items: 0, key: undefined });
  const place = (event: Event, start: number): string | null => {
    const frame = stack.at(-1);
    if (frame === undefined || frame.kind === 'document') return '';
    const isKey = frame.kind === 'mapping' && frame.key === undefined;
    const path = isKey ? keyPath(source, frame, event) : valuePath(frame);
    if (isKey) frame.key = path;
    else if (frame.kind === 'mapping') frame.key = undefined;
    // A field of a mapping is where its key stands; an item of a list where the item begins.
    if (path !== null && (isKey || frame.kind === 'list')) lines.set(path, lineAt(start));
    return isKey ? null : path;
  };
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) open('document', '');
    else if (event.type === EVENT_ID.POP) stack.pop();
    else if (event.type === EVENT_ID.SCALAR) place(event, event.valueStart);
    else if (event.type === EVENT_ID.ALIAS) place(event, event.anchorStart);
    else open(event.type === EVENT_ID.SEQUENCE ? 'list' : 'mapping', place(event, event.start));
  }
  return lines;
}

function keyPath(source: string, frame: Frame, event: Event): string | null {
  if (event.type !== EVENT_ID.SCALAR || frame.path === null) return null;
  const name = keyText(source, event);
  return frame.path === '' ? name : `${frame.path}.${name}`;
}

function valuePath(frame: Frame): string | null {
  if (frame.kind === 'mapping') return frame.key ?? null;
  const path = frame.path === null ? null : `${frame.path}[${frame.items}]`;
  frame.items += 1;
  return path;
}

const keyText = (source: string, event: ScalarEvent): string => (event.valueStart < 0 ? '' : getScalarValue(source, event));

/** 0-based line of an offset. Offsets of YAML events only grow, so the text is counted once. */
function lineCounter(source: string): (offset: number) => number {
  let line = 0;
  let next = source.indexOf('\n');
  return (offset) => {
    while (next !== -1 && next < offset) {
      line += 1;
      next = source.indexOf('\n', next + 1);
    }
    return line;
  };
}
