import { z } from 'zod';
import { parseDuration } from '../schedule/duration.ts';
import { scheduleFault } from '../schedule/slots.ts';
import { SelectionSettings } from '../selection/settings.ts';

const line = (what: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, `write ${what}`)
    .max(max)
    // A control character in a name would end up in a mail header.
    .refine(
      (text) => !/[\u0000-\u001f\u007f\u2028-\u202e\u2066-\u2069]/.test(text),
      'holds a line break or control character; write it on one line',
    );

const Duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== null) return ms;
  context.addIssue({ code: 'custom', message: `"${text}" is not a duration; write one as in "7d", "36h" or "90m"` });
  return z.NEVER;
});

const Mailbox = z.strictObject({
  name: line('the name readers see as the sender', 120),
  address: z.email('is not an e-mail address; write one as in "news@example.com"'),
});

const Selection = SelectionSettings.omit({ halfLifeMs: true })
  .extend({ halfLife: Duration.nullable().default(null) })
  .transform(({ halfLife, ...settings }): SelectionSettings => ({ ...settings, halfLifeMs: halfLife }));

/** A continuing publication, as written in `courant.config.ts`. Durations are text (`7d`); parsed, they are milliseconds. */
export const Newsletter = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens, as in "weekly"'),
    name: line('the name of the newsletter', 80),
    tagline: line('a tagline, or leave it out', 140).nullable().default(null),
    sender: Mailbox,
    replyTo: z.email('is not an e-mail address').nullable().default(null),
    /** The law of most countries wants it in every mail, so there is no default. */
    postalAddress: line('the postal address of the sender: the law asks for it in every mail', 300),
    topics: z.array(line('a topic', 60)).min(1, 'name at least one topic readers can follow'),
    schedule: z.strictObject({
      cron: z.string(),
      zone: z.string(),
      catchUp: Duration.default(12 * 3_600_000),
    }),
    window: Duration.default(7 * 86_400_000),
    /** Folders of articles; left out, the ones at the top of the config. */
    content: z.array(z.string().min(1)).min(1).nullable().default(null),
    locale: z.string().default('en-GB'),
    theme: z.string().default('broadsheet'),
    selection: Selection.prefault({}),
  })
  .superRefine((newsletter, context) => {
    const fault = scheduleFault(newsletter.schedule.cron, newsletter.schedule.zone);
    if (fault) context.addIssue({ code: 'custom', path: ['schedule'], message: fault });
    try {
      new Intl.Locale(newsletter.locale);
    } catch {
      context.addIssue({
        code: 'custom',
        path: ['locale'],
        message: `"${newsletter.locale}" is not a language tag; write one as in "en-GB"`,
      });
    }
    const topics = newsletter.topics.map((topic) => topic.toLowerCase());
    const twice = newsletter.topics.find((topic, index) => topics.indexOf(topic.toLowerCase()) !== index);
    if (twice !== undefined) context.addIssue({ code: 'custom', path: ['topics'], message: `"${twice}" stands twice; keep one` });
  });
export type Newsletter = Readonly<z.infer<typeof Newsletter>>;
export type NewsletterInput = z.input<typeof Newsletter>;
