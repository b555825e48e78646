import type { Direction } from '../contract/view-model.ts';
import { Heading } from '../kit.ts';
import { type DigestTokens, tracking } from '../tokens.ts';

/** The newsletter's name, the mail's one h1. */
export const Nameplate = ({ name, direction, tokens: { fonts, light } }: { name: string; direction: Direction; tokens: DigestTokens }) => (
  <Heading
    as="h1"
    className="i nm"
    style={{ margin: 0, font: fonts.masthead, letterSpacing: tracking.nameplate[direction], color: light.ink }}
  >
    {name}
  </Heading>
);
