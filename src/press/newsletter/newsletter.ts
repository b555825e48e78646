import { z } from 'zod';

import { checkIds } from '../../composition/lint/check-ids.ts';
import { clientNames } from '../../composition/lint/clients/client-support.ts';
import { isBuiltInTheme, isThemeFile, themeAdvice } from '../../composition/themes/theme-names.ts';
import { mailboxLocalWidth } from '../../delivery/message/unsubscribe-address.ts';
import { writeDuration } from '../../schedule/duration.ts';
import { scheduleFault, zoneFault } from '../../schedule/slots.ts';
import { SelectionInput, type SelectionSettings, settingsOf, TopicRule } from '../../selection/choosing/settings.ts';
import { Hooks } from '../../selection/editing/hooks.ts';
import { BrandSettings } from './brand-settings.ts';
import { DeliverySettings } from './delivery-settings.ts';
import { durationField } from './duration-field.ts';

const line = (what: string, max: number) =>
  z
    .string()
    .trim()
    .min(1, `write ${what}`)
    .max(max)
    // A control character in a name would end up in a mail header.
    .refine(
      (text) => !/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.test(text),
      'holds a line break or control character; write it on one line',
    );

const Duration = durationField('7d', '36h', '90m');

const unknownName = (what: string) => ({
  error: (issue: { input?: unknown }) => `${JSON.stringify(issue.input)} is not the name of ${what}`,
});

const Mailbox = z.strictObject({
  name: line('the name readers see as the sender', 120),
  address: z.email('is not an e-mail address; write one as in "news@example.com"'),
});

/** The token of a link is put behind its local part, so that must be short, and plain enough for every mail client's `mailto:`. */
const UnsubscribeMailbox = z
  .email('is not an e-mail address; write one as in "leave@news.example.com"')
  .refine(
    (address) => new RegExp(`^[a-z0-9](?:[a-z0-9._-]{0,${mailboxLocalWidth - 1}})@`, 'iu').test(address),
    `must have at most ${mailboxLocalWidth} letters, digits, dots, hyphens and underscores before the @, as in "leave@news.example.com": readers' links are put behind them`,
  );

const Selection = SelectionInput.omit({ halfLifeMs: true })
  .extend({ halfLife: Duration.nullable().default(null) })
  .transform(({ halfLife, ...settings }): SelectionSettings => settingsOf({ ...settings, halfLifeMs: halfLife }));

/** A window and selection settings, as a config file writes them; used where a person tries other ones. */
export const TrialSettings = z.strictObject({ window: Duration.optional(), selection: Selection });

const share = z
  .number()
  .gt(0, 'must be a share above 0, such as 0.003 for 0.3 %')
  .lte(1, 'must be a share up to 1, such as 0.003 for 0.3 %');

/** What bounces and complaints lead to. Shares are of an edition's accepted messages. */
export const BouncePolicy = z.strictObject({
  /** So many deliveries in a row came back softly: the address is suppressed. */
  softLimit: z.int().min(2).max(50).default(5),
  complaintAlarm: share.default(0.001),
  complaintPause: share.default(0.003),
});
export type BouncePolicy = Readonly<z.infer<typeof BouncePolicy>>;

const words = (what: string, max: number) => z.string().trim().min(1, `write ${what}`).max(max);

const webAddress = z.url({ protocol: /^https?$/, error: 'is not a web address; write one as in "https://sponsor.example/"' }).max(2_000);

const shownPixels = z.int('must be a whole number of pixels').min(1).max(600, 'must be at most 600: the mail is no wider');

/** Paid matter shown once in every digest, after the first section, under a label. */
const SponsorSettings = z.strictObject({
  /** Left out: "Advertisement" in the newsletter's language. */
  label: words('the label, or leave it out', 60).nullable().default(null),
  title: words('the line that is linked', 120),
  text: z.string().trim().max(400).default(''),
  url: webAddress,
  /** Shown at this size; the file should have twice the pixels. */
  image: z
    .strictObject({ url: webAddress, width: shownPixels, height: shownPixels, alt: z.string().trim().max(120).default('') })
    .nullable()
    .default(null),
});

const TopicNames = z.array(line('a topic', 60)).min(1, 'name at least one topic readers can follow');

/** A list of names; or names, each with its other spellings and its parent, which is `selection.topics` written in place. */
const Topics = z.union(
  [
    TopicNames.transform((names) => ({ names, rules: {} as Record<string, TopicRule> })),
    z
      .record(line('a topic', 60), TopicRule)
      .transform((rules) => ({ names: Object.keys(rules), rules: rules as Record<string, TopicRule> }))
      .refine(({ names }) => names.length > 0, 'name at least one topic readers can follow'),
  ],
  { error: topicsFault },
);

