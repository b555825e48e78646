const who =
  '(?:user ?(?:name|id|\\(s\\))?s?|recipients?(?: address| e-?mail)?|mail ?box(?:es)?|account|address(?:ee)?|alias|local[ -]?part|e-?mail(?: address| account)?|person|destination(?: address| mailbox)?|userid|name|member|inbox|mail drop|receiver)';
const absent =
  "(?:unknown|not known|not found|does(?:n't| not|nt) exist|do not exist|not exist|no longer exists?|non-?existent|invalid|not valid|is(?:n't| not) (?:a |an )?(?:valid|known|listed|recogni[sz]ed|registered|local|available|defined|found|here)|not (?:listed|recogni[sz]ed|registered|defined|present|a (?:valid|known|local|registered))|unavailable|undeliverable|unrecogni[sz]ed|could(?:n't| not) be found|cannot be found|can't be found|was(?:n't| not) found|not here|not in (?:our|the))";

/** How servers say that there is no such mailbox, lower case, by language. */
export const unknownUserWords: readonly RegExp[] = [
  // English. The name itself may stand between (`550 User (kijitora) unknown`, `user <x> does not exist`).
  new RegExp(`\\b${who}\\b[^.;]{0,50}?(?<![\\w.])${absent}`, 'u'),
  new RegExp(
    `\\b(?:unknown|no such|no|not? (?:a )?valid|invalid|non-?existent|bad|illegal|undefined|unrecogni[sz]ed|not? (?:a )?known|not a (?:valid|known|registered|local)|unknown or illegal|incorrect|mistyped)(?: or \\w+)?(?: (?:local|final|destination|gateway|registered|mail|e-?mail|such|virtual|valid|delivery|user|recipient|mailbox)){0,3} ${who}\\b`,
    'u',
  ),
  /there is no (?:one|such|user)|nobody here|no one by that name|not a registered|bad destination mailbox|address(?:ee)? (?:was )?rejected(?! ?:| ?\.? ?access)|recipient (?:was )?(?:address )?rejected(?:\.|$| @?\[| \(in reply)|no valid recipients?|mailbox not|possibly incorrect|(?:user|address|recipient)unknown|unknown_?user|nosuchuser|bad-mailbox|not have (?:a |an )?(?:mailbox|account) here|isn't a (?:\w+ )?user|verify (?:the )?address|check the (?:recipient|e-?mail) address/u,
  // German
  /(?:unbekannte[rn]?|ung[üu]ltige[rn]?|kein(?:e|en)?) (?:benutzer|empf[äa]nger(?:adresse)?|postfach|nutzer|adresse|e-?mail-adresse)|(?:benutzer|empf[äa]nger|empf[äa]ngeradresse|nutzer|postfach|adresse|adressat|konto|mailbox)[^.;]{0,40}(?:unbekannt|existiert nicht|nicht (?:gefunden|bekannt|vorhanden|existent|g[üu]ltig)|ung[üu]ltig|gibt es nicht)/u,
  // French
  /(?:utilisateur|destinataire|adresse|compte|bo[iî]te|usager|messagerie)[^.;]{0,50}(?:inconnue?|invalide|introuvable|inexistante?|n'existe (?:pas|plus)|n'a pas [ée]t[ée] trouv)|aucun (?:utilisateur|destinataire)/u,
  // Spanish
  /(?:usuario|destinatario|cuenta|buz[oó]n|direcci[oó]n|casilla)[^.;]{0,50}(?:desconocid[oa]|no existe|inexistente|inv[áa]lid[oa]|no (?:es )?v[áa]lid[oa]|no (?:se )?(?:ha )?(?:encontr))/u,
  // Portuguese
  /(?:usu[áa]rio|destinat[áa]rio|conta|caixa|endere[çc]o|utilizador)[^.;]{0,50}(?:desconhecid[oa]|inexistente|inv[áa]lid[oa]|n[ãa]o (?:existe|encontrad|foi encontrad|[ée] v[áa]lid))/u,
  // Italian
  /(?:utente|destinatario|casella|indirizzo|account)[^.;]{0,50}(?:sconosciut[oa]|inesistente|non (?:esiste|trovat|valid|[èe] (?:stato |valid))|invalid)/u,
  // Dutch, Polish, Czech
  /(?:gebruiker|adres|ontvanger|postvak)[^.;]{0,30}(?:onbekend|bestaat niet|niet gevonden)|onbekende (?:gebruiker|ontvanger)|nieznany (?:u[żz]ytkownik|adresat|odbiorca)|(?:u[żz]ytkownik|konto|adres|skrzynka)[^.;]{0,30}nie istnieje|u[žz]ivatel[^.;]{0,30}neexistuje/u,
  // Russian, Ukrainian
  /(?:пользовател|получател|адрес|ящик|аккаунт|почтов)[^.;]{0,40}(?:не (?:существует|найден|зарегистрирован|известен)|неизвест|отсутствует)|нет такого (?:пользователя|адрес|ящика)|такого пользователя нет|неизвестный (?:пользователь|получатель|адрес)|користувач[^.;]{0,30}не (?:існує|знайден)/u,
  // Japanese, Chinese, Korean
  /(?:宛先|あて先|送信先|受信者|ユーザー?|メールアドレス|アドレス|アカウント|メールボックス)[^。\n]{0,30}(?:存在しません|存在しない|見つかりません|見つからない|不明|ありません|間違)|(?:用户|收件人|邮箱|账户|帐号|地址|使用者|收信人)[^。\n]{0,20}(?:不存在|未找到|无效|不存在|不正确)|不存在(?:该|此|的)?(?:用户|收件人|邮箱)|(?:사용자|수신자|메일)[^.\n]{0,20}(?:없습니다|존재하지)/u,
];
