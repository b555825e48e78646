/** What may be answered to `courant init`, by a flag or by the wizard: checked alike. */
import { z } from 'zod';
import { presetNames } from '../../../../content/foreign/mapping.ts';
import { CourantError } from '../../../../errors/courant-error.ts';
import { nextSlot } from '../../../../schedule/slots.ts';
import type { InitAnswers, InitSchedule, InitSource } from '../../contract/init-app.ts';
import { schedules } from './schedules.ts';

export type InitFlags = {
  readonly yes?: boolean;
  readonly sender?: string;
  readonly postal?: string;
  readonly topics?: string;
  readonly schedule?: string;
  readonly zone?: string;
  readonly feeds?: readonly string[];
  readonly content?: string;
  readonly preset?: string;
  readonly site?: string;
  readonly smtp?: string;
  readonly baseUrl?: string;
};

/** Each says what is wrong with an answer, in words; `undefined`: nothing. */
export const faultOf = {
  name: (text: string) => (/\S/.test(text) && text.trim().length <= 80 ? undefined : 'Give it a name of 1 to 80 characters.'),
  sender: (text: string) => (z.email().safeParse(text.trim()).success ? undefined : `"${text}" is no e-mail address.`),
  postal: (text: string) => (text.trim().length <= 300 ? undefined : 'At most 300 characters.'),
  topics: (text: string) => (topicsOf(text).length > 0 ? undefined : 'Name at least one topic, with commas between.'),
  schedule: (text: string, zone: string) =>
    isSchedule(scheduleOf(text, zone))
      ? undefined
      : `"${text}" is neither ${Object.keys(schedules).join(', ')} nor a cron expression such as "0 8 * * 6".`,
  zone: (text: string) => (isZone(text) ? undefined : `"${text}" is no time zone; write one as in "Europe/London".`),
  address: (text: string) => (isWeb(text) ? undefined : `"${text}" is no web address; write one as in "https://example.com/".`),
  folder: (text: string) => (/\S/.test(text) ? undefined : 'Name the folder.'),
  smtp: (text: string) =>
    /^smtps?:\/\/.+$/.test(text) && URL.canParse(text) ? undefined : 'Write it as in "smtp://user:password@mail.example.com:587".',
} as const;

const isWeb = (text: string): boolean => URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol);

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isSchedule({ cron, zone }: InitSchedule): boolean {
  try {
    return nextSlot({ cron, zone, catchUpMs: 0 }, new Date(0)) !== null;
  } catch {
    return false;
  }
}

const topicsOf = (text: string): readonly string[] => [...new Set(text.split(',').flatMap((topic) => topic.trim() || []))];

const scheduleOf = (text: string, zone: string): InitSchedule => {
  const named = Object.hasOwn(schedules, text) ? schedules[text as keyof typeof schedules] : null;
  return { cron: named?.cron ?? text.trim(), zone, window: named?.window ?? null };
};

/** Every fault of the flags at once. @throws CourantError `option-invalid` */
export function answersOf(name: string, flags: InitFlags, machineZone: string): InitAnswers {
  const zone = flags.zone ?? machineZone;
  const given: readonly (readonly [string, string | undefined])[] = [
    ['<name>', faultOf.name(name)],
    ['--sender', flags.sender === undefined ? undefined : faultOf.sender(flags.sender)],
    ['--postal', flags.postal === undefined ? undefined : faultOf.postal(flags.postal)],
    ['--topics', flags.topics === undefined ? undefined : faultOf.topics(flags.topics)],
    ['--zone', faultOf.zone(zone)],
    ['--schedule', flags.schedule === undefined || faultOf.zone(zone) ? undefined : faultOf.schedule(flags.schedule, zone)],
    ['--smtp', flags.smtp === undefined ? undefined : faultOf.smtp(flags.smtp)],
    ['--base-url', flags.baseUrl === undefined ? undefined : faultOf.address(flags.baseUrl)],
    ...(flags.feeds ?? []).map((address) => ['--feeds', faultOf.address(address)] as const),
    ['--preset', presetFault(flags)],
    [
      '--content',
      flags.feeds !== undefined && flags.content !== undefined ? 'is for articles that are files; --feeds pulls them.' : undefined,
    ],
  ];
  const faults = given.flatMap(([option, fault]) => (fault === undefined ? [] : [`${option}: ${fault}`]));
  if (faults.length > 0) throw new CourantError('option-invalid', faults.join('\n'), { help: 'courant init --help lists the options.' });
  return {
    name: name.trim(),
    sender: flags.sender?.trim() ?? null,
    postalAddress: flags.postal?.trim() || null,
    topics: topicsOf(flags.topics ?? 'News'),
    schedule: scheduleOf(flags.schedule ?? 'weekly', zone),
    source: sourceOf(flags),
    smtpUrl: flags.smtp ?? null,
    baseUrl: flags.baseUrl ?? null,
  };
}

function presetFault({ preset, content, site }: InitFlags): string | undefined {
  if (preset === undefined) return site === undefined ? undefined : '--site belongs with it.';
  if (!(presetNames as readonly string[]).includes(preset)) return `"${preset}" is none of ${presetNames.join(', ')}.`;
  if (content === undefined) return 'needs --content, the folder of its files.';
  return site === undefined || faultOf.address(site)
    ? 'needs --site, the address its files become, as in https://blog.example.com.'
    : undefined;
}

function sourceOf({ feeds, content, preset, site }: InitFlags): InitSource {
  if (feeds !== undefined && feeds.length > 0) return { kind: 'feeds', addresses: feeds };
  const known = presetNames.find((name) => name === preset);
  if (known && content !== undefined && site !== undefined) return { kind: 'preset', folder: content, preset: known, site };
  return content === undefined ? { kind: 'own' } : { kind: 'folder', folder: content };
}
