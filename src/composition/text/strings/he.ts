import type { Strings } from './strings.ts';

export const he: Strings = {
  language: 'he',
  editionNumber: 'גיליון {number}',
  storyCount: { one: 'ידיעה אחת', two: 'שתי ידיעות', other: '{count} ידיעות' },
  moreStories: 'עוד',
  inThisEdition: 'בגיליון הזה',
  alsoCoveredBy: 'סוקר גם ב־{outlets}',
  moreOutlets: { one: 'עוד {count}', other: 'עוד {count}' },
  readingTime: { one: 'דקת קריאה', two: 'שתי דקות קריאה', other: '{count} דקות קריאה' },
  share: 'שליחה לחבר',
  advertisement: 'פרסומת',
  update: 'עדכון',
  video: 'וידאו',
  plus: 'ועוד: {headlines}',
  chosenForYou: 'הידיעות שבחרנו עבורכם לגיליון הזה של {newsletter}',
  whyYouGetThis: 'קיבלתם הודעה זו כי נרשמתם אל {newsletter}.',
  preferences: 'שינוי נושאים',
  unsubscribe: 'ביטול המינוי',
  viewInBrowser: 'צפייה בדפדפן',
};
