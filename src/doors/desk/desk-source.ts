/** What the desk needs of the rest of Courant. The desk declares it, `app/desk/` implements it over the use cases in `press/`. */
import type { RenderedEmail } from '../../composition/edition.ts';
import type { Verdict } from '../../composition/lint/gate.ts';
import type { SampleName } from '../../composition/sample/sample-digest.ts';
import type { Fault } from '../../content/fault.ts';
import type { ArticleDraft } from '../../content/feeds/keeping/draft-article.ts';
import type { ApprovalStanding, ApprovalState } from '../../press/editing/approval.ts';
import type { ApproverStanding } from '../../press/editing/hands.ts';
import type { OverrideIntent } from '../../press/editing/override-intent.ts';
import type { OverrideList } from '../../press/editing/overrides.ts';
import type { TestPlaces } from '../../press/editing/send-test.ts';
import type { Wishes } from '../../press/feeds/add-article.ts';
import type { SourceHealth } from '../../press/feeds/source-health.ts';
import type { Distribution } from '../../press/mailing/distribution.ts';
import type { EditionStanding } from '../../press/oversight/edition-standing.ts';
import type { Counts, Plan } from '../../press/planning/plan.ts';
import type { WhatIf } from '../../press/planning/what-if.ts';
import type { ContentRead } from '../../press/ports/content.ts';
import type { MovedSlot, SlotHold } from '../../press/ports/store/approvals.ts';
import type { EditionRecord } from '../../press/ports/store/editions.ts';
import type { DeliveryRow } from '../../press/ports/store/ledger.ts';
import type { ReaderStanding } from '../../press/readers/manage-readers.ts';
import type { Digest } from '../../selection/choosing/digest.ts';
import type { CandidateStanding } from '../../selection/choosing/explain-candidates.ts';
import type { SelectionSettings } from '../../selection/choosing/settings.ts';
import type { EditionWording } from '../../selection/editing/apply-overrides.ts';
import type { Story } from '../../selection/stories/story.ts';
import type { OneStory } from '../../selection/stories/why-one-story.ts';
import type { CommentRoom } from './comment-room.ts';
import type { InsightRoom } from './insight-room.ts';
import type { ReaderRooms } from './reader-rooms.ts';

/** A newsletter as far as the desk offers it for choice. `zone` is an IANA zone; `topics` stand in the newsletter's order. */
export type DeskNewsletter = {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly topics: readonly string[];
  readonly theme: string;
  readonly locale: string;
  readonly approval: 'none' | 'required';
  /** Whether articles that carry their whole text are told by it. */
  readonly wholeTexts: boolean;
};

/** Left out, `newsletter` is the first one, `at` its next slot, `topics` all of its topics. */
export type DeskPreviewQuery = {
  readonly newsletter?: string;
  readonly at?: Date;
  readonly topics?: readonly string[];
  /** Address of a reader: their topics and what they were told before count. */
  readonly reader?: string;
  /** A reader who was told nothing yet; left out, one who had every edition before. */
  readonly fresh?: true;
  /** Instead of `at`: `2026-11-21T08:00` on the clocks of the newsletter’s zone. */
  readonly local?: string;
  readonly theme?: string;
  readonly locale?: string;
};

/** The message as it would leave. Reader links lead nowhere: they carry placeholders or a sample reader's token. */
export type DeskMail = {
  readonly rendered: RenderedEmail;
  /** In the order of the message, values unfolded. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly mime: Uint8Array;
  /** Bytes of the HTML part after transfer encoding, the number mail clients clip by. */
  readonly htmlBytes: number;
  /** Puts the message through the gate's checks: a tenth of a second. */
  readonly lint: () => Promise<Verdict>;
};

/** The sample digest in a newsletter's clothes. */
export type DeskSampleQuery = Pick<DeskPreviewQuery, 'newsletter' | 'theme' | 'locale'> & { readonly name: SampleName };

/** A theme at work on the sample digest; what is not said here is as of `DeskPreview`. */
export type DeskSample = Pick<DeskPreview, 'newsletter' | 'sender' | 'mediaBase' | 'notes'> & { readonly mail: DeskMail };

