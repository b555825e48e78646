import type { LanguageWords } from './language-words.ts';

export const fr: LanguageWords = {
  function: `
    le la les un une des du de au aux et ou mais pas ne que qui dans sur pour par avec sans sous est sont ont ete sera plus ce cette
    ces son sa ses leur se il elle nouveau nouvelle apres entre comment`,
  ordinary: `
    an ans année années mois semaine jour jours jeudi lundi mardi mercredi vendredi samedi dimanche week-end janvier février mars avril
    mai juin juillet août septembre octobre novembre décembre aujourd'hui demain hier matin midi soir nuit heure heures minute temps
    fin début moment date pays ville monde france français française européen gouvernement président ministre maire mairie parti
    politique police justice tribunal loi droit état question problème raison plan projet cas crise réforme débat critique ligne
    frontière but rôle route rue place lieu maison école enfant enfants femme femmes homme hommes gens personne personnes famille vie
    mort morts blessé blessés victime victimes accident feu habitants commune communes village quartier région département centre salle
    club association équipe groupe membre bureau assemblée conseil municipal municipale municipales élections candidat candidate
    candidature mandat bilan réunion rencontre rendez-vous animation animations programme spectacle concert fête repas atelier visite
    exposition séance édition prix vœux voeux galette aînés jeunes élèves parents bénévoles amis agents pompiers travaux services
    service public publique entreprise patron économie marché argent euro euros million millions milliard milliards pour cent banque
    client travail offre produit vente match victoire défaite saison joueur entraîneur ligue coupe finale score face contre bat gagne
    perd lance ouvre ferme annonce présente prépare attend attendu demande veut doit peut va vont fait faire dit prend met reste arrive
    revient part donne trouve cherche appelle continue grand grande grands petit petite bon bonne beau belle premier première premiers
    deuxième troisième dernier dernière derniers autre autres tout toute tous toutes même jamais toujours encore déjà bien très trop
    peu moins beaucoup plusieurs deux trois quatre cinq six sept huit neuf dix mille quel quelle quels quoi pourquoi quand où voici
    voilà étude chiffres rapport expert info infos vidéo photo photos direct interview portrait récit analyse édito éditorial tribune
    carte météo prévisions température bulletin horoscope`,
};
