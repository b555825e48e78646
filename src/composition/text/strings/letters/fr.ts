import type { LetterStrings } from './letter-strings.ts';

export const fr: LetterStrings = {
  language: 'fr',
  confirm: {
    subject: 'Confirmez votre abonnement à {newsletter}',
    heading: 'Encore un clic',
    body: 'Quelqu’un, vous sans doute, a demandé à recevoir {newsletter} à cette adresse. Merci de confirmer que c’était bien vous.',
    action: 'Confirmer mon abonnement',
    ignore: 'Si ce n’était pas vous, ne faites rien : rien ne vous sera envoyé.',
  },
  welcome: {
    subject: 'Bienvenue à {newsletter}',
    heading: 'Bienvenue',
    body: 'Votre abonnement à {newsletter} est confirmé. Vous recevrez le prochain numéro.',
    action: 'Modifier vos thèmes',
  },
  preferencesChanged: {
    subject: 'Vos thèmes dans {newsletter} ont changé',
    heading: 'Votre choix est enregistré',
    body: 'Dès le prochain numéro, {newsletter} vous apportera les articles de ces thèmes.',
    action: 'Les modifier à nouveau',
  },
  goodbye: {
    subject: 'Vous avez quitté {newsletter}',
    heading: 'Au revoir, et merci de nous avoir lus',
    body: 'Votre abonnement à {newsletter} est résilié. Ceci est notre dernier message.',
    action: 'Se réabonner',
  },
  editorTest: {
    subject: 'Essai : {newsletter} peut envoyer du courrier',
    heading: 'Tout fonctionne',
    body: 'Ce message a été envoyé pour {newsletter} par {server}, le {time}. Personne d’autre ne l’a reçu.',
  },
  digestHeld: {
    subject: 'Retenu : {newsletter}, {number}',
    heading: '{number} vous attend',
    body: 'Le numéro prévu le {time} n’a été envoyé à personne. En voici la raison :',
    action: 'Ouvrir à la rédaction',
  },
  yourTopics: 'Vos thèmes',
  insteadOfButton: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :',
};
