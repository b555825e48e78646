import { foldWord } from './fold-word.ts';

/**
 * What a row says of its reader, mildest first: of several columns the worst counts. `unsaid`: nothing; `unknown`: a word that is
 * in none of these lists, which never means active.
 */
export const rowStates = ['unsaid', 'active', 'unconfirmed', 'unknown', 'unsubscribed', 'suppressed'] as const;
export type RowState = (typeof rowStates)[number];

type KnownState = 'active' | 'unconfirmed' | 'unsubscribed' | 'suppressed';

/**
 * The words of mailing programs and of hand-made lists: the product's eight languages, then Dutch, Italian, Polish. Left out on
 * purpose: "ok", "valid" and "verified" (a checker's word that the mailbox is there), "paused", "expired", bare numbers (each
 * program's own code): a person has to say what they mean.
 */
const lists: Readonly<Record<KnownState, readonly string[]>> = {
  active: [
    'active, activated, subscribed, subscriber, subscribe, confirmed, enabled, opted in, opt in, optin, double opt in, single opt in',
    'aktiv, aktiviert, abonniert, abonnent, abonnentin, angemeldet, bestätigt, bestaetigt, eingetragen, eingewilligt, zugestimmt',
    'actif, activé, activée, abonné, abonnée, abonné(e), inscrit, inscrite, inscrit(e), confirmé, confirmée',
    'activo, activa, activado, suscrito, suscrita, suscrito/a, suscripto, suscriptor, inscrito, inscrita, confirmado, confirmada, habilitado',
    'ativo, ativa, ativado, ativada, inscrito(a), assinante, subscrito, confirmado(a), habilitada',
    '購読, 購読中, 購読者, 有効, 登録, 登録済み, 登録済, 登録中, 配信, 配信中, 配信可, 確認済み, 確認済, 承認済み, アクティブ, 同意, 同意済み',
    'نشط, نشطة, مشترك, مشتركة, مفعل, مفعلة, فعال, مؤكد, مؤكدة, مسجل',
    'פעיל, פעילה, מנוי, מנויה, רשום, רשומה, מאושר, מאושרת, מופעל',
    'actief, ingeschreven, geabonneerd, aangemeld, bevestigd',
    'attivo, attiva, iscritto, iscritta, confermato, confermata, abbonato',
    'aktywny, aktywna, zapisany, zapisana, potwierdzony, potwierdzona, subskrybuje',
  ],
  unconfirmed: [
    'unconfirmed, not confirmed, unactivated, not activated, pending, pending confirmation, confirmation pending, awaiting confirmation',
    'waiting, waiting for confirmation, needs confirmation, unverified, not verified, validating, opt in pending, double opt in pending',
    'invited, invitation sent, requested, not opted in, non subscribed, nonsubscribed, non subscriber, never subscribed, transactional',
    'unbestätigt, unbestaetigt, nicht bestätigt, noch nicht bestätigt, ausstehend, wartend, wartet auf Bestätigung',
    'Bestätigung ausstehend, Opt-in ausstehend, nicht aktiviert, eingeladen, angefragt',
    'en attente, en attente de confirmation, confirmation en attente, non confirmé, non confirmée, à confirmer, non activé, invité, invitée',
    'pendiente, pendiente de confirmación, no confirmado, no confirmada, sin confirmar, por confirmar, invitado, invitada',
    'pendente, pendente de confirmação, não confirmado, não confirmada, aguardando, aguardando confirmação, a confirmar, convidado',
    '未確認, 確認待ち, 仮登録, 保留, 保留中, 未承認, 承認待ち, 未認証, 認証待ち',
    'غير مؤكد, غير مؤكدة, معلق, معلقة, قيد الانتظار, بانتظار التأكيد, في انتظار التأكيد, لم يؤكد, غير مفعل',
    'ממתין, ממתינה, ממתין לאישור, לא מאושר, לא אושר, טרם אושר, לא מאומת',
    'niet bevestigd, onbevestigd, in afwachting, wacht op bevestiging',
    'in attesa, in attesa di conferma, non confermato, non confermata, da confermare',
    'niepotwierdzony, niepotwierdzona, oczekujący, oczekuje',
  ],
  unsubscribed: [
    'unsubscribed, unsubscribe, unsub, unsubbed, not subscribed, no longer subscribed, opted out, opt out, optout, left, inactive, not active',
    'disabled, deactivated, cancelled, canceled, removed, deleted, archived, withdrawn, revoked, ended, stopped, quit, gone, no consent',
    'abgemeldet, abbestellt, gekündigt, gekuendigt, ausgetragen, ausgestiegen, deaktiviert, inaktiv, gelöscht, geloescht, entfernt, beendet',
    'storniert, widerrufen, widersprochen, abgelehnt, nicht abonniert, nicht angemeldet, nicht mehr abonniert, nicht aktiv, Abmeldung',
    'désabonné, désabonnée, désabonné(e), désinscrit, désinscrite, désinscrit(e), désactivé, désactivée, inactif, annulé, annulée, résilié',
    'résiliée, supprimé, supprimée, retiré, retirée, radié, radiée, refusé, non abonné, non inscrit, plus abonné, désabonnement',
    'dado de baja, dada de baja, de baja, baja, desuscrito, desuscrita, desuscripto, cancelado, cancelada, anulado, anulada, inactivo, inactiva',
    'desactivado, desactivada, deshabilitado, eliminado, eliminada, borrado, borrada, retirado, retirada, no suscrito, no suscrita, revocado',
    'descadastrado, descadastrada, cancelado(a), cancelou, desinscrito, desinscrita, desassinado, removido, removida, excluído, excluída',
    'apagado, inativo, inativa, desativado, desativada, desabilitado, saiu, não inscrito, não inscrita, revogado',
    '解除, 解除済み, 解除済, 購読解除, 購読停止, 配信停止, 配信解除, 登録解除, 配信不要, 停止, 停止中, 退会, 退会済み, 退会済, 解約, 解約済み',
    '無効, 削除, 削除済み, 削除済, 非アクティブ, 未購読, 拒否, 受信拒否, オプトアウト, 同意なし, 非同意',
    'غير مشترك, غير مشتركة, ألغى الاشتراك, ألغت الاشتراك, تم إلغاء الاشتراك, إلغاء الاشتراك, ملغى, ملغي, ملغاة, محذوف, محذوفة, غير نشط',
    'غير نشطة, معطل, موقوف, متوقف, منسحب, انسحب, غير فعال',
    'לא פעיל, לא פעילה, לא מנוי, לא רשום, הוסר, הוסרה, הסיר, הסרה, הוסר מהרשימה, בוטל, מבוטל, ביטל, ביטלה, ביטל מנוי, ביטול מנוי, נמחק, מחוק',
    'מושבת, עזב, עזבה, פרש',
    'uitgeschreven, afgemeld, opgezegd, inactief, verwijderd, geannuleerd, niet ingeschreven, uitgeschakeld',
    'disiscritto, disiscritta, cancellato, cancellata, annullato, inattivo, inattiva, rimosso, rimossa, disattivato, eliminato, non iscritto, revocato',
    'wypisany, wypisana, zrezygnował, zrezygnowała, anulowany, nieaktywny, nieaktywna, usunięty, usunięta, wyrejestrowany',
  ],
  suppressed: [
    'suppressed, bounced, bounce, hard bounce, hard bounced, hardbounce, hardbounced, bounced hard, cleaned, complained, complaint, complainer',
    'abuse, abuse complaint, spam, spammy, spam complaint, marked as spam, reported spam, reported as spam, junk, spamtrap, spam trap, invalid',
    'invalid email, invalid address, undeliverable, undelivered, not deliverable, rejected, dropped, does not exist, nonexistent, non existent',
    'blacklisted, blocklisted, blocked, banned, do not contact, do not email, do not mail, dnc, deceased, dead, forgotten, erased',
    'gesperrt, blockiert, unzustellbar, nicht zustellbar, ungültig, ungueltig, Beschwerde, beschwert, zurückgewiesen, zurueckgewiesen',
    'nicht kontaktieren, als Spam gemeldet, verstorben',
    'bloqué, bloquée, rebond, rejeté, rejetée, invalide, plainte, non distribuable, non délivrable, indésirable, liste noire, ne pas contacter',
    'décédé, décédée',
    'bloqueado, bloqueada, rebotado, rebotada, rebote, rechazado, rechazada, inválido, inválida, queja, denunciado, correo no deseado',
    'lista negra, no contactar, no entregable, fallecido, fallecida',
    'bloqueado(a), rejeitado, rejeitada, devolvido, devolvida, reclamação, denúncia, não contatar, não entregue, inexistente, falecido, falecida',
    'エラー, 不達, 配信不能, 配信エラー, バウンス, ハードバウンス, ブロック, ブロック済み, 苦情, 迷惑メール, 迷惑メール報告, スパム, 宛先不明',
    '無効なアドレス, ブラックリスト, 連絡不可',
    'محظور, محظورة, مرتد, مرتجع, غير صالح, شكوى, بريد مزعج, غير قابل للتسليم, مرفوض, قائمة سوداء',
    'חסום, חסומה, חזר, הוחזר, לא תקין, שגוי, כתובת שגויה, תלונה, ספאם, דואר זבל, רשימה שחורה, לא ניתן למסירה, נדחה, לא ליצור קשר',
    'geblokkeerd, ongeldig, onbestelbaar, klacht, niet contacteren',
    'bloccato, bloccata, rimbalzato, non valido, non recapitabile, segnalato, reclamo, lista nera, non contattare',
    'zablokowany, zablokowana, odbity, nieprawidłowy, skarga',
  ],
};

const words = (text: string): readonly string[] => text.split(',').map(foldWord);

const known: ReadonlyMap<string, KnownState> = new Map(
  (Object.keys(lists) as KnownState[]).flatMap((state) =>
    lists[state].flatMap((line) => words(line).map((word) => [word, state] as const)),
  ),
);

const yes = new Set(
  words(
    'yes, y, true, t, 1, x, on, checked, ✓, ✔, ☑, ✅, ja, j, wahr, oui, o, vrai, si, sí, s, verdadero, sim, verdadeiro, はい, نعم, כן, vero, tak',
  ),
);
const no = new Set(
  words('no, n, false, f, 0, off, unchecked, ✗, ✘, ☐, ❌, nein, falsch, non, faux, falso, não, いいえ, لا, לא, nee, onwaar, nie, fałsz'),
);

/** A folded word that stands for a state in any of the lists; `null`: it does not. */
export const stateOfWord = (folded: string): KnownState | null => known.get(folded) ?? null;

/** A folded word as an answer; a tick in a box is one. */
export const answerOf = (folded: string): 'yes' | 'no' | null => (yes.has(folded) ? 'yes' : no.has(folded) ? 'no' : null);
