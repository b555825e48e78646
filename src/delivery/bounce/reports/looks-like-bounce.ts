import { fieldValue, type ParsedInbound } from './inbound-mail.ts';

const reporters =
  /mailer-?daemon|postmaster|mail[ -]?(?:delivery|deliver|administrator|system|router|gateway|error)|delivery (?:sub)?system|system administrator|\bdaemon\b|mdaemon|ndr administrator|mail failure|bounce|microsoft outlook|exchange/iu;

const subjects =
  /undeliver|un-?deliverable|deliver\w* (?:status|failure|failed|notification|problem|report|has|error|incomplete|delayed)|fail\w* (?:deliver|notice|to deliver|mail)|failure notice|returned (?:mail|to sender|message)|mail (?:delivery )?(?:system error|failed|failure|could not|error|not delivered|status)|could not be (?:sent|delivered)|not deliver|non[- ]?deliver|unable to deliver|bounce|rejected|unzustellbar|nicht zugestellt|non remis|non distribu|échec de la remise|no se (?:pudo|puede) entregar|no entregado|não (?:foi )?entregue|falha na entrega|mancata consegna|impossibile recapitare|недостав|не доставлен|配信(?:でき|不能|エラー)|送信(?:でき|エラー)|戻り|退信|error sending your mail|not members?\b|delayed/iu;

const words =
  /(?:could(?: not|n't) be|was(?: not|n't)|cannot be|has not been|were not|unable to be) (?:delivered|sent|reached)|unable to deliver|did not reach|delivery (?:has )?(?:failed|to the following)|delivery failed|permanent (?:fatal )?error|failed permanently|following (?:address|recipient)\w*(?:\(\w+\))? (?:had|failed|returned|could)|undeliverable|returned to sender|transcript of session|mail system error|not delivered|wasn't delivered|error delivering|message could not|had delivery (?:errors|problems)|failure reasons|unknown user:|invalid final delivery|not a member of this|送信できませんでした|配信できません|届けることができ/iu;

/**
 * Is a mail without a delivery status a bounce all the same? Two of sender, subject, words and the bounce headers must say
 * so, for a person may well write about a failed delivery.
 */
export function looksLikeBounce(mail: ParsedInbound, report: string): boolean {
  if (fieldValue(mail.headers, 'x-failed-recipients') !== '') return true;
  const from = fieldValue(mail.headers, 'from');
  const signs = [
    reporters.test(from) || from.trim() === '' || /^\s*<>\s*$/u.test(from),
    subjects.test(mail.subject),
    words.test(report),
    /^\s*<>\s*$|mailer-daemon/iu.test(fieldValue(mail.headers, 'return-path')),
    /report-type|multipart\/report/iu.test(fieldValue(mail.headers, 'content-type')),
  ];
  return signs.filter(Boolean).length >= 2;
}