/** Of a list what is wrong with the list, of names with rules what is wrong with these. */
function topicsFault(issue: { readonly input?: unknown; readonly errors?: readonly (readonly z.core.$ZodIssue[])[] }): string {
  const found = issue.errors?.[Array.isArray(issue.input) ? 0 : 1]?.[0];
  if (typeof issue.input !== 'object' || found === undefined) return 'write a list of topics such as ["Climate", "Space"]';
  return `${found.path.length > 0 ? `${found.path.map(String).join('.')}: ` : ''}${found.message}`;
}
const PictureSettings = z.strictObject({
  /** What stands in for a picture where a story has none. */
  missing: z
    .enum(['none', 'tile', 'outlet'], 'write "none" (the words stand alone), "tile" (a designed picture) or "outlet" (the outlet\'s mark)')
    .default('none'),
});

/** How stories are told. */
const StorySettings = z.strictObject({
  /** `full`: articles that carry their whole text (`body: full`) are told by it, the others by their excerpts. */
  body: z.enum(['excerpt', 'full'], 'write "excerpt", or "full" (the whole text of articles that carry it)').default('excerpt'),
});

const utmValue = z
  .string()
  .trim()
  .regex(/^[\w.~-]{1,80}$/u, 'may hold letters, digits, dots, hyphens and underscores, 80 at most');

/** What the mail offers beside its stories. */
const LinkSettings = z.strictObject({
  /** Put behind stories' addresses, where the publisher's own do not say so already. */
  utm: z
    .strictObject({ source: utmValue, medium: utmValue.nullable().default(null), campaign: utmValue.nullable().default(null) })
    .nullable()
    .default(null),
  /** A line for whom the mail was forwarded to. */
  forward: z.boolean().default(false),
  /** A link to past editions. */
  archive: z.boolean().default(false),
});

/** What is learnt of how editions are read. Nothing of it is about a reader. */
const InsightSettings = z.strictObject({
  /** Stories' links lead over the readers' site, which counts them by edition, story and place; the footer says so. */
  clicks: z.boolean().default(false),
});

