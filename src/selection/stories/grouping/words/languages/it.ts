import type { LanguageWords } from './language-words.ts';

export const it: LanguageWords = {
  function: `
    il lo la i gli le un uno una di del della dei delle da dal al alla e o ma non che in con su per tra fra sono ha hanno come piu
    questo questa nuovo nuova dopo anche`,
  ordinary: `
    anno anni mese settimana giorno giorni lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile
    maggio giugno luglio agosto settembre ottobre novembre dicembre oggi ieri domani sera notte mattina ora ore minuti tempo fine
    inizio momento data paese città mondo italia italiano italiana governo presidente ministro sindaco partito politica polizia
    giustizia giudice tribunale legge diritto stato problema ragione piano progetto caso crisi riforma dibattito critica obiettivo
    ruolo strada via piazza luogo casa scuola bambino bambini donna donne uomo uomini gente persona persone famiglia vita morte morto
    morti ferito feriti vittima vittime incidente paura azienda capo economia mercato prezzo prezzi soldi euro milione milioni miliardo
    miliardi per cento banca cliente lavoro offerta prodotto vendita partita vittoria sconfitta stagione squadra giocatore allenatore
    serie coppa finale gol vince batte perde contro lancia apre chiude annuncia presenta chiede vuole deve può va fa fare dice prende
    mette resta arriva torna parte trova cerca continua grande piccolo buono migliore peggiore primo prima secondo seconda terzo ultimo
    ultima altro altri tutto tutti nuovi stesso mai sempre ancora già molto poco meno due tre quattro cinque sei sette otto nove dieci
    mille cosa perché quando dove chi ecco orari studio numeri rapporto esperto video foto diretta intervista analisi editoriale meteo
    previsioni oroscopo`,
};
