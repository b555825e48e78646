/** Words of the desk that must stay, since mail has no plainer ones, and what each means. */
export const glossary = {
  preheader: 'The line an inbox shows after the subject. It is in the mail, above everything, unseen.',
  points: 'What a story is worth to this edition: its quality, and how many tell it by themselves, less as it grows older.',
  telling: 'An article that tells the story by itself. A reprint, a press release, or whom it is about count for nothing or in part.',
  'half-life': 'After so many hours a story is worth half of what it was.',
  section: 'A topic’s part of the mail. Each story stands in one, the one where it ranks best.',
  pin: 'A pinned story stays in, where you put it, whatever else comes.',
  lead: 'The story on top of the whole mail.',
  accepted: 'The receiving server has taken the mail. Whether it then showed it to its reader, mail does not tell.',
  deferred: 'The receiving server asked to wait. It is tried again by itself.',
  unknown:
    'The connection broke after the mail was handed over, before an answer: it may have arrived. Nobody is written to twice by guess; you decide.',
  failed: 'The receiving server refused it for good.',
  suppressed: 'An address nothing is sent to: it bounced, its reader complained, or somebody here said so.',
  skipped: 'There was nothing new for this reader.',
  bounces: 'Mails that came back after they had been accepted.',
  complaints: 'Readers who marked the mail as spam.',
  outbox: 'A folder of this machine where mail is kept while no mail server is set. It reaches nobody.',
  approval: 'The word that an edition may go out exactly as it stands. Whatever changes after it ends it.',
  held: 'Nothing of it goes out until somebody releases it.',
} as const;

export type GlossaryWord = keyof typeof glossary;
