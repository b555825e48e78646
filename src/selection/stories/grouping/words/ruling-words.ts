/**
 * How headlines say that something was granted, or refused; whole words, in lower case, and no others: a headline that says both is
 * of neither. Words that condemn without judging (`condena el ataque`) are left out.
 */
const grantedWords = [
  // English
  '(?:approv|accept|uphold|grant)(?:s|es|ed|e)?|upheld|acquit(?:s|ted)?',
  // German, French
  'genehmigt|billigt|gebilligt|bewilligt|freigesprochen|zugelassen|approuv(?:ee?|ent)|autoris(?:ee?|ent)|valid(?:ee?|ent)|acquittee?|relaxee?',
  // Spanish, Italian, Portuguese
  'aprueban?|aprob(?:o|ad[oa])|autoriza(?:n|do|da)?|avalan?|absuelt[oa]|absuelven?|approv(?:a|ano|at[oa])|autorizza(?:t[oa])?|assolt[oa]|aprov(?:a|am|ou|ad[oa])|autorizou|absolv(?:e|id[oa])',
  // Dutch, Swedish, Polish
  'goedgekeurd|goedkeuring|toegestaan|vrijgesproken|godkann(?:er|s)|godkan(?:d|t)|beviljar|bifaller|frias|friad|frikand|zatwierdz(?:a|iła?|ono)|uniewinni(?:ono|on[ya]|ł)|zezwoliła?',
  // Turkish, Russian, Arabic
  'onayladi|onaylandi|kabul etti|beraat|одобрил[аио]?|утвердил[аио]?|разрешил[аио]?|оправдал[аио]?|оправдан[аы]?|وافق|وافقت|يوافق|اقر|اقرت|تبرئة|براءة',
];
const refusedWords = [
  '(?:reject|block|overturn|veto|convict)(?:s|es|ed)?',
  'abgelehnt|lehnt|verwirft|verworfen|zuruckgewiesen|untersagt|gekippt|kippt|verurteilt|rejet(?:tee?|tent|ee?|te)|bloqu(?:ee?|ent)|interdi(?:te?|sent)|censur(?:ee?|ent)',
  'rechaza(?:n|do|da)?|rechazo|bloquea|vetan?|veto|anulan?|anulad[oa]|condenad[oa]|respin(?:ge|to|ta)|boccia(?:t[oa])?|annulla(?:t[oa])?|condannat[oa]|rejeit(?:a|am|ou|ad[oa])|bloqueia|anulou|vetou',
  'afgewezen|verworpen|verwerpt|verbiedt|verboden|veroordeeld|avslar|avslag|forkastar|falls|falld|doms|domd|nekas|odrzuc(?:a|iła?|ono)|zablokowała?|zawetowała?|skazan[yao]?|uchyliła?',
  'reddetti|reddedildi|engelledi|veto etti|mahkum|iptal etti|отклонил[аио]?|отказал[аио]?|запретил[аио]?|отменил[аио]?|осужден[аы]?|приговорил[аио]?|رفض|رفضت|يرفض|ادانة|ادان|ادانت|الغى|الغت|حظر',
];

const wholeWords = (words: readonly string[]) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'u');

/** Asked of a headline in lower case, without diacritics (`fold`). */
export const granted = wholeWords(grantedWords);
export const refused = wholeWords(refusedWords);
