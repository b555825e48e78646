import type { Newsletter } from '../../../press/newsletter/newsletter.ts';
import { rhythmOf } from '../../../schedule/rhythm.ts';
import { filled } from './catalogue.ts';
import type { PageWords } from './words.ts';

/** "Every Saturday at 08:00 (United Kingdom Time)", by the newsletter's clocks; `null` where its schedule is more than a sentence. */
export function rhythmWords({ schedule, locale }: Pick<Newsletter, 'schedule' | 'locale'>, words: PageWords): string | null {
  const rhythm = rhythmOf(schedule);
  if (rhythm === null) return null;
  // The newsletter's own way to write times, while the page speaks its language.
  const speaks = locale.toLowerCase().split('-')[0] === words.language.split('-')[0] ? locale : words.language;
  const list = new Intl.ListFormat(speaks, { type: 'conjunction' });
  const clock = new Intl.DateTimeFormat(speaks, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
  const time = list.format(rhythm.times.map(({ hour, minute }) => clock.format(new Date(Date.UTC(2026, 0, 4, hour, minute)))));
  const values = { time, zone: zoneName(speaks, schedule.zone), weeks: String(rhythm.everyWeeks) };
  const { on } = rhythm;
  const weekly = (pattern: keyof typeof words.rhythm, days: string) => {
    const said = filled(words.rhythm[pattern], { ...values, days });
    return rhythm.everyWeeks === 1 ? said : filled(words.rhythm.everyWeeks, { ...values, rhythm: said });
  };
  switch (on.kind) {
    case 'every-day':
      return weekly('daily', '');
    case 'weekdays': {
      // 4 January 2026 is a Sunday.
      const day = new Intl.DateTimeFormat(speaks, { weekday: 'long', timeZone: 'UTC' });
      return weekly('weekly', list.format(on.days.map((one) => day.format(new Date(Date.UTC(2026, 0, 4 + one))))));
    }
    case 'days-of-month':
      return filled(words.rhythm.monthly, { ...values, days: list.format(on.days.map(String)) });
  }
}

/** The name people there give their time; summer and winter have one between them. */
const zoneName = (locale: string, zone: string): string =>
  // It would be called "GMT+00:00".
  /^(?:Etc\/)?(?:UTC|UCT|Universal|Zulu)$/i.test(zone)
    ? 'UTC'
    : (new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' })
        .formatToParts(new Date(Date.UTC(2026, 0, 4)))
        .find(({ type }) => type === 'timeZoneName')?.value ?? zone);