export type DeskPreview = {
  readonly newsletter: DeskNewsletter;
  readonly slot: Date;
  /** `null` while the edition has no number yet. */
  readonly number: number | null;
  /** As in the From header: `Name <address>`. */
  readonly sender: string;
  /** The reader profile shown: the topics followed. */
  readonly topics: readonly string[];
  readonly digest: Digest;
  readonly counts: Counts;
  /** Where the newsletter's settings are written, as in `courant.config.ts:12`; `null`: in no file. */
  readonly configPlace: string | null;
  /** What an editor needs to redo the points by hand; the half-life is resolved (never "half the window"). */
  readonly points: Pick<SelectionSettings, 'coverageWeight' | 'coverageCap' | 'perTopic'> & { readonly halfLifeMs: number };
  /** `null` when the digest is skipped and there is nothing to send. */
  readonly mail: DeskMail | null;
  /** In which edition before a story was told, by its id: its number. */
  readonly toldIn: ReadonlyMap<string, number>;
  /** Slots of the schedule around this one, earliest first. */
  readonly slots: readonly Date[];
  /** Where the mail's own pictures live, with trailing slash: the desk serves those itself. `https://news.example.com/media/`. */
  readonly mediaBase: string;
  readonly faults: readonly Fault[];
  /** Other things to say, such as "3 pictures could not be read". */
  /** Where no date was asked for and the next has nothing to tell yet: that, in words. */
  readonly instead: string | null;
  readonly notes: readonly string[];
  /** `null` before the slot's edition is opened. */
  readonly edition: EditionRecord | null;
  /** The reader looked at the edition as, with how many digests they were sent before. */
  readonly reader: { readonly address: string; readonly state: string; readonly told: number } | null;
  /** Every story of the window, as overrides left them. */
  readonly stories: readonly Story[];
  /** Which pictures each story may show, by its id. */
  readonly images?: Plan['images'];
  /** The article of one of these pages as its outlet wrote it. */
  readonly original: (pages: readonly string[]) => { readonly title: string; readonly excerpt: string | null } | null;
  /** What editors and hooks did to a story, in words, by its id. */
  readonly storyNotes: ReadonlyMap<string, readonly string[]>;
  readonly wording: EditionWording;
  readonly overrides: OverrideList;
  /** Overrides that no longer mean anything here, by id, and why. */
  readonly unmatched: ReadonlyMap<number, string>;
  /** Ranks and the smallest change for every candidate: worked out when asked for. */
  readonly explain: (only?: string) => ReadonlyMap<string, CandidateStanding>;
};

/** Who gets what of an edition, and when that was counted. */
export type ReadersCounted = { readonly at: Date; readonly distribution: Distribution };

/** `unclear`: the edition cannot be made just now, so nobody can say whether it is what was approved. */
export type OverviewApproval = ApprovalState | { readonly kind: 'unclear'; readonly why: string };

export type DeskOverview = {
  readonly now: Date;
  readonly newsletters: readonly {
    readonly newsletter: DeskNewsletter;
    /** `null`: its schedule has no further slot. */
    readonly next: Date | null;
    readonly hold: SlotHold | null;
    /** By the very judgement that lets an edition go out; `none` for a newsletter that needs no approval, too. */
    readonly approval: OverviewApproval;
    readonly overrides: number;
    /** Open threads of comments on the next slot. */
    readonly comments: number;
    /** A date that has come and whose edition was not made; `null` where none has, or where nothing stands in its way. */
    readonly overdue: OverdueDate | null;
  }[];
  /** Newest slot first. */
  readonly editions: readonly EditionStanding[];
};

/** `until`: as long as it still goes out by itself; `null`: no longer. */
export type OverdueDate = {
  readonly slot: Date;
  readonly until: Date | null;
  readonly hold: SlotHold | null;
  readonly approval: OverviewApproval;
};

/** A date of a newsletter that is to come. */
export type ComingDate = {
  readonly at: Date;
  readonly hold: SlotHold | null;
  /** The schedule has it at another moment. */
  readonly moved: MovedSlot | null;
  /** Changes by editors that concern this date alone. */
  readonly changes: number;
  /** Who approved it last; whether that still holds is judged on its own page. */
  readonly approvedBy: string | null;
};

