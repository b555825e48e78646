import type { Strings } from './strings.ts';

export const ptBr: Strings = {
  language: 'pt-BR',
  editionNumber: 'Nº {number}',
  storyCount: { one: '{count} notícia', other: '{count} notícias' },
  moreStories: 'Mais',
  inThisEdition: 'Nesta edição',
  alsoCoveredBy: 'Também em {outlets}',
  moreOutlets: { one: 'mais {count}', other: 'mais {count}' },
  readingTime: { one: '{count} min de leitura', other: '{count} min de leitura' },
  share: 'Enviar a um amigo',
  advertisement: 'Publicidade',
  update: 'Atualização',
  video: 'Vídeo',
  plus: 'E mais: {headlines}',
  chosenForYou: 'As notícias que escolhemos para esta edição de {newsletter}',
  whyYouGetThis: 'Você recebe este e-mail porque assinou {newsletter}.',
  preferences: 'Alterar seus temas',
  unsubscribe: 'Cancelar a assinatura',
  viewInBrowser: 'Ver no navegador',
};
