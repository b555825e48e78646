import type { LanguageWords } from './language-words.ts';

export const de: LanguageWords = {
  function: `
    der die das den dem des ein eine einen einem einer und oder aber nicht mit von zu zum zur im am auf fur aus bei nach uber vor wie
    was wer ist sind war wird werden hat haben sich auch als noch nur mehr neue neuen`,
  ordinary: `
    jahr woche monat tag heute gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonntag wochenende januar februar
    märz april mai juni juli august september oktober november dezember stunde minute uhr zeit ende anfang land stadt welt deutschland
    deutsche deutscher regierung präsident minister kanzler partei politik politiker polizei gericht staat bund gesetz recht frage
    problem grund plan pläne fall krise streit kritik folge grenze ziel rolle weg seite platz ort haus straße schule kind kinder frau
    frauen mann männer mensch menschen leute familie leben tod tote verletzte opfer unfall feuer brand firma unternehmen konzern chef
    wirtschaft markt preis preise geld euro million millionen milliarde milliarden prozent bank kunden arbeit angebot produkt
    hersteller verkauf spiel sieg niederlage mannschaft trainer spieler saison liga verein fan gegen siegt gewinnt verliert start
    startet führt führen kommt kommen geht gehen gibt geben macht machen steht stehen bleibt bleiben liegt zeigt sagt sagen will wollen
    soll sollen kann können muss müssen darf wieder weiter immer jetzt bald erst erste ersten zweite dritte letzte letzten neu groß
    große großen klein kleine viel viele wenig hoch höher tief stark schwer gut besser beste schlecht lang kurz alt jung ganz fast rund
    wohl warum wo wann bericht experte studie zahl zahlen thema liveticker ticker video bilder foto interview kommentar analyse
    überblick newsletter`,
};
