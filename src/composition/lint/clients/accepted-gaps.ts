/**
 * Features (caniemail's names) the themes use although some clients lack them or have them in part, and why the mail is right
 * there all the same. A ratchet: a feature that is not here is a finding, and one no theme uses any more fails a test.
 */
export const acceptedGaps: Readonly<Record<string, string>> = {
  // What only a style sheet can do: everything stays readable where the sheet is dropped, because inline styles carry the light scheme.
  'html-style': 'sheets add the dark scheme and narrow screens only',
  'css-at-media': 'a phone’s sizes and light where it is ignored, which read well on any screen: the column is fluid',
  'css-at-media-prefers-color-scheme': 'light where it is ignored; contrast is kept when the client inverts',
  'css-color-scheme': 'says to clients that read it not to invert; the others are checked inverted',
  'html-meta-color-scheme': 'as css-color-scheme',
  'css-important': 'only in sheets, over inline styles; where it is dropped the inline style stands',
  'css-selector-attribute': "only Outlook.com's own marks, which no other client sets",
  'css-selector-chaining': 'only in sheets, whose loss costs nothing that is needed',
  'css-selector-class': 'as css-selector-chaining',
  'css-selector-descendant': 'as css-selector-chaining',
  'css-selector-grouping': 'as css-selector-chaining',
  'css-selector-type': 'as css-selector-chaining',
  'css-pseudo-class-hover': 'an underline under the pointer; touch has none',

  // The page and its language, said again on the wrapper inside the body.
  'html-body': 'webmails make a div of it; ground and language stand on elements inside too',
  'html-lang': 'said on html and on the wrapper, one of which survives',
  'html-dir': 'said on html, wrapper and column, and align says the same for Word',
  'html-role': 'where roles are dropped, tables of one cell a row are read in order all the same',
  'html-aria-hidden': 'then the thumbnail is a second link with the alt as its name',
  'html-aria-label': 'names the article; the h1 names it again',

  // Boxes: Word takes padding from cells, width from attributes and ghost tables, and needs no more.
  'html-lists': "an editor's note: some clients indent it differently",
  'html-align': 'centres cells and puts pictures beside words; where it is ignored they stand at the start and above',
  'html-width': 'in px on pictures and cells and 100% on tables, which Word reads; caniemail counts other uses',
  'html-height': 'in px on pictures and spacers, which Word reads; caniemail counts other uses',
  'css-width': 'the attribute says it again',
  'css-height': 'the attribute says it again; auto and px only, on pictures and spacers',
  'css-max-width': 'a ghost table of the same width stands in its place for Word',
  'css-max-height': 'only on the preheader, which display:none and mso-hide hide too',
  'css-overflow':
    'on the preheader, as css-max-height; in a sheet it keeps words in a column beside a picture, round which they flow where it is ignored',
  'css-display': 'block and none, which all have; where inline and inline-block are ignored, halves and bylines stand below one another',
  'css-display-none': 'only on the preheader, with mso-hide:all for Word',
  'css-margin': 'no negative ones and no auto that matters: align and ghost table centre in Word',
  'css-padding': 'only on cells, where Word honours it, and on an editor’s lists',
  'css-border-radius': 'corners are square where it is ignored',
  'css-aspect-ratio': 'keeps the place of a picture that is not shown; its attributes do elsewhere',
  'css-border': 'on cells and rules; Word draws double as solid',

  // Type: where a nicety is ignored the words are set plainer.
  'css-font-size': 'px only; caniemail counts other units',
  'css-line-height': 'px only; Word rounds it',
  'css-letter-spacing': 'a nicety of capitals',
  'css-text-transform': 'a nicety of labels',
  'css-text-align': 'left, right and center only; caniemail counts start and end',
  'css-text-decoration': 'underline and none only; caniemail counts the rest',
  'css-text-wrap': 'no headline ends in a line of one word; where it is ignored lines break as they always did',
  'css-white-space': 'keeps a short dateline, a name and a label on one line; they may break where it is ignored',
  'css-word-break': 'breaks words longer than a phone is wide, which hardly come',
};