export type DeskCalendar = {
  readonly now: Date;
  readonly newsletters: readonly { readonly newsletter: DeskNewsletter; readonly coming: readonly ComingDate[] }[];
  /** Newest first. */
  readonly past: readonly EditionStanding[];
};

export type DeskSigning = {
  readonly approval: Omit<ApprovalStanding, 'content'>;
  /** Who may approve, where whoever changed it may not; `null`: any publisher. */
  readonly approver: ApproverStanding | null;
  readonly hold: SlotHold | null;
  /** Open threads of comments. */
  readonly comments: number;
  readonly standing: EditionStanding | null;
  /** The first 200. */
  readonly unknown: readonly DeliveryRow[];
  readonly testPlaces: TestPlaces;
  /** What is another since the content asked about, in words; `null`: nothing was asked, or nothing is. */
  readonly changed: readonly string[] | null;
  /** The edition before that anybody was sent. */
  readonly sentBefore: { readonly number: number; readonly slot: Date } | null;
  /** The newest edition that was made, where it is of a later date: this one would be told after it. */
  readonly newer: { readonly number: number; readonly slot: Date } | null;
  /** Where mail goes: `smtp://host:port` or `outbox .courant/outbox`. */
  readonly transport: string;
  /** A send of this edition runs in this process. */
  readonly sending: boolean;
  /** What the last send begun on this desk ended with, when it failed. */
  readonly failure: string | null;
  /** The slot has come, so that it may be sent. */
  readonly due: boolean;
  /** When it was, in words, where the schedule would leave it to a person; otherwise `null`. */
  readonly late: string | null;
};

/** `local`: `2026-11-21T08:00` on the clocks of the newsletter’s zone; `null`: where the schedule has it. */
export type DateMove = { readonly newsletter: string; readonly at: Date; readonly local: string | null; readonly reason: string };

/** What an editor does when signing. `by` is named in the books; `account` tells who they are. */
export type SignAct =
  /** `as`: whose mail, one or several: `last`, `new`, `topic:Space`, `reader:ada@reader.example`. */
  | { readonly act: 'test'; readonly to: string; readonly as: readonly string[] }
  /** `seen`: fingerprint of what the editor had on screen. */
  | { readonly act: 'approve'; readonly seen: string }
  | { readonly act: 'withdraw' }
  | { readonly act: 'hold'; readonly reason: string }
  | { readonly act: 'release' }
  /** `seen` as in `approve`; `word`: typed for a slot that has not come (`early`) or is long past (`late`). Approves where that is needed. */
  | { readonly act: 'send'; readonly seen: string; readonly word: string }
  | AfterwardsAct;

/** What can be done about an edition that is on its way, or out. */
export type AfterwardsAct =
  | { readonly act: 'pause'; readonly reason: string }
  | { readonly act: 'cancel'; readonly reason: string }
  | { readonly act: 'resume' }
  | { readonly act: 'settle'; readonly verdict: 'accepted' | 'failed'; readonly evidence: string; readonly messageIds: readonly string[] }
  | { readonly act: 'resend'; readonly ids: readonly number[] };

/** What an editor does to one reader; the reason is kept with their name and may not be blank. */
export type ReaderAct =
  /** `theyAsked`: asked for where the reader had reported a mail as spam. */
  | { readonly act: 'lift'; readonly reason: string; readonly theyAsked: boolean }
  | { readonly act: 'suppress'; readonly reason: string }
  | { readonly act: 'end' | 'resume'; readonly reason: string; readonly newsletter: string }
  | { readonly act: 'pause'; readonly reason: string; readonly newsletter: string; readonly until: Date }
  /** Leaves nothing but a keyed hash. */
  | { readonly act: 'erase'; readonly reason: string }
  /** As typed, by the names of readers' own fields. */
  | { readonly act: 'fields'; readonly fields: Readonly<Record<string, string>> };

export type EditionBefore = {
  readonly number: number;
  readonly slot: Date;
  readonly sections: readonly { readonly topic: string; readonly stories: readonly { readonly id: string; readonly title: string }[] }[];
};

