import type { Strings } from './strings.ts';

export const es: Strings = {
  language: 'es',
  editionNumber: 'N.º {number}',
  storyCount: { one: '{count} noticia', other: '{count} noticias' },
  moreStories: 'Más',
  inThisEdition: 'En esta edición',
  alsoCoveredBy: 'También en {outlets}',
  moreOutlets: { one: '{count} más', other: '{count} más' },
  readingTime: { one: '{count} min de lectura', other: '{count} min de lectura' },
  share: 'Enviar a un amigo',
  advertisement: 'Publicidad',
  update: 'Actualización',
  video: 'Vídeo',
  plus: 'Además: {headlines}',
  chosenForYou: 'Las noticias que hemos elegido para esta edición de {newsletter}',
  whyYouGetThis: 'Recibe este correo porque está suscrito a {newsletter}.',
  preferences: 'Cambiar sus temas',
  unsubscribe: 'Darse de baja',
  viewInBrowser: 'Ver en el navegador',
};
