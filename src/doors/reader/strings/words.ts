/** Every word of the reader pages in one language. `{...}` are places; what fills them is escaped by the page. */
export type PageWords = {
  /** BCP 47 tag the words are written in. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The language's own name. */
  readonly ownName: string;
  readonly unsubscribeTitle: string;
  readonly unsubscribeText: string;
  readonly unsubscribe: string;
  readonly unsubscribedTitle: string;
  readonly unsubscribedText: string;
  readonly alreadyUnsubscribed: string;
  readonly fewerInstead: string;
  readonly unknownTitle: string;
  readonly unknownText: string;
  readonly unknownHelp: string;
  readonly tryAgainTitle: string;
  readonly tryAgainText: string;
  readonly preferencesTitle: string;
  readonly preferencesFor: string;
  readonly newsletters: string;
  readonly chooseSeveral: string;
  readonly topicsOf: string;
  readonly topics: string;
  readonly pauseUntil: string;
  readonly pauseHint: string;
  readonly language_: string;
  readonly asNewsletter: string;
  readonly save: string;
  readonly saved: string;
  readonly staleForm: string;
  readonly yourData: string;
  readonly exportText: string;
  readonly exportButton: string;
  readonly eraseText: string;
  readonly eraseSure: string;
  readonly eraseButton: string;
  readonly eraseUnsure: string;
  readonly erasedTitle: string;
  readonly erasedText: string;
  readonly linkFirst: string;
  readonly linkSent: string;
  readonly dataLinkExpired: string;
  readonly subscribeTitle: string;
  readonly subscribe: string;
  readonly address: string;
  readonly subscribePromise: string;
  readonly leaveEmpty: string;
  readonly addressFault: string;
  readonly newsletterFault: string;
  readonly topicsFault: string;
  readonly slowDownTitle: string;
  readonly slowDownText: string;
  readonly proofTitle: string;
  readonly proofText: string;
  readonly proofWait: string;
  readonly proofEarly: string;
  readonly proofWorking: string;
  readonly checkInboxTitle: string;
  readonly checkInboxText: string;
  readonly confirmTitle: string;
  readonly confirmText: string;
  readonly confirmButton: string;
  readonly confirmedTitle: string;
  readonly confirmedText: string;
  readonly changeChoice: string;
  readonly expiredTitle: string;
  readonly expiredText: string;
  readonly archiveTitle: string;
  readonly archiveEmpty: string;
  readonly archiveNote: string;
  readonly corrections: string;
  /** `{date}` */
  readonly correctedOn: string;
  /** Stands before what was said earlier. */
  readonly correctedBefore: string;
  readonly correctionTitle: string;
  /** `{newsletter}` */
  readonly correctionText: string;
  readonly goOn: string;
  readonly allEditions: string;
  readonly edition: string;
  /** When a newsletter comes: `{time}`, `{zone}`; `{days}` of the week or the month; `{rhythm}` one of them, `{weeks}` how many. */
  readonly rhythm: { readonly daily: string; readonly weekly: string; readonly monthly: string; readonly everyWeeks: string };
  readonly readLatest: string;
  readonly newer: string;
  readonly older: string;
  readonly privacy: string;
  readonly aboutNewsletters: string;
  readonly stayText: string;
  readonly stayButton: string;
  readonly stayedTitle: string;
  /** `{newsletter}` */
  readonly stayedText: string;
  readonly stayTooLate: string;
  /** Of what was typed into one of the reader's own fields. */
  readonly fieldFault: string;
  readonly yes: string;
  readonly no: string;
};