/** A continuing publication, as written in `courant.config.ts`. Durations are text (`7d`); parsed, they are milliseconds. */
export const Newsletter = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens, as in "weekly"'),
    name: line('the name of the newsletter', 80),
    tagline: line('a tagline, or leave it out', 140).nullable().default(null),
    sender: Mailbox,
    replyTo: z.email('is not an e-mail address').nullable().default(null),
    /** Where mails that unsubscribe arrive, if `courant bounces` reads them: it then stands beside the link in List-Unsubscribe. */
    unsubscribeMailbox: UnsubscribeMailbox.nullable().default(null),
    /** Confirmations and other notices come from it, apart from the digests; left out, `confirm@` at the sender's domain. */
    noticeSender: Mailbox.nullable().default(null),
    /** How letters to readers begin, as in "Dear {name|reader},": readers' fields in braces, with what stands for who has none. */
    greeting: line('how letters begin, or leave it out', 200).optional(),
    /** Who is written to when an edition is held by the gate; left out, `replyTo`, else the sender. */
    editors: z.array(z.email('is not an e-mail address')).nullable().default(null),
    /** Whether anyone may read past editions on the web. */
    archive: z.boolean().default(true),
    bounces: BouncePolicy.prefault({}),
    /** The law of most countries wants it in every mail, so there is no default. */
    postalAddress: line('the postal address of the sender: the law asks for it in every mail', 300),
    topics: Topics,
    schedule: z.strictObject({
      cron: z.string(),
      zone: z.string(),
      catchUp: Duration.default(12 * 3_600_000),
      /** 2: every second week, counted from the week of `from`. */
      everyWeeks: z.int().min(1).max(52).default(1),
      from: z.iso.date('is not a day; write one as in "2026-11-21"').nullable().default(null),
    }),
    window: Duration.default(7 * 86_400_000),
    /** How far back an edition looks for what the last one sent could not tell; left out, two windows. */
    reachBack: Duration.nullable().default(null),
    /** Folders of articles; left out, the ones at the top of the config. */
    content: z.array(z.string().min(1)).min(1).nullable().default(null),
    /** IANA zone of dates that name none; left out, the schedule's. */
    contentZone: z.string().nullable().default(null),
    locale: z.string().default('en-GB'),
    /** How this newsletter's mail goes out; left out, as `delivery` at the top of the config says. */
    delivery: DeliverySettings.nullable().default(null),
    /** A built-in theme, or the path of an `.mjml` or `.tsx` file relative to the config. */
    theme: z
      .string()
      .default('broadsheet')
      .refine((theme) => isBuiltInTheme(theme) || isThemeFile(theme), {
        error: (issue) => `there is no theme ${JSON.stringify(issue.input)}; ${themeAdvice.replace(/^W/, 'w')}`,
      }),
    /** Whether each story offers a link that opens a letter to a friend. */
    share: z.boolean().default(false),
    sponsor: SponsorSettings.nullable().default(null),
    pictures: PictureSettings.prefault({}),
    /** Left out: by their excerpts. */
    story: StorySettings.optional(),
    /** Logo, colours, fonts and links of its own, in every theme. */
    brand: BrandSettings.nullable().default(null),
    /** Left out: nothing of it. */
    links: LinkSettings.optional(),
    /** Left out: nothing is counted. */
    insight: InsightSettings.optional(),
    /** `required`: nothing is sealed or sent before an editor has approved exactly what would go out. */
    approval: z.enum(['none', 'required'], 'write "none" or "required"').default('none'),
    /** `another`: whoever changed the edition cannot approve it. Left out: any publisher may. */
    approver: z.enum(['anybody', 'another'], 'write "anybody", or "another" (somebody who changed nothing in the edition)').optional(),
    selection: Selection.prefault({}),
    hooks: Hooks.prefault({}),
    /** The gate every message passes: checks waived by name, and the mail clients that count (left out: the usual ones). */
    lint: z
      .strictObject({
        waive: z.array(z.enum(checkIds, unknownName('a check; docs/lint.md lists them'))).default([]),
        clients: z
          .array(z.enum(clientNames, unknownName('a client as caniemail names it, such as "gmail.ios"')))
          .min(1)
          .nullable()
          .default(null),
      })
      .prefault({}),
  })
  .superRefine((newsletter, context) => {
    const fault = scheduleFault(newsletter.schedule.cron, newsletter.schedule.zone);
    if (fault) context.addIssue({ code: 'custom', path: ['schedule'], message: fault });
    if (newsletter.links?.archive && !newsletter.archive)
      context.addIssue({
        code: 'custom',
        path: ['links', 'archive'],
        message: 'leads to past editions, which "archive: false" shows nobody; take one of them out',
      });
    try {
      new Intl.Locale(newsletter.locale);
    } catch {
      context.addIssue({
        code: 'custom',
        path: ['locale'],
        message: `"${newsletter.locale}" is not a language tag; write one as in "en-GB"`,
      });
    }
    if (newsletter.approver === 'another' && newsletter.approval !== 'required') {
      const message = 'says who approves, and nothing is approved here: set `approval: "required"` beside it';
      context.addIssue({ code: 'custom', path: ['approver'], message });
    }
    if (newsletter.schedule.everyWeeks > 1 && newsletter.schedule.from === null) {
      const message = `say from which week on every ${newsletter.schedule.everyWeeks} are counted: a day in it, as in "2026-11-21"`;
      context.addIssue({ code: 'custom', path: ['schedule', 'from'], message });
    }
    if (newsletter.contentZone !== null && zoneFault(newsletter.contentZone) !== null) {
      context.addIssue({ code: 'custom', path: ['contentZone'], message: zoneFault(newsletter.contentZone) ?? '' });
    }
    if (newsletter.reachBack !== null && newsletter.reachBack < newsletter.window) {
      const window = writeDuration(newsletter.window);
      context.addIssue({
        code: 'custom',
        path: ['reachBack'],
        message: `${writeDuration(newsletter.reachBack)} is shorter than the window of ${window}; write "${window}" to look no further back`,
      });
    }
    const { names } = newsletter.topics;
    const topics = names.map((topic) => topic.toLowerCase());
    const twice = names.find((topic, index) => topics.indexOf(topic.toLowerCase()) !== index);
    if (twice !== undefined) context.addIssue({ code: 'custom', path: ['topics'], message: `"${twice}" stands twice; keep one` });
  })
  .transform(({ topics: { names, rules }, selection, ...rest }) => ({
    ...rest,
    topics: names as readonly string[],
    selection: { ...selection, topics: { ...rules, ...selection.topics } },
  }));
export type Newsletter = Readonly<z.infer<typeof Newsletter>>;
export type NewsletterInput = z.input<typeof Newsletter>;

/** The earliest instant an edition of a slot looks back to. */
export const reachBackTo = ({ window, reachBack }: Pick<Newsletter, 'window' | 'reachBack'>, slot: Date): Date =>
  new Date(slot.getTime() - (reachBack ?? 2 * window));

const leastMs = 90 * 86_400_000;

/**
 * How far back a reader's history is looked at, in ms: a story cannot come back after that, its articles are long out of any
 * window. Without a newsletter: of one the config does not know any more.
 */
export const memoryOf = (newsletter: Pick<Newsletter, 'window'> | undefined): number => Math.max(leastMs, 4 * (newsletter?.window ?? 0));

export const sentSince = (newsletter: Pick<Newsletter, 'window'>, slot: Date): Date => new Date(slot.getTime() - memoryOf(newsletter));

/** Who speaks in a digest built without a configured newsletter. It is never sent, so nothing in it can reach a reader. */
export const adHocNewsletter = (topics: readonly string[] | '*'): Newsletter =>
  Newsletter.parse({
    id: 'ad-hoc',
    name: 'Digest',
    tagline: 'Built ad hoc, without a newsletter',
    sender: { name: 'Courant', address: 'nobody@example.invalid' },
    postalAddress: 'Not for sending: no postal address is configured',
    topics: topics === '*' ? ['Everything'] : [...topics],
    schedule: { cron: '0 8 * * 6', zone: 'UTC' },
  });
