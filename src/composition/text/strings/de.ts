import type { Strings } from './strings.ts';

export const de: Strings = {
  language: 'de',
  editionNumber: 'Nr. {number}',
  storyCount: { one: '{count} Meldung', other: '{count} Meldungen' },
  moreStories: 'Mehr',
  inThisEdition: 'In dieser Ausgabe',
  alsoCoveredBy: 'Auch bei {outlets}',
  moreOutlets: { one: '{count} weiteren', other: '{count} weiteren' },
  readingTime: { one: '{count} Min. Lesezeit', other: '{count} Min. Lesezeit' },
  share: 'An Freunde schicken',
  advertisement: 'Anzeige',
  update: 'Neues dazu',
  video: 'Video',
  plus: 'Außerdem: {headlines}',
  chosenForYou: 'Die Meldungen, die wir für diese Ausgabe von {newsletter} ausgewählt haben',
  whyYouGetThis: 'Sie erhalten diese E-Mail, weil Sie {newsletter} abonniert haben.',
  preferences: 'Themen ändern',
  unsubscribe: 'Abbestellen',
  viewInBrowser: 'Im Browser lesen',
};
