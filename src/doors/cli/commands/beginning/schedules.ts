/** Schedules by their name; anything else is a cron expression. */
export const schedules = {
  weekly: { cron: '0 8 * * 6', window: '7d', words: 'every Saturday at 8' },
  weekdays: { cron: '0 8 * * 1-5', window: '3d', words: 'Monday to Friday at 8' },
  daily: { cron: '0 8 * * *', window: '1d', words: 'every day at 8' },
  monthly: { cron: '0 8 1 * *', window: '31d', words: 'on the first of each month at 8' },
} as const;
