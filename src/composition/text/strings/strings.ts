/** Forms by CLDR plural category; `{count}` stands for the number as the locale writes it; a form that says it in words leaves it out. */
export type Plural = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** Every word Courant itself puts into a digest, in one language. `{...}` are places, filled from the view model. */
export type Strings = {
  /** BCP 47 tag the catalogue is written in. */
  readonly language: string;
  /** `{number}`: masthead, such as "No. 42". */
  readonly editionNumber: string;
  /** `{count}`: masthead, such as "24 stories". */
  readonly storyCount: Plural;
  readonly inThisEdition: string;
  /** Title of the section that gathers what would be sections of one story. */
  readonly moreStories: string;
  /** `{outlets}`: a list of linked outlet names. */
  readonly alsoCoveredBy: string;
  /** `{count}`: last item of a list of outlets that is too long to show. */
  readonly moreOutlets: Plural;
  /** `{stories}`: a list of linked headlines that tell the same. */
  readonly moreOnThis: string;
  /** `{count}`: how many tell a story, such as "6 outlets". */
  readonly outletCount: Plural;
  /** Title of the page that names every outlet of each story. */
  readonly allCoverage: string;
  /** Stands before an excerpt, as a label. */
  readonly inShort: string;
  /** `{count}`: byline, such as "4 min read". */
  readonly readingTime: Plural;
  /** A link that opens a letter with the story's address. */
  readonly share: string;
  /** `{outlet}`: a link behind the excerpt of a story whose whole text found no room. */
  readonly readOn: string;
  /** `{outlet}`: a link behind a whole text, to where it is on the web. */
  readonly onTheWeb: string;
  /** Label of paid matter. */
  readonly advertisement: string;
  readonly update: string;
  readonly video: string;
  /** `{headlines}`: preheader, what follows the lead story. */
  readonly plus: string;
  /** `{newsletter}`: preheader when headlines and excerpt are too short; 40 columns or more. */
  readonly chosenForYou: string;
  /** `{newsletter}`: footer. */
  readonly whyYouGetThis: string;
  /** Footer, behind it, where it is counted which links are followed. */
  readonly clicksCounted: string;
  readonly preferences: string;
  readonly unsubscribe: string;
  readonly viewInBrowser: string;
  /** `{count}`: the number of stories in words, at the end. */
  readonly ending: string;
  /** A link to past editions. */
  readonly archive: string;
  /** Asks whoever did not subscribe; a link to do so follows. */
  readonly forwarded: string;
  /** `{newsletter}`: that link. */
  readonly subscribe: string;
};
