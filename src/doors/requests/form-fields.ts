import type { Context } from 'hono';

/** Fields of a form by name, in order. */
export type FormFields = ReadonlyMap<string, readonly string[]>;

/** Text fields of a body; files and what cannot be read are left out. */
export async function formOf(c: Context): Promise<FormFields> {
  const body = await c.req.parseBody({ all: true }).catch(() => ({}));
  return new Map(
    Object.entries(body).map(([name, value]) => [name, [value].flat().filter((one): one is string => typeof one === 'string')] as const),
  );
}

export const first = (form: FormFields, name: string): string => form.get(name)?.[0] ?? '';
