import { foldName } from './fold-word.ts';

/** Names of columns, folded, in the product's languages and a few of its neighbours'. */
const namesIn = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(',').map(foldName)));

export const addressNames = namesIn(
  'address, email, e-mail, mail, email address, e-mail address, mail address, email id, subscriber email, contact email, user email',
  'user email address, primary email, E-Mail-Adresse, Emailadresse, Mailadresse, Adresse e-mail, adresse email, adresse mail, courriel',
  'adresse courriel, adresse électronique, adresse de messagerie, correo, correo electrónico, dirección de correo, dirección de email',
  'dirección de correo electrónico, endereço de e-mail, endereço de email, endereço eletrônico, correio eletrónico, correio eletrônico',
  'メールアドレス, メール, eメール, eメールアドレス, 電子メール, 電子メールアドレス, البريد الإلكتروني, بريد إلكتروني, عنوان البريد الإلكتروني, الإيميل, إيميل',
  'דוא"ל, דואל, דואר אלקטרוני, כתובת דוא"ל, כתובת דואל, אימייל, כתובת אימייל, מייל, כתובת מייל, e-mailadres, emailadres, indirizzo email',
  'indirizzo e-mail, posta elettronica, adres e-mail, adres email',
);

export const topicNames = namesIn(
  'topics, topic, Themen, Thema, sujets, sujet, thèmes, temas, tema, tópicos, トピック, 話題, مواضيع, المواضيع, נושאים, נושא, onderwerpen',
  'argomenti, tematy',
);

/** Cells hold all kinds of labels; those that are topics count as such. */
export const tagNames = namesIn('tags, tag, labels, label, étiquettes, etiquetas, Schlagwörter, タグ, وسوم, תגיות, etichette, etykiety');

/** A word of the state lists, or yes and no. */
export const stateNames = namesIn(
  'state, status, subscription status, subscription state, subscriber status, subscriber state, email status, email state, mail status',
  'member status, contact status, list status, newsletter status, marketing status, email marketing status, email subscription status',
  'email permission status, consent status, opt status, opt in status, optin status, Zustand, Abostatus, Abo-Status, Abonnementstatus',
  'Anmeldestatus, Newsletterstatus, statut, état, statut abonnement, statut de l’abonnement, état abonnement, état de l’abonnement',
  'estado, estatus, situación, estado de suscripción, estado de la suscripción, estado suscripción, situação, estado da inscrição',
  'status da inscrição, status da assinatura, ステータス, 状態, 状況, 購読状態, 購読状況, 購読ステータス, 配信状態, 配信状況, 配信ステータス',
  '登録状態, 登録状況, 会員ステータス, الحالة, حالة, حالة الاشتراك, حالة المشترك, סטטוס, סטאטוס, מצב, סטטוס מנוי, מצב מנוי, סטטוס הרשמה',
  'toestand, abonnementsstatus, stato, stato iscrizione, stan, status subskrypcji',
);

/** May hold a state and may hold anything else: what they say against a reader counts, and all they say where nothing else tells. */
export const vagueNames = namesIn(
  'type, typ, kind, tipo, 種別, 種類, نوع, סוג, tipologia, subscriber type, contact type, subscription, abonnement, Abo, suscripción',
  'inscrição, assinatura, الاشتراك, newsletter, email marketing consent, marketing',
);

/** A person's own words beside a reader: only a cell that is nothing but a leaving word counts. */
export const noteNames = namesIn(
  'notes, note, comment, comments, remark, remarks, Bemerkung, Bemerkungen, Kommentar, Anmerkung, Notiz, Notizen, remarque, remarques',
  'commentaire, commentaires, nota, notas, observaciones, comentario, comentarios, observações, comentários, 備考, メモ, コメント, ملاحظات',
  'ملاحظة, הערות, הערה, opmerking, opmerkingen, osservazioni, uwagi',
);

