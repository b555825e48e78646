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
  exportRequest: {
    subject: 'Vos données chez {newsletter}',
    heading: 'Vos données, dans un fichier',
    body: 'Quelqu’un, vous sans doute, a demandé sur la page de votre abonnement à {newsletter} tout ce que nous conservons à votre sujet. Le lien vaut un jour.',
    action: 'Voir mes données',
    ignore: 'Si ce n’était pas vous, ne faites rien : personne d’autre ne les verra.',
  },
  eraseRequest: {
    subject: 'Merci de confirmer : me supprimer de {newsletter}',
    heading: 'Tout supprimer à votre sujet ?',
    body: 'Quelqu’un, vous sans doute, a demandé sur la page de votre abonnement à {newsletter} de supprimer cette adresse et tout ce que nous conservons à son sujet. Le lien vaut un jour.',
    action: 'Continuer la suppression',
    ignore: 'Si ce n’était pas vous, ne faites rien : rien ne sera supprimé.',
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
  deskInvitation: {
    subject: '{by} vous invite à la rédaction de {newsletter}',
    heading: 'Travaillez avec nous',
    body: '{by} vous invite à la rédaction de {newsletter}, dans le rôle {role}. Le lien vaut une seule fois, pendant une semaine : vous y choisirez un nom et un mot de passe.',
    action: 'Accepter l’invitation',
    ignore: 'Si vous n’attendiez pas d’invitation, ne faites rien : personne d’autre que vous n’entrera par ce lien.',
  },
  deskPassword: {
    subject: 'Un nouveau mot de passe pour la rédaction de {newsletter}',
    heading: 'Mot de passe oublié ?',
    body: 'Quelqu’un, vous sans doute, a demandé un nouveau mot de passe à la rédaction de {newsletter}. Le lien vaut une seule fois, pendant une heure.',
    action: 'Choisir un mot de passe',
    ignore: 'Si ce n’était pas vous, ne faites rien : l’ancien mot de passe reste valable.',
  },
  deskMention: {
    subject: '{by} vous mentionne : {place}',
    heading: '{by} vous mentionne',
    body: 'Un commentaire à la rédaction de {newsletter}, sur {place} :',
    action: 'Répondre à la rédaction',
  },
  yourTopics: 'Vos thèmes',
  insteadOfButton: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :',
};
