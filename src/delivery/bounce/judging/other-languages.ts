/**
 * What a language has to say about mailboxes, as stems of the folded text (`foldedWords`: lower case, no accents): nouns for the
 * reader's side and for ours, and what may be said of either. Sentences are built from them, since every server words its own.
 */
type Language = {
  /** User, recipient, mailbox, account, address. */
  readonly mailbox: string;
  readonly sender: string;
  /** "is unknown", "does not exist", "invalid": stands behind the noun. */
  readonly absent: string;
  /** "no such", "there is no", "unknown": stands before the noun. */
  readonly none: string;
  readonly full: string;
  readonly off: string;
  /** Between a word and the noun it belongs to; a few words where the language parts them. */
  readonly gap?: string;
};

const romance = '(?: \\S{1,20}){0,3} ';

const languages: readonly Language[] = [
  {
    mailbox:
      '(?:\\bempfae?nger\\w*|\\b(?:be)?nutzer\\w*|\\bpostfach\\w*|(?<!ip-)(?<!absender)adress(?:e|at)\\w*|\\bkonto\\b|\\bmailbox\\w*|\\bteilnehmer\\w*|\\bkunde\\w*)',
    sender: 'absender\\w*',
    absent:
      '(?:unbekannt|existier(?:t|en) nicht|nicht (?:gefunden|vorhanden|existent|(?:mehr )?bekannt|gue?ltig|registriert|zugeordnet)|ungue?ltig|gibt es nicht|nicht mehr existier)',
    none: '(?:unbekannte?[rsn]?|ungue?ltige?[rsn]?|\\bkein(?:e[mnrs]?)?(?: solche[mnrs]?)?|nicht existierende[mnrs]?)(?: \\w{1,12})? ',
    full: '(?:\\bvoll\\b|uberfullt|ue?berschritten|speicherplatz|grosse?nbeschrae?nkung)',
    off: '(?:gesperrt|deaktiviert|stillgelegt|geschlossen)',
  },
  {
    mailbox: '(?:utilisateur|destinataire|adresse(?! ip)|\\bcompte|\\bboite|\\busager|messagerie|abonne\\b|correspondant)',
    sender: '(?:expediteur|emetteur)',
    absent:
      "(?:inconnue?|invalide|introuvable|inexistante?|n'existe (?:pas|plus)|n'a pas ete trouve|(?:non|pas) (?:trouvee?|valide|reconnue?))",
    none: "(?:\\baucune?|\\bpas d[e' ]|\\binconnue?|\\bil n'y a pas)(?: \\w{1,12})? ?",
    full: '(?:\\bpleine?\\b|satur|depass)',
    off: '(?:desactiv|suspendu|bloquee?\\b|ferme)',
  },
  {
    mailbox: '(?:usuario|destinatario|\\bcuenta|\\bbuzon|casilla|direccion(?! ip)|\\bcorreo)',
    sender: '(?:remitente|\\bemisor)',
    absent:
      '(?:desconocid[oa]|\\bno existe|inexistente|invalid[oa]|\\bno (?:es |son )?valid[oa]|\\bno (?:se |fue |ha )?(?:ha |pudo |sido )?(?:ser )?encontr|\\bno registrad|\\bno reconocid)',
    none: `(?:\\bno existen?|\\bno hay|\\bningun[oa]?|desconocid[oa]|\\bno (?:se )?(?:ha |pudo |puede )?encontr\\w+|\\bno reconoce\\w*)${romance}`,
    full: '(?:\\bllen[oa]\\b|\\bcuota|exced)',
    off: '(?:suspendid|deshabilitad|desactivad|bloquead|inactiv|cerrad)',
  },
  {
    mailbox: '(?:usuario|destinatario|\\bconta\\b|\\bcaixa|endereco(?! ip)|utilizador|assinante)',
    sender: 'remetente',
    absent:
      '(?:desconhecid[oa]|inexistente|invalid[oa]|\\bnao (?:existe|existente|consta|(?:foi |pode ser )?(?:encontrad|localizad)[oa]|(?:e )?valid[oa]|(?:esta )?(?:cadastrad|registad|registrad)[oa]))',
    none: `(?:\\bnao existem?|\\bnao ha|\\bnenhuma?|\\bnao (?:foi possivel )?(?:encontr|localiz)\\w+|desconhecid[oa]|inexistente)${romance}`,
    full: '(?:\\bchei[oa]\\b|\\bcota\\b|lotad)',
    off: '(?:desativad|suspens|bloquead|inativ|encerrad)',
  },
  {
    mailbox: '(?:\\butent[ei]|destinatari|casella|indirizzo(?! ip)|\\baccount|\\bmailbox|\\butenza)',
    sender: 'mittente',
    absent:
      '(?:sconosciut[oa]|inesistente|\\bnon (?:esist\\w+|presente|(?:e )?(?:stat[oa] )?(?:trovat|valid|riconosciut|registrat)[oa])|invalid[oa]|errat[oa])',
    none: `(?:\\bnessun[oa']?|\\bnon esist\\w+|sconosciut[oa]|\\bimpossibile trovare|\\bnon (?:e stato possibile )?trova\\w+)${romance}`,
    full: '(?:\\bpien[oa]\\b|esaurit|superat)',
    off: '(?:disattivat|disabilitat|sospes|bloccat|chius[oa])',
  },
  {
    mailbox: '(?:пользовател|получател|адрес(?!.{0,3} ip)|ящик|аккаунт|учетн\\S{1,4} запис|абонент)',
    sender: 'отправител',
    absent:
      '(?:не (?:существует|наиден|зарегистрирован|известен|обнаружен|найден)|неизвест|отсутствует|(?<!\\p{L})нет(?!\\p{L})|неверн|недопустим|несуществующ)',
    none: '(?:(?<!\\p{L})нет|неизвестн\\S{1,4}|несуществующ\\S{1,4}|неверн\\S{1,4}|не наиден\\S?|не существует)(?: \\S{1,15})? ',
    full: '(?:переполнен|квот|заполнен)',
    off: '(?:заблокирован|отключен|неактив|удален)',
  },
  {
    mailbox: '(?:uzytkownik\\w*|adresat\\w*|odbiorc\\w*|\\bkont[aou]\\b|skrzynk\\w*|\\badres(?:u|ie|em)?\\b(?! ip))',
    sender: 'nadawc\\w*',
    absent:
      '(?:nie (?:istniej\\w+|(?:zostal\\w* )?(?:odnal|znal)ezion\\w*|jest znan\\w+)|nieznan\\w*|nieprawidlow\\w*|niepoprawn\\w*|nieistniej\\w*)',
    none: '(?:nieznan\\w+|\\bnie ma|\\bbrak|\\bnie (?:od|z)nalezion\\w+|\\bnie istniej\\w+|nieprawidlow\\w+|niepoprawn\\w+|nieistniej\\w+)(?: \\w{1,15}){0,2} ',
    full: '(?:przepelnion|\\bpeln[aey]|\\blimit|przekrocz)',
    off: '(?:zablokowan|wylaczon|nieaktywn|zamknie)',
  },
  {
    mailbox: '(?:gebruiker|(?<!afzender)(?<!ip-)adres|ontvanger|postvak|postbus|\\bmailbox|\\baccount|geadresseerde)',
    sender: 'afzender',
    absent: '(?:onbekend|bestaat niet|niet (?:gevonden|bekend|geldig|aanwezig|bestaand)|ongeldig)',
    none: '(?:onbekende?|ongeldige?|\\bgeen|niet[- ]bestaande?)(?: \\S{1,12})? (?:e-?mail-?)?',
    full: '(?:\\bvol\\b|quotum|overschreden)',
    off: '(?:geblokkeerd|uitgeschakeld|gedeactiveerd|inactief|gesloten)',
  },
  {
    mailbox:
      '(?:uzivatel|adresat|schrank|prijemce|\\badresa|anvandar|mottaga|mottaker|modtager|\\bbruke?r|brugere?n?|postlad|postkass|kullanici|\\balici|posta kutusu)',
    sender: '(?:odesilatel|avsandar|avsender|afsender|gonderen)',
    absent:
      '(?:neexistuj|nenalezen|neznam|okand|finns (?:inte|ej)|hittades (?:inte|ej)|ukendt|ukjent|find?e?s ikke|finnes ikke|eksisterer ikke|ikke (?:fundet|funnet)|bulunamadi|mevcut degil|gecersiz|bilinmi)',
    none: '(?:neznam\\w+|okand|ukendt|ukjent|ingen|bilinmeyen|gecersiz) ',
    full: '(?:\\bfull\\b|\\bplna|kvot|\\bdolu)',
    off: '(?:sparrad|sperret|zablokovan|askiya)',
  },
  {
    mailbox: '(?:宛先|あて先|宛て先|送信先|受信者|受取人|お客様|ユーザー?|(?:メール)?アドレス|アカウント|メールボックス)',
    sender: '(?:送信元|送信者|差出人|発信者|発信元)',
    absent:
      '(?:存在し(?:ません|ない|ておりません)|存在せず|見つか(?:りません|らない|らなかった|りませんでした)|不明|(?:あり|おり|い)ません|(?:なし|無し)(?:。|$|\\s)|間違|誤り|正しくありません|登録されて(?:い(?:ません|ない)|おりません))',
    none: '(?:登録されていない|存在しない|不明な|見つからない)[^。\\s]{0,6}',
    full: '(?:容量|いっぱい|一杯|満杯)',
    off: '(?:停止|無効|制限|解約)',
    gap: '[^。\\n]{0,30}?',
  },
  {
    mailbox: '(?:用户|用戶|收件人|收件者|收信人|邮箱|郵箱|信箱|[账帐帳][户戶号號]|使用者|人|地址)',
    sender: '(?:发件人|發件人|发信人|寄件[者人]|发送[者方人]|發送者)',
    absent: '(?:不存在|未找到|找不到|[无無]效|不正[确確]|[错錯][误誤]|未注[册冊])',
    none: '(?:找不到|未找到|查?[无無]|[没沒]有(?=[该該此这這])|不存在的?|[无無]效的?)(?:[该該此这這][个個]?)?',
    full: '(?:[已]?[满滿]|超出|配[额額]|不足)',
    off: '(?:停用|禁用|冻结|凍結|注[销銷])',
    gap: '[^。\\n]{0,20}?',
  },
  {
    mailbox: '(?:사용자|수신자|메일|계정|받는 사람)',
    sender: '(?:발신자|보낸 사람)',
    absent: '(?:없습니다|존재하지|알 수 없)',
    none: '(?:없는|알 수 없는) ',
    full: '(?:가득|용량|초과)',
    off: '(?:정지|휴면)',
    gap: '[^.\\n]{0,20}?',
  },
  {
    mailbox: '(?:користувач|одержувач|отримувач|скриньк)',
    sender: 'відправник',
    absent: '(?:не (?:існує|знаидено|зареєстрован)|невідом|відсутн)',
    none: '(?:немає|невідом\\S{1,3})(?: \\S{1,12})? ',
    full: '(?:переповнен|квот)',
    off: '(?:заблокован)',
  },
];

