import type { LanguageWords } from './language-words.ts';

export const nl: LanguageWords = {
  function: `
    de het een van en of maar niet met voor op in aan bij uit naar over door is zijn was wordt worden heeft hebben ook als nog meer dit
    dat deze die nieuwe om te er`,
  ordinary: `
    jaar jaren maand week dag dagen maandag dinsdag woensdag donderdag vrijdag zaterdag zondag weekend januari februari maart april mei
    juni juli augustus september oktober november december vandaag gisteren morgen avond nacht uur uren minuten tijd einde begin moment
    datum land stad wereld nederland nederlandse regering kabinet president minister burgemeester partij politiek politie rechter
    rechtbank wet recht staat vraag probleem reden plan plannen geval crisis debat kritiek grens doel rol weg straat plein plek huis
    school kind kinderen vrouw vrouwen man mannen mensen persoon familie leven dood doden gewonden slachtoffer slachtoffers ongeluk
    brand groot grote bedrijf baas economie markt prijs prijzen geld euro miljoen miljard procent bank klant werk aanbod product
    verkoop wedstrijd winst verlies seizoen ploeg speler trainer competitie beker finale wint verslaat verliest tegen opent sluit meldt
    komt gaat geeft maakt blijft ligt zegt wil moet kan mag krijgt doet verwacht klein goed beter beste slecht eerste tweede derde
    laatste ander andere alle veel weinig minder twee drie vier vijf zes zeven acht negen tien honderd duizend wat wanneer waar wie
    waarom weer toch niet nooit altijd al zo onderzoek cijfers rapport expert video foto live interview analyse column verwachting
    horoscoop`,
};
