import { Fragment } from 'react';
import type { Direction, EditionView, LinkView, ListPart, StoryView } from '../contract/view-model.ts';
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

/** The ways on and out, where else the newsletter is, and what its makers add: each line a paragraph. */
export const FooterLines = ({ edition: { footer, brand }, color, gap }: { edition: EditionView; color: string; gap: number }) => {
  const archive = footer.archive === null ? [] : [footer.archive];
  const line = { margin: `${gap}px 0 0` };
  return (
    <>
      {footer.forwarded === null ? null : (
        <p style={line}>
          {footer.forwarded.words} <LinkLine links={[footer.forwarded.subscribe]} color={color} />
        </p>
      )}
      <p style={line}>{footer.whyYouGetThis}</p>
      <p style={line}>
        <LinkLine links={[footer.preferences, footer.unsubscribe, footer.viewInBrowser, ...archive]} color={color} />
      </p>
      {brand.social === undefined || brand.social.length === 0 ? null : (
        <p style={line}>
          <LinkLine links={brand.social} color={color} />
        </p>
      )}
      {brand.footerNote === undefined ? null : <p style={line}>{brand.footerNote}</p>}
      <p style={line}>
        <AddressLines lines={footer.postalAddress} />
      </p>
    </>
  );
};

/** "Also covered by A, B and C", each name a link of its own. */
export const OutletList = ({ story: { alsoCoveredBy, pageDirection }, color }: { story: StoryView; color: string }) =>
  alsoCoveredBy === null ? null : <Listed {...alsoCoveredBy} parts={alsoCoveredBy.outlets} page={pageDirection} color={color} />;

/** "More on this: headline (outlet)", each headline a link. */
export const MoreOnThis = ({ story: { moreOnThis, pageDirection }, color }: { story: StoryView; color: string }) =>
  moreOnThis === null ? null : <Listed {...moreOnThis} parts={moreOnThis.stories} page={pageDirection} color={color} />;

type ListedProps = { before: string; parts: readonly ListPart[]; after: string; page: Direction; color: string };

const Listed = ({ before, parts, after, page, color }: ListedProps) => (
  <>
    {before}
    {parts.map(({ text, href, direction }) =>
      href === null ? (
        text
      ) : (
        <Anchor key={href} href={href} dir={direction === page ? undefined : direction} className="m" color={color} underlined>
          {text}
        </Anchor>
      ),
    )}
    {after}
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
