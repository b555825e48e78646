/** What the desk's editing forms say, as an override's intent. */
import { z } from 'zod';
import type { OverrideIntent } from '../../../press/editing/override-intent.ts';

const overrideActs = [
  'pin',
  'drop',
  'front',
  'sections',
  'mute',
  'reorder',
  'reorder-up',
  'reorder-down',
  'reword',
  'picture',
  'whole',
  'excerpted',
  'lead',
  'merge',
  'split',
  'edition',
  'add',
] as const;

const text = z.string().max(6_000).trim().optional();
/** One line, however its field is wrapped. */
const line = text.transform((words) => words?.replace(/\s+/g, ' '));
const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().flatMap((one) => one.split(' ').filter((part) => part !== '')))
  .default([]);

const Form = z.object({
  act: z.enum(overrideActs),
  version: z.coerce.number().int().min(0),
  reason: z.string().trim().max(500).default(''),
  story: many,
  lead: text,
  topic: text,
  position: text,
  title: line,
  excerpt: text,
  coverage: many,
  others: many,
  stories: many,
  topics: z
    .union([z.string(), z.array(z.string())])
    .transform((value) => [value].flat().filter((one) => one !== ''))
    .default([]),
  subject: line,
  secondSubject: line,
  preheader: line,
  ours: text,
  oursAfter: text,
  intro: text,
  url: text,
  image: text,
  published: text,
  outlet: text,
  partly: text,
  everyone: text,
  picture: text,
  focus: text,
});
type Form = z.infer<typeof Form>;
type OneStory = Omit<Form, 'story'> & { readonly story: string };

export type OverrideForm = {
  /** One after the other, each its own entry of the history. */
  readonly intents: readonly OverrideIntent[];
  readonly reason: string;
  readonly expectedVersion: number;
  readonly partly: boolean;
};

/** `null`: nothing a page of this desk would send. */
export function readOverrideForm(body: Readonly<Record<string, unknown>>): OverrideForm | null {
  const parsed = Form.safeParse(body);
  if (!parsed.success) return null;
  const form = parsed.data;
  // Several stories ticked are told as one, or each is done the same to.
  const [first = '', ...others] = form.story;
  const each =
    form.act === 'merge'
      ? [{ ...form, story: first, others: [...others, ...form.others] }]
      : form.story.map((story) => ({ ...form, story }));
  const intents = (each.length === 0 ? [{ ...form, story: '' }] : each).map(intentOf).filter((intent) => intent !== null);
  if (intents.length === 0) return null;
  return { intents, reason: form.reason, expectedVersion: form.version, partly: form.partly === 'yes' };
}

const orNone = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

function intentOf(form: OneStory): OverrideIntent | null {
  const { story } = form;
  const topic = orNone(form.topic);
  const position = orNone(form.position);
  switch (form.act) {
    case 'pin':
      return { kind: 'pin', story, topic, position };
    case 'drop':
      return { kind: 'drop', story };
    case 'front':
      return { kind: 'front', story };
    case 'sections':
      return form.topics.length === 0 ? null : { kind: 'sections', topics: form.topics };
    case 'mute':
      return { kind: 'mute', outlet: form.outlet ?? '' };
    case 'reorder-up':
    case 'reorder-down':
      return { kind: 'reorder', topic: topic ?? '', stories: moved(form.stories, story, form.act === 'reorder-up' ? -1 : 1) };
    case 'reorder':
      return { kind: 'reorder', topic: topic ?? '', stories: form.stories };
    case 'reword':
      return {
        kind: 'reword',
        story,
        title: orNone(form.title),
        ...(form.excerpt === undefined ? {} : { excerpt: form.excerpt === '' ? null : form.excerpt }),
      };
    case 'picture':
      return { kind: 'picture', story, url: form.picture === 'none' ? null : orNone(form.picture), focus: orNone(form.focus) };
    case 'whole':
    case 'excerpted':
      return { kind: 'text', story, whole: form.act === 'whole' };
    case 'lead':
      return form.lead === undefined ? null : { kind: 'lead', coverage: form.lead };
    case 'merge':
      return form.others.length === 0 ? null : { kind: 'merge', story, others: form.others };
    case 'split':
      return form.coverage.length === 0 ? null : { kind: 'split', story, coverages: form.coverage };
    case 'edition':
      return {
        kind: 'edition',
        // What was offered and left as it stood stays ours: other readers get other words of ours.
        subject: form.subject === form.ours ? undefined : orNone(form.subject),
        secondSubject: orNone(form.secondSubject),
        preheader: form.preheader === form.oursAfter ? undefined : orNone(form.preheader),
        intro: orNone(form.intro),
        ...(form.everyone === 'yes' ? { about: 'everyone' as const } : {}),
      };
    case 'add':
      return {
        kind: 'add',
        url: form.url ?? '',
        topic: topic ?? '',
        position,
        title: orNone(form.title),
        excerpt: orNone(form.excerpt),
        outlet: orNone(form.outlet),
        image: orNone(form.image),
        published: orNone(form.published),
      };
  }
}

/** `story` one place further up or down; at the end it stays. */
function moved(stories: readonly string[], story: string, by: 1 | -1): string[] {
  const order = [...stories];
  const at = order.indexOf(story);
  const to = at + by;
  if (at < 0 || to < 0 || to >= order.length) return order;
  order.splice(at, 1);
  order.splice(to, 0, story);
  return order;
}