type OverrideAsked = {
  readonly author: string;
  /** Their account; left out, they have none. */
  readonly account?: number | null;
  readonly reason: string;
  readonly expectedVersion: number;
  /** Words that not every reader gets are kept; without it they are refused with the count, `words-partial`. */
  readonly partly?: boolean;
};

type Undo = { readonly id: number; readonly by: string; readonly account?: number | null; readonly expectedVersion: number };

/** Something a page shows has changed. `file` as a person would name it; of a comment, what was done. */
export type DeskChange = {
  readonly kind: 'article' | 'template' | 'config' | 'edition' | 'sending' | 'counts' | 'comment';
  readonly file: string;
  readonly at: Date;
};

/**
 * Every call may reject: the desk shows the error (for a CourantError its help; else the file and line it
 * came from) and lives on. `preview` sends nothing and stores nothing.
 */
export type DeskSource = ReaderRooms &
  InsightRoom &
  CommentRoom & {
    newsletters(): Promise<readonly DeskNewsletter[]>;
    preview(query: DeskPreviewQuery): Promise<DeskPreview>;
    /** Sends nothing and stores nothing but pictures. */
    sample(query: DeskSampleQuery): Promise<DeskSample>;
    overview(): Promise<DeskOverview>;
    calendar(): Promise<DeskCalendar>;
    /** Has a coming date go out at another moment, or, without `local`, at the schedule’s own again. Says in words what was done. */
    moveDate(move: DateMove, by: string, account?: number | null): Promise<string>;
    content(newsletter: string | undefined): Promise<ContentRead>;
    feeds(): Promise<readonly SourceHealth[]>;
    /** A page of the web as an article, nothing kept yet. @throws CourantError `page-unreachable`, `page-unusable` */
    lookAtPage(address: string): Promise<ArticleDraft>;
    /** Keeps it as an editor wishes; returns its file. @throws the same, and CourantError `article-known` */
    keepPage(address: string, wishes: Wishes): Promise<string>;
    /** `sets` as in `halfLife=2d`; see `requestWith`. */
    whatIf(query: DeskPreviewQuery, sets: readonly string[]): Promise<WhatIf>;
    /** The newsletter's sealed edition before the slot; `null`: there is none. */
    editionBefore(query: DeskPreviewQuery): Promise<EditionBefore | null>;
    /** What speaks for and against two pages being one story, each by its address or file. @throws CourantError `article-unknown` */
    pair(query: DeskPreviewQuery, targets: readonly [string, string]): Promise<OneStory>;
    /** Answers what it moved in the digest of all topics, in words; `version`: what the next act has to expect. */
    override(
      query: DeskPreviewQuery,
      intent: OverrideIntent,
      asked: OverrideAsked,
    ): Promise<{ readonly id: number; readonly version: number; readonly moved: readonly string[] }>;
    undo(newsletter: string, undo: Undo): Promise<void>;
    /** @param seen fingerprint of what the editor had on screen */
    signing(query: DeskPreviewQuery, seen?: string): Promise<DeskSigning>;
    /** By each reader's own topics and history; `null`: still being counted, a change tells when it is done. `long`: waits for it. */
    readerCounts(query: DeskPreviewQuery, patience?: 'short' | 'long'): Promise<ReadersCounted | null>;
    /** Does it, and says in words what was done. `send` resolves when the send has begun. */
    sign(query: DeskPreviewQuery, act: SignAct, by: string, account?: number | null): Promise<string>;
    /** Rejects with CourantError `bad-address`. */
    reader(address: string): Promise<ReaderStanding>;
    /** Does it, and says in words what was done. */
    actOnReader(address: string, act: ReaderAct, by: string): Promise<string>;
    /** Calls `listener` after every change until the returned function is called. */
    changes(listener: (change: DeskChange) => void): () => void;
    /** A picture an article names, whole and small; `null` when it is not to be had. */
    thumbnail(url: string): Promise<{ readonly bytes: Uint8Array; readonly type: string } | null>;
    /** A picture made for the mail, by file name; `null` when there is none. */
    media(name: string): Promise<{ readonly bytes: Uint8Array; readonly type: string } | null>;
  };