/** Yes: subscribed. */
export const subscribedNames = namesIn(
  'subscribed, is subscribed, subscriber, is subscriber, subscribed to emails, subscribed to email, email subscribed, newsletter subscribed',
  'subscribed to newsletter, newsletter subscription, newsletter subscriber, email subscription, active, is active, enabled, is enabled',
  'email enabled, opt in, opted in, optin, email opt in, newsletter opt in, marketing opt in, has opted in, accepts marketing',
  'accepts email marketing, accepts emails, email marketing, receive emails, receives emails, receive newsletter, wants newsletter',
  'wants emails, send newsletter, consent, email consent, marketing consent, gdpr consent, newsletter consent, consent given, has consent',
  'permission, email permission, marketing permission, marketing permissions, allow emails, can email, ok to email, abonniert, aktiv',
  'angemeldet, eingetragen, Einwilligung, Newsletter-Einwilligung, Einwilligung Newsletter, Einwilligung erteilt, E-Mail-Einwilligung',
  'Zustimmung, Newsletter abonniert, Newsletter erwünscht, abonné, abonné newsletter, inscrit, actif, consentement, consentement newsletter',
  'consentement email, suscrito, activo, inscrito, consentimiento, acepta correos, acepta marketing, acepta publicidad, ativo, assinante',
  'subscrito, consentimento, aceita e-mails, aceita emails, aceita marketing, 購読, 購読中, 有効, 購読有無, メルマガ, メルマガ購読, メルマガ配信',
  '配信許可, 配信可否, 配信希望, 同意, 配信同意, مشترك, نشط, موافقة, موافق, מנוי, פעיל, הסכמה, אישור דיוור, מאשר דיוור, דיוור, ingeschreven, actief',
  'toestemming, iscritto, attivo, consenso, aktywny, zapisany, zgoda',
);

/** Yes: confirmed; no: never. */
export const confirmedNames = namesIn(
  'confirmed, is confirmed, email confirmed, opt in confirmed, subscription confirmed, double opt in, doi, bestätigt, confirmé, confirmado',
  '確認済み, 確認済, مؤكد, מאושר, bevestigd, confermato, potwierdzony',
);

/** What stands in a column whose name speaks of leaving, if anything stands there. */
export type LeavingMark = { readonly state: 'unsubscribed' | 'suppressed'; readonly tells: boolean };

// About another channel, or about counting, linking and naming rather than about having left.
const besideThePoint =
  /\b(?:sms|phone|push|whatsapp|links?|url|token|key|hash|secret|ip|id|rate|score|count|number|soft|text|page|anzahl|nombre|numero|total|taux|tasa|taxa)\b|\bbounces\b|回数|件数|عدد|מספר/u;

const marks: readonly (readonly [RegExp, LeavingMark])[] = [
  [
    /\b(?:un ?sub\w*|opt(?:ed)? ?out\w*|list unsubscribe|abgemeldet|abmelde\w*|abmeldung|abbestell\w*|ausgetragen|desabonn\w*|desinscri\w*|baja|desuscri\w*|descadastr\w*|cancelou|afgemeld|uitgeschreven|disiscri\w*|wypisan\w*|left (?:at|on))\b|email disabled|解除|配信停止|購読停止|退会|オプトアウト|受信拒否|الغاء|ملغي|הסר|ביטול|ביטל/u,
    { state: 'unsubscribed', tells: true },
  ],
  [
    /\b(?:suppress\w*|block ?list\w*|black ?list\w*|blocked|banned|bounced?|hard bounces?|complain\w*|spam|junk|cleaned|clean (?:time|date|campaign title)|invalid|undeliverable|do not (?:contact|e ?mail|mail|send)|dnc|gesperrt|blockiert|unzustellbar|beschwerde\w*|nicht kontaktieren|bloque\w*|bloquead\w*|rebond|rebotad\w*|rebote|plainte|queja|indesirable|denuncia\w*|reclamacao|rejeitad\w*|devolvid\w*|geblokkeerd|bloccat\w*|zablokowan\w*)\b|エラー|不達|バウンス|ブロック|苦情|迷惑|محظور|حظر|ارتداد|شكوى|חסום|חסימה|חזר|תלונה/u,
    { state: 'suppressed', tells: false },
  ],
  [
    /\b(?:deleted|removed|archived|disabled|deactivated|inactive|geloscht|geloescht|entfernt|deaktiviert|inaktiv|supprime\w*|desactiv\w*|inactif|eliminad\w*|inactivo|removid\w*|excluid\w*|inativo|verwijderd|rimoss\w*|usuniet\w*)\b|削除|無効|محذوف|حذف|נמחק|מחיקה/u,
    { state: 'unsubscribed', tells: false },
  ],
];

/** `name` folded. */
export function leavingMark(name: string): LeavingMark | null {
  if (besideThePoint.test(name) && !/\bhard bounces\b/.test(name)) return null;
  // "Opt-in/Opt-out" asks which of the two: its cells are words.
  if (/\bopt(?:ed)? ?in\b/.test(name)) return null;
  return marks.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
