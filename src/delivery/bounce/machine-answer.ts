import { isAutoReply } from './reports/auto-reply.ts';
import { fieldValue, type ParsedInbound } from './reports/inbound-mail.ts';
import { looksLikeBounce } from './reports/looks-like-bounce.ts';
import { reportOf } from './reports/report-text.ts';

/**
 * Whether a mail is a report or an absence note: nobody asks for anything by it. A mail that a client writes for its reader is none,
 * although a machine made it.
 */
export const isMachineAnswer = (mail: ParsedInbound): boolean =>
  mail.deliveryStatus.length > 0 ||
  mail.feedback !== null ||
  /^\s*multipart\/report\b/iu.test(fieldValue(mail.headers, 'content-type')) ||
  isAutoReply(mail) ||
  looksLikeBounce(mail, reportOf(mail.text).report);
