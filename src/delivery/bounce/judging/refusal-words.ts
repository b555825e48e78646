import { foldedWords, mailboxAbsent, mailboxIsFull, mailboxIsOff, senderAbsent } from './other-languages.ts';

const who =
  '(?:user ?(?:name|id|\\(s\\))?s?|recipients?(?: address| e-?mail)?|mail ?box(?:es)?|account|address(?:ee)?|alias|local[ -]?part|e-?mail(?: address| account)?|person|destination(?: address| mailbox)?|userid|name|member|inbox|mail drop|receiver)';
const absent =
  "(?:unknown|not known|not found|does(?:n't| not|nt) exist|do not exist|not exist|no longer exists?|non-?existent|invalid|not valid|is(?:n't| not) (?:a |an )?(?:valid|known|listed|recogni[sz]ed|registered|local|available|defined|found|here)|not (?:listed|recogni[sz]ed|registered|defined|present|a (?:valid|known|local|registered))|unavailable|undeliverable|unrecogni[sz]ed|could(?:n't| not) be found|cannot be found|can't be found|was(?:n't| not) found|not here|not (?:in|on|at) (?:our|the|this))";

/** How servers say in English that there is no such mailbox, lower case. */
const unknownUserWords: readonly RegExp[] = [
  // The name itself may stand between (`550 User (kijitora) unknown`, `user <x> does not exist`).
  new RegExp(`\\b${who}\\b(?:[^.;]|\\.(?=[^\\s.])){0,50}?(?<![\\w.])${absent}`, 'u'),
  new RegExp(
    `\\b(?:unknown|no such|no|not? (?:a )?valid|invalid|non-?existent|bad|illegal|undefined|unrecogni[sz]ed|not? (?:a )?known|not a (?:valid|known|registered|local)|unknown or illegal|incorrect|mistyped)(?: or \\w+)?(?: (?:local|final|destination|gateway|registered|mail|e-?mail|such|virtual|valid|delivery|user|recipient|mailbox)){0,3} ${who}\\b`,
    'u',
  ),
  // The address stands for `@` here; a domain's name alone is a host.
  /@['">)\]]{0,3} (?:is |was )?(?:does not exist|doesn't exist|(?:an )?unknown|not (?:a )?(?:known|found|valid|recogni[sz]ed))/u,
  new RegExp(
    `\\b(?:can(?:not|'t| not)|could(?: not|n't)|unable to|(?:did|do|does)(?: not|n't)|failed to) (?:be )?(?:find|found|locate|identify|resolve)(?: (?:the|this|that|a|any|an|such|specified|local|named)){0,3} ${who}\\b`,
    'u',
  ),
  /there is no (?:one|such|user)|(?:nobody|no one|no-one) (?:here|by (?:that|this) name)|not a registered|bad destination mailbox|address(?:ee)? (?:was )?rejected(?! ?:| ?\.? ?access)|recipient (?:was )?(?:address )?rejected(?:\.|$| @?\[| \(in reply)|no valid recipients?|mailbox not|possibly incorrect|(?:user|address|recipient)unknown|unknown_?user|nosuchuser|bad-mailbox|not have (?:a |an )?(?:mailbox|account) here|isn't a (?:\w+ )?user|verify (?:the )?address|check the (?:recipient|e-?mail) address/u,
];

/**
 * What the words of a refusal are about. `user-unknown-told` is said only by a server that knows its mailboxes;
 * `user-unknown` is also said by filters that hide behind it, so it needs a code or the RCPT stage to count as hard.
 */
export type RefusalReason =
  | 'authentication'
  | 'reputation'
  | 'spam'
  | 'reverse-dns'
  | 'sender-address'
  | 'policy'
  | 'relaying'
  | 'rate'
  | 'mailbox-full'
  | 'too-big'
  | 'mailbox-disabled'
  | 'recipient-filter'
  | 'mailing-list'
  | 'expired'
  | 'system'
  | 'delivery-program'
  | 'content'
  | 'host-unknown'
  | 'no-mail-accepted'
  | 'moved'
  | 'user-unknown-told'
  | 'user-unknown';

/** `folded` is looked for in the folded text. */
type WordRule = { readonly reason: RefusalReason; readonly words: readonly RegExp[]; readonly folded?: readonly RegExp[] };

/** Blocklists and reputation services, looked for in the whole reply: a mere link to one says why. */
const blocklistHosts =
  /spamhaus|spamcop|sorbs\.|barracudacentral|abuseat|surbl|uribl|dnsbl|senderscore|senderbase|uceprotect|mailspike|invaluement|cloudmark|mail-abuse|njabl|backscatterer|sender\.office\.com|\brbl\b|dnsrbl|blocklist\.de|proofpoint\.com\/ip/u;

/**
 * First match decides. What is sure about us comes first, then what may pass, then what is gone, then the vague words of
 * refusal: "rejected: user unknown" is about the user, "sender rejected: user unknown" is about us.
 */
const rules: readonly WordRule[] = [
  {
    reason: 'user-unknown-told',
    words: [
      /(?:does ?n[o']t|do ?n[o']t) have an? (?:\S+ )?(?:account|mailbox)\b/u,
      /not listed in (?:the )?(?:\w+ ){0,3}(?:directory|address book|name & address)/u,
      /(?:recipient|recipadr|adr)\.?(?:notfound|recipnotfound)|recipnotfound|legacyexchangedn/u,
      /recipient name is not recogni[sz]ed|requested (?:mail )?action (?:not taken|aborted)[:,-]? (?:mailbox (?:unavailable|not found|name not allowed)|no such user)/u,
      /no mailbox (?:here )?by that name|invalid final delivery userid|unknown recipient.{0,20}unknown recipient/u,
      /not our customer|no such mailbox here/u,
      /(?:non r[ée]pertori[ée]|ne figure pas) dans (?:l'annuaire|le (?:carnet|r[ée]pertoire))|no (?:se encuentra|figura|aparece) en (?:el|la) (?:directorio|libreta)|nicht im .{0,30}(?:verzeichnis|adressbuch)|non (?:[èe] )?(?:elencato|presente) nel(?:la|l')|n[ãa]o (?:est[áa] )?(?:listado|encontrado) no|ディレクトリー?に[^。]{0,10}(?:見つかりません|ありません|登録されて)/u,
    ],
  },
  {
    reason: 'host-unknown',
    words: [/(?:account or domain|domain or account) (?:may|does) not exist/u],
  },
  {
    reason: 'authentication',
    words: [
      /\b(?:spf|dkim|dmarc|domainkeys|sender ?id)\b(?!-)(?!.{0,20}duplicate)/u,
      /unauthenticated|authentication (?:is )?required|required authentication|smtp auth|without authentication|not authenticated/u,
      /purported responsible address|authrequired/u,
    ],
  },
  {
    reason: 'sender-address',
    folded: senderAbsent,
    words: [
      /(?:sender|mail ?from|return[- ]path|from:|envelope from)(?: address| domain| verif\w+| \S+){0,3} (?:is |was |has been )?(?:rejected|denied|refused|invalid|unknown|not (?:found|exist|allowed|accepted|verified|valid|permitted)|does(?:n't| not) (?:exist|resolve)|failed|blocked|listed|blacklisted|not accepted|could not be verified|unverifi)/u,
      /domain of (?:the )?sender|sender'?s? (?:domain|address) |invalid (?:sender|from|return)|(?:bad|illegal|malformed) sender|verify (?:the )?sender|sender verif|backscatter/u,
      /sending to\/from an address|not (?:allowed|authori[sz]ed) to send|sender not|multiple addresses in from/u,
      /mailfrom domain/u,
    ],
  },
  {
    reason: 'reverse-dns',
    words: [
      /\b(?:client|your|sending|connecting|helo|ehlo) (?:host|domain|server|system)(?: ?name)?\b[^.;]{0,30}(?:unknown|not found|(?:does not|doesn't) (?:exist|resolve)|could not be (?:found|resolved))/u,
      /\bptr\b|reverse (?:dns|lookup|hostname|ip|mapping)|\brdns\b|no reverse|unverif[iy]able|fcrdns|forward[- ]confirmed/u,
      /helo (?:command )?(?:rejected|name|is)|invalid helo|bad helo|cannot (?:find|resolve) your|your (?:hostname|host name|reverse)|generic hostname/u,
    ],
  },
  {
    reason: 'spam',
    words: [
      /\bspam\b|spamming|spam-|spam(?:assassin|score|signature|trap|my|ware)|\bu[bc]e\b|unsolicited|\bjunk\b|bulk (?:e-?)?mail|phish|virus|malware|infected|abuse|scam\b|mcspam|suspicious/u,
      /(?:message|mail|email|content) (?:content )?(?:was |is |has been )?(?:rejected|refused) (?:due to|because of|for) content|content reject|message content rejected|url in message|mail rejet[ée]|迷惑メール|スパム|垃圾邮件|спам/u,
    ],
  },
  {
    reason: 'reputation',
    words: [
      /reputation|black ?-?list|block ?-?list|deny ?-?list|black ?hole|blocked (?:by|using|at|due|for|ip|for abuse)|block(?:ed)? - see|banned|\bdnsbl\b|complaint/u,
      /client host (?:rejected|blocked)|\bip (?:address )?.{0,60}(?:blocked|rejected|denied|refused|listed|bloqu[ée]e)|(?:blocked|rejected) ip|your (?:ip|server|host|network|domain) .{0,60}(?:blocked|rejected|denied|listed|refused|not allowed)/u,
      /smtp server of your isp|adresse ip|blocked by/u,
    ],
  },
  {
    reason: 'mailbox-full',
    folded: mailboxIsFull,
    words: [
      /(?:mail ?box|in-?box|mail ?folder|mail ?dir|account|user|recipient|addressee|storage|disk|file ?system|folder)(?:[^.;]{0,60})(?:\bis full|\bfull\b|over ?-?quota|exceed(?:s|ed|ing)? (?:\w+ ){0,4}(?:quota|storage|limit|size|space)|quota exceed|out of (?:storage|space))/u,
      /over ?-?quota|overquota|quota (?:is )?(?:exceeded|full|violation|limit)|exceeded (?:\w+ ){0,3}quota|exceed(?:s|ed)? (?:the )?(?:\w+ )?quota|quotaexceeded|storage (?:quota|limit|allocation)|exceed\w* storage|\bquota\b|\bquotum\b|\bcu?ota\b|квот|容量|配[额額]/u,
      /(?:insufficient|not enough|no|out of) (?:disk |storage |mail(?:box)? )?(?:space|storage)|disk (?:is )?full|mail(?:box)?[ -]?full|full mailbox|mailfull/u,
      /postfach .{0,30}voll|speicherplatz|bo[iî]te .{0,40}pleine|quota d[ée]pass|buz[oó]n .{0,30}lleno|casilla .{0,30}llena|caixa .{0,40}cheia|casella .{0,30}piena|ящик .{0,30}переполнен|容量|いっぱい|満杯|邮箱.{0,10}满/u,
    ],
  },
  {
    reason: 'too-big',
    words: [
      /(?:message|mail|e-?mail|attachment|size|header)s?[^.;]{0,30}(?:too (?:large|big|long)|exceed\w* (?:\w+ ){0,4}(?:size|limit|maximum|length))|message size|length exceeds|(?:max\w*|fixed) (?:message )?size|size limit/u,
      /headers too/u,
    ],
  },
  {
    reason: 'relaying',
    words: [
      /\brelay\w*\b[^.;]{0,30}(?:denied|not (?:permitted|allowed)|prohibited|rejected|refused)|(?:unable|not configured|not permitted|cannot|can't|refus\w+) to relay|mail relay|rcpthosts|we do not relay|not a gateway|nicht weiterleiten/u,
    ],
  },
  {
    reason: 'rate',
    words: [
      /too many (?:connection|recipient|message|mail|e-?mail|concurrent|session|error|smtp|invalid|hops{0})\w*|rate ?-?limit|(?:connection|message|sending|receiving) (?:rate|frequency)|frequency limited|throttl|grey ?-?list|gray ?-?list|unexpected volume|unusual rate|receiving mail (?:at a rate|too quickly)|exceeded? (?:the |its |your )?(?:rate|sending|hourly|daily|message|connection)/u,
    ],
  },
  {
    reason: 'mailbox-disabled',
    folded: mailboxIsOff,
    words: [
      /(?:account|mail ?box|user|address|recipient|e-?mail|alias)\b[^.;]{0,50}\b(?:disabled|suspended|inactive|inactivity|deactivated|locked|discontinued|not (?:currently )?(?:active|activated|enabled)|closed|frozen|on hold|expired|temporarily unavailable|blocked)\b/u,
      /(?:disabled|suspended|inactive|deactivated|locked|expired|frozen) (?:\w+ )?(?:account|mail ?box|user|recipient)|disableduser|stopped using|unavailable to take delivery|has been (?:suspended|disabled|deactivated)/u,
      /deaktiviert|gesperrt|d[ée]sactiv|suspendid|deshabilitad|desativad|disattivat|заблокирован|отключен|利用(?:停止|制限)|停止され|已停用|被禁用/u,
    ],
  },
  {
    reason: 'recipient-filter',
    words: [
      /only accept(?:s|ing)? (?:mail|e-?mail|messages) from|not accept(?:ing)? (?:mail|e-?mail|messages) from (?:you|this|external|outside|your)|(?:email|recipient'?s?) preferences|recipient (?:does not want|has (?:blocked|refused|rejected))|because of (?:the )?recipient|rejected by (?:the )?(?:recipient|user)|user'?s? filter|challenge[ -]response/u,
      /受信拒否|(?:受信|指定).{0,10}設定/u,
    ],
  },
  {
    reason: 'delivery-program',
    words: [
      /procmail|maildrop|vacation program|command (?:died|failed|time ?out|output)|pipe to \||\|\/?\w|child (?:process )?(?:died|exit)|local delivery (?:failed|agent)|generated by .{0,40}(?:pipe|exec)|mail filter (?:error|failed)|mailer error|insufficient permission|permission denied.{0,30}(?:file|director|mailbox|maildir)/u,
    ],
  },
  {
    reason: 'host-unknown',
    words: [
      /(?:unknown|no such|invalid|bad|illegal|non-?existent|unrout[e]?able|unresolvable|undefined|nonexistent) (?:destination )?(?:(?:mail )?(?:host|domain|system|server)(?: ?name)?|host\/domain)(?! ?of)|unrout[e]?able (?:address|mail)/u,
      /\b(?:host|domain|host or domain|destination (?:server|system))(?: name| address)?(?: [^\s\d:][^\s:]*){0,3} (?:is |was |could |can )?(?:unknown|not found|not be found|does not exist|doesn't exist|couldn't be found|cannot be found|could not be found|non-?existent|not exist|is not reachable|not valid|invalid|not registered|has no mail exchanger)\b/u,
      // A bare domain before the verb; of an address only `@` is left.
      /(?<![@\w.-])(?:[a-z0-9_-]{1,63}\.){1,8}[a-z]{2,24}\.? (?:does not|doesn't) exist/u,
      /nxdomain|name or service not known|nodename nor servname|point to non-existent hosts|dns violates rfc|unable to (?:get|find|resolve|look ?up) (?:any |the )?mx\b|destination (?:server|system) (?:does not exist|.{0,30}not known)|couldn't find any host|no relevant answers|not find a valid mx|illegal host\/domain/u,
      /(?:host|rechner|domäne?|domaine|dominio|domínio)\b(?! (?:said|says|sagte|hat))[^.;:]{0,40}(?:nicht gefunden|unbekannt|existiert nicht|inconnue?|inexistante?|introuvable|n'existe pas|no existe|inexistente|desconocid|não existe|desconhecid|non esiste|sconosciut)/u,
      /домен[^.;]{0,30}не (?:существует|найден)|ドメイン[^。]{0,20}(?:存在しません|見つかりません)|域名不存在|域名.{0,10}(?:错误|无法)/u,
    ],
  },
  {
    reason: 'no-mail-accepted',
    words: [
      /null ?mx|indicated no smtp service|no mx (?:record )?found|no mx(?: record)?s?\b|no mail ?exchanger|couldn't find (?:a|any) mail exchanger|(?:domain|host|system|server|address)[^.;]{0,60}(?:does not|doesn't|do not|will not|never) (?:accept|receive|handle|support) (?:any |incoming |e-?)?(?:e-?mail|messages|mail)|not accepting network messages|nullmx|no mail (?:service|is accepted)|has no mx/u,
    ],
  },
  {
    reason: 'moved',
    words: [
      /(?:recipient|user|mail ?box|address|account|person)[^.;]{0,40}(?:has moved|no longer (?:on|at|with|in use|valid|available|exists?|active|here|works?|accepts?|uses?)|has (?:left|changed))|moved[,;] no forwarding|no forwarding address|no longer on server|user not local; please try|not our user|user (?:has )?moved|unbekannt verzogen|a d[ée]m[ée]nag[ée]|ya no (?:existe|trabaja)/u,
    ],
  },
  { reason: 'user-unknown', words: unknownUserWords, folded: mailboxAbsent },
  {
    reason: 'mailing-list',
    words: [
      /not (?:a )?(?:member|subscribed)|not members? of|permission to post|may not exist, or you may not have|moderat|posting (?:is )?(?:not|restricted)|restricted to (?:members|subscribers)/u,
    ],
  },
  {
    reason: 'expired',
    words: [
      /time(?:d|s)?[ -]?out|time ?out|retry|expired|too long|giving up|given up|connection (?:refused|reset|closed|dropped|lost|failed)|(?:could not|unable to|cannot|can't|wasn't able to|failed to) (?:connect|establish|contact|reach)|did not accept our requests|no route|not reachable|unreachable|lost connection|network (?:error|problem|is)|socket error|hop count|too many hops|\bloop\b|deferred|lookup fail|try again|not accepting connections|aborted after|queue|mail loop|could not be delivered (?:for|within|after)/u,
    ],
  },
  {
    reason: 'system',
    words: [
      /(?:system|internal|server|configuration|local|program|software|i\/o|database|protocol) (?:\w+ )?(?:error|failure|problem|fault)|service (?:is )?(?:currently |temporarily )?(?:unavailable|not available|refus)|insufficient (?:system )?resources|resources temporarily|ldap|could not load|temporar|busy|maintenance|out of memory|hardware|service refus/u,
    ],
  },
  {
    reason: 'content',
    words: [
      /content|header|mime|attachment|format|charset|encoding|syntax|rfc ?\d{3,4}|line (?:too )?long|duplicate|bare lf|improper sequence|command/u,
    ],
  },
  {
    reason: 'policy',
    words: [
      /polic(?:y|ies)|not (?:permitted|allowed|authori[sz]ed)|administrative(?:ly)? prohib|prohibited|restrict|(?:access|permission) (?:is )?denied|denied|rejected|refused|reject\b|compliance|security (?:reason|violation|check)|blocked|unacceptable|not accepted|message not/u,
    ],
  },
];

const replyCap = 8000;

/** What the words are about, by their first 8,000 characters; `null` when nothing known is said. */
export function refusalReason(reply: string): RefusalReason | null {
  const lowered = reply.slice(0, replyCap).normalize('NFKC').toLowerCase().replace(/[’`´]/gu, "'").replace(/\s+/gu, ' ');
  const words = withoutNames(lowered);
  const folded = foldedWords(words);
  for (const rule of rules) {
    if (rule.reason === 'reputation' && blocklistHosts.test(lowered)) return 'reputation';
    if (rule.words.some((pattern) => pattern.test(words)) || rule.folded?.some((pattern) => pattern.test(folded))) return rule.reason;
  }
  return null;
}

/** Links and addresses go: `/reason#blocked` and `spamtrap@` are names, not reasons. */
const withoutNames = (text: string) =>
  text
    .replace(/\bhttps?:[^\s>"]{0,2000}/gu, ' ')
    .replace(/[^\s<>"'()[\]:;,=]{1,256}@[^\s<>"'()[\]:;,]{1,255}/gu, '@')
    .replace(/\s+/gu, ' ');
