import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './schema.ts';

type Cell = string | number | null;

/** Stands among a statement's parameters for a value that is given each time. */
class Blank {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** `blank('now')` in a query is filled with what is given as `now`. */
export type BlankOf<Given> = (name: keyof Given & string) => RawBuilder<never>;

/** Runs in the transaction it is given, or in none. */
export type Prepared<Given, Row> = (
  db: Kysely<Tables>,
  given: Given,
) => Promise<{ readonly rows: readonly Row[]; readonly changed: number }>;

/**
 * A statement whose text is worked out once: what is asked for every message must not be built, node by node, for every message.
 * Both databases know it by its text and keep it prepared.
 */
export function prepared<Given extends Readonly<Record<string, Cell>>, Row = never>(
  db: Kysely<Tables>,
  build: (db: Kysely<Tables>, blank: BlankOf<Given>) => Compilable<Row>,
): Prepared<Given, Row> {
  const compiled = build(db, (name) => sql<never>`${new Blank(name)}`).compile();
  return async (on, given) => {
    const parameters = compiled.parameters.map((value) => (value instanceof Blank ? given[value.name] : value));
    const { rows, numAffectedRows } = await on.executeQuery<Row>({ ...compiled, parameters });
    return { rows, changed: Number(numAffectedRows ?? 0n) };
  };
}
