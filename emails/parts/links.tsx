import { Fragment } from 'react';
import type { LinkView, StoryView } from '../contract/view-model.ts';
import { Anchor } from './primitives.tsx';

/** Links of a footer on one line. */
export const LinkLine = ({ links, color }: { links: readonly LinkView[]; color: string }) =>
  links.map(({ label, href }, index) => (
    <Fragment key={href}>
      {index === 0 ? null : ' · '}
      <Anchor href={href} className="i" color={color} underlined>
        {label}
      </Anchor>
    </Fragment>
  ));

/** "Also covered by A, B and C", each name a link of its own. */
export const OutletList = ({ story: { alsoCoveredBy, pageDirection }, color }: { story: StoryView; color: string }) =>
  alsoCoveredBy === null ? null : (
    <>
      {alsoCoveredBy.before}
      {alsoCoveredBy.outlets.map(({ text, href, direction }) =>
        href === null ? (
          text
        ) : (
          <Anchor key={href} href={href} dir={direction === pageDirection ? undefined : direction} className="m" color={color} underlined>
            {text}
          </Anchor>
        ),
      )}
      {alsoCoveredBy.after}
    </>
  );

/** Lines of an address, each in its own direction: in a page of another one a house number would change sides. */
export const AddressLines = ({ lines }: { lines: readonly string[] }) =>
  lines.map((line, index) => (
    <Fragment key={line}>
      {index === 0 ? null : <br />}
      <span dir="auto">{line}</span>
    </Fragment>
  ));