/** Within a sentence; the stop in a name ends none. */
const clause = '(?:[^.;!]|\\.(?=[^\\s.])){0,50}?';
const patterns = (build: (language: Language, gap: string) => readonly string[]): readonly RegExp[] =>
  languages.flatMap((language) => build(language, language.gap ?? clause).map((source) => new RegExp(source, 'u')));

/** There is no such mailbox. */
export const mailboxAbsent = patterns(({ mailbox, absent, none }, gap) => [`${mailbox}${gap}${absent}`, `${none}${mailbox}`]);

const refused =
  '(?:abgelehnt|blockiert|gesperrt|refuse|rejete|rechazad|recusad|rejeitad|rifiutat|respint|bloqu|bloccat|отклон|odrzucon|geweigerd|拒否|拒绝|拒絕)';

/** We are the ones nobody knows or wants; a colon ends what is said of us. */
export const senderAbsent = patterns(({ sender, absent, none }) => [
  `${sender}[^.;!:。\\n]{0,40}?(?:${absent}|${refused})`,
  `${none}${sender}`,
]);

export const mailboxIsFull = patterns(({ mailbox, full }, gap) => [`${mailbox}${gap}${full}`, `${full}${gap}${mailbox}`]);

export const mailboxIsOff = patterns(({ mailbox, off }, gap) => [`${mailbox}${gap}${off}`]);

const letters: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', ø: 'o', æ: 'ae', đ: 'd', ı: 'i' };

/** Lower case without the accents of Latin, Greek and Cyrillic letters, which reports lose or write in their own way; Japanese keeps its marks. */
export const foldedWords = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[łßøæđı]/gu, (letter) => letters[letter] ?? letter)
    .replace(/[’`´]/gu, "'");
