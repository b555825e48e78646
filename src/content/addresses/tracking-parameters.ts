/** Parameters that say where a reader came from, never what the page is. Names are compared in lower case. */
const names: ReadonlySet<string> = new Set(
  `fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid li_fat_id igsh igshid rdt_cid epik srsltid zanpid irclickid irgwc
   cjevent awc s_kwcid ef_id rb_clickid wickedid vero_id vero_conv oly_enc_id oly_anon_id mc_cid mc_eid mkt_tok _hsenc _hsmi __hssc __hstc __hsfp
   hsctatracking ml_subscriber ml_subscriber_hash ss_email_id dm_i bxid cndid esrc _ke _kx _ga _gl _openstat _branch_match_id __twitter_impression
   __s __source __tn__ fb_action_ids fb_action_types fb_ref fb_source s_cid sc_cid sc_campaign sc_channel xtor xtref ncid icid ocid cmp cmpid
   cmpcampaignid ito ns_campaign ns_mchannel ns_source ns_linkname ns_fee smid smtyp partnerref refsec taid _mc admgarea ref ref_ ref_src ref_url
   referrer soc_src soc_trk sr_share tpcc trk trkcampaign linkid guccounter guce_referrer guce_referrer_sig spm scm amp _amp isamp usqp aoh
   phpsessid jsessionid share`.split(/\s+/),
);
const families =
  /^(?:utm|piwik|mtm|matomo|hmb|stm|itm|amp)_|^__cft__|^pk_(?:campaign|kwd|keyword|medium|source|content|cid)$|^at_(?:campaign|medium|custom\d|link|bbc|format|ptr|creation|variant)/;
/** Parameters whose value `amp` asks for the AMP twin of the same page: `context=amp`, `outputType=amp`. */
const twins = /^(?:context|output|outputtype|view|mode|type|variant|format|platform|layout|version)$/;

/** Parameters that are tracking only at some outlets; elsewhere they may choose the page. */
const byDomain: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [/(?:^|\.)(?:wsj|marketwatch|barrons)\.com$/, new Set(['mod', 'reflink', 'st'])],
  [/(?:^|\.)(?:youtube\.com|youtu\.be)$/, new Set(['feature', 'si', 'pp', 'ab_channel'])],
  [/(?:^|\.)(?:twitter|x)\.com$/, new Set(['s', 't'])],
  [/(?:^|\.)nytimes\.com$/, new Set(['emc', 'partner', 'rss', 'searchresultposition', 'action', 'module', 'pgtype'])],
  [/(?:^|\.)forbes\.com$/, new Set(['sh'])],
  [/(?:^|\.)redmondmag\.com$/, new Set(['tc'])],
  [/(?:^|\.)medium\.com$/, new Set(['source', 'sk'])],
];

/** Whether `name=value` of an address on `host` (lower case) can be dropped without changing the page. */
export function isTracking(host: string, name: string, value: string): boolean {
  const key = name.toLowerCase();
  // `ref=homepage`, but not `ref=1001`, which chooses the page.
  if (key === 'ref' && /^\d+$/.test(value)) return false;
  if (names.has(key) || families.test(key)) return true;
  if (twins.test(key) && value.toLowerCase() === 'amp') return true;
  // `m=1`: Blogger's phone page.
  if (key === 'm' && (value === '1' || value === '0')) return true;
  // `source=rss----abc`, `source=twitter`, but not `source=42`.
  if (key === 'source' && /^(?:rss|twitter|facebook|linkedin|newsletter|e-?mail|social)/i.test(value)) return true;
  return byDomain.some(([domain, parameters]) => parameters.has(key) && domain.test(host));
}
