import type { Strings } from './strings.ts';

export const en: Strings = {
  language: 'en',
  editionNumber: 'No. {number}',
  storyCount: { one: '{count} story', other: '{count} stories' },
  moreStories: 'More',
  inThisEdition: 'In this edition',
  alsoCoveredBy: 'Also covered by {outlets}',
  moreOutlets: { one: '{count} more', other: '{count} more' },
  readingTime: { one: '{count} min read', other: '{count} min read' },
  share: 'Send to a friend',
  advertisement: 'Advertisement',
  update: 'Update',
  video: 'Video',
  plus: 'Plus: {headlines}',
  chosenForYou: 'The stories we chose for you in this edition of {newsletter}',
  whyYouGetThis: 'You get this e-mail because you subscribed to {newsletter}.',
  preferences: 'Change your topics',
  unsubscribe: 'Unsubscribe',
  viewInBrowser: 'View in browser',
};
