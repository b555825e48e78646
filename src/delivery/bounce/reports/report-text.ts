const reportCap = 64 * 1024;

/** Lines behind which the mail we sent is quoted. */
const quoteMarkers =
  /^[ \t>]{0,8}(?:[-*=|_#]{2,}[ \t]*)?(?:this is a copy of (?:the|your) message|(?:the )?(?:body|header|headers) of the original message|original (?:message|mail)(?: info| headers?| text)?[ \t]*(?:follows?|:|-|$)|below this line is a copy|below is a copy of|enclosed is a copy|included is a copy|returned message|unsent message|message (?:headers?|text|body) follows?|message header follows|start of (?:returned|original) message|copy of (?:the )?(?:original )?message|nachrichtenkopf|original-?nachricht|message d'origine|mensaje original|mensagem original|messaggio originale|end of message|diagnostic information for administrators:\s*original)/iu;

/** First header lines of a quoted mail. */
const quotedHeader = /^(?:> ?)?(?:Received|Return-Path|DKIM-Signature|X-Received|ARC-Seal|X-Google-Smtp-Source|X-Originating-IP) ?: ?\S/iu;

/**
 * The reporter's own words, without the mail it quotes: nothing a newsletter says about errors may count as an error.
 * Capped, since a report is short and what follows is the quote.
 */
export function reportOf(text: string): { readonly report: string; readonly quoted: string } {
  const lines = text.slice(0, reportCap * 4).split(/\r\n|\n|\r/u);
  const cut = lines.findIndex((line, at) => quoteMarkers.test(line) || (at > 0 && (quotedHeader.test(line) || isHeaderBlock(lines, at))));
  const end = cut === -1 ? lines.length : cut;
  return { report: lines.slice(0, end).join('\n').slice(0, reportCap), quoted: lines.slice(end).join('\n') };
}

const headerLine = /^(?:> ?)?(from|to|cc|subject|date|message-id|mime-version|content-[a-z-]{2,30}|reply-to|x-[a-z-]{2,30}) ?:/iu;

/** Four header lines in a row from the left margin, the sender's among them: a mail nobody announced. Reports indent what they tell of it. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!headerLine.test(lines[at] ?? '')) return false;
  const names = lines.slice(at, at + 4).map((line) => headerLine.exec(line)?.[1]?.toLowerCase());
  return names.every((name) => name !== undefined) && names.includes('from') && (names.includes('subject') || names.includes('date'));
}
