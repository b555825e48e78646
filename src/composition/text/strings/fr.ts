import type { Strings } from './strings.ts';

export const fr: Strings = {
  language: 'fr',
  editionNumber: 'Nº {number}',
  storyCount: { one: '{count} article', other: '{count} articles' },
  moreStories: 'Et aussi',
  inThisEdition: 'Dans ce numéro',
  alsoCoveredBy: 'À lire aussi chez {outlets}',
  moreOutlets: { one: '{count} autre', other: '{count} autres' },
  readingTime: { one: '{count} min de lecture', other: '{count} min de lecture' },
  share: 'Envoyer à un ami',
  advertisement: 'Publicité',
  update: 'Mise à jour',
  video: 'Vidéo',
  plus: 'Et aussi : {headlines}',
  chosenForYou: 'Les articles que nous avons choisis pour ce numéro de {newsletter}',
  whyYouGetThis: 'Vous recevez ce message parce que vous êtes abonné à {newsletter}.',
  preferences: 'Modifier vos thèmes',
  unsubscribe: 'Se désabonner',
  viewInBrowser: 'Lire dans le navigateur',
};
