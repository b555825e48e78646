import type { LanguageWords } from './language-words.ts';

export const sv: LanguageWords = {
  function: `
    och i att det som en på är av för med den till inte har om ett men var jag sig från vi så kan när man nu efter vid ska under över
    eller mot blir ut upp får mer alla nya ny hur vad sin sitt sina de`,
  ordinary: `
    år månad vecka dag dagar måndag tisdag onsdag torsdag fredag lördag söndag helgen januari februari mars april maj juni juli augusti
    september oktober november december idag igår imorgon kväll natt timme timmar minuter tid slut början datum land stad stan staden
    världen sverige svensk svenska svenskar regeringen president minister partiet politik polisen polis domstol lag rätt staten fråga
    problem plan fall kris debatt kritik gräns mål roll väg gata plats hus skola barn kvinna kvinnor man män människor person personer
    familj liv död döda skadade offer olycka brand boende företag chef ekonomi marknaden marknad pris priser pengar kronor euro miljon
    miljoner miljarder procent bank kund jobb arbete produkt match vinst seger förlust säsong spelare tränare ligan final vinner slår
    förlorar öppnar stänger kommer går ger gör göra står blir blev ligger säger vill måste kan får tar ta tog sätter satte stoppar stor
    stora stort små liten bra bättre bäst dålig första andra tredje sista senaste annan mycket många få färre två tre fyra fem sex sju
    åtta nio tio hundra tusen varför vem var igen aldrig alltid redan studie siffror rapport expert video bild bilder direkt intervju
    analys krönika ledare väder prognos besked`,
};
