import type { BodyBlock, Direction, LinkView } from '../../../emails/contract/view-model.ts';
import { renderNow } from '../../../emails/kit.ts';
import { Body } from '../../../emails/parts/body.tsx';

/** What a theme file says of how whole texts look: sizes as `17px/27px`, families as CSS lists them, colours of light paper. */
export const bodyLookFields = [
  'words',
  'heading',
  'small',
  'family',
  'headingFamily',
  'smallFamily',
  'ink',
  'body',
  'muted',
  'tint',
  'hairline',
] as const;
export type BodyLookGiven = Readonly<Record<(typeof bodyLookFields)[number], string>> & { readonly pictures: boolean };

export type BodyGiven = { readonly blocks: readonly BodyBlock[]; readonly readOn: LinkView | null; readonly page: Direction };

/** A whole text as markup for a theme file, which cannot go into lists in lists by itself. */
export const setBody = ({ blocks, readOn, page }: BodyGiven, given: BodyLookGiven): string => {
  const { family, headingFamily, smallFamily, ...rest } = given;
  const look = {
    ...rest,
    words: `${given.words} ${family}`,
    heading: `${given.heading} ${headingFamily}`,
    small: `${given.small} ${smallFamily}`,
    alt: `15px/40px ${smallFamily}`,
  };
  return renderNow(<Body blocks={blocks} readOn={readOn} page={page} look={look} />);
};
