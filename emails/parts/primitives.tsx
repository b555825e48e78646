import { createElement, type ReactNode } from 'react';
import type { Direction } from '../contract/view-model.ts';
import { Column, Link, pieceTag, Row, rawTag } from '../kit.ts';

/** Markup JSX cannot write: conditional comments. Only ever given our own constants. */
// biome-ignore lint/security/noDangerouslySetInnerHtml: constants of the theme, never content.
export const Raw = ({ html }: { html: string }) => createElement(rawTag, { dangerouslySetInnerHTML: { __html: html } });

/** A part of a block that a digest may leave out. */
export const Piece = ({ name, children }: { name: PieceName; children: ReactNode }) => createElement(pieceTag, { name }, children);

/** Of a story, but for `topic`, which is a highlight's. */
type PieceName = 'kicker' | 'update' | 'picture' | 'excerpt' | 'share' | 'topic';

/** A full-width layout table of one row. */
export const Band = ({ children }: { children: ReactNode }) => <Row align={undefined}>{children}</Row>;

/** A layout table no wider than what stands in it. */
export const Snug = ({ children }: { children: ReactNode }) => (
  <table role="presentation" cellPadding="0" cellSpacing="0" border={0}>
    <tbody>
      <tr>{children}</tr>
    </tbody>
  </table>
);

/** A table at the side of what follows, which flows round it: Word obeys its alignment, and keeps the padding of its cell. */
export const Aside = ({ align, padding, children }: { align: 'left' | 'right'; padding: string; children: ReactNode }) => (
  <table role="presentation" align={align} cellPadding="0" cellSpacing="0" border={0}>
    <tbody>
      <tr>
        <td style={{ padding }}>{children}</td>
      </tr>
    </tbody>
  </table>
);

/** Words beside an `Aside`: on a phone they flow round it, where there is room they keep to a column of their own. */
export const Beside = ({ children }: { children: ReactNode }) => <div className="v">{children}</div>;

type HalfProps = {
  readonly story: { readonly half: boolean; readonly pair: string; readonly pageDirection: Direction };
  readonly className?: string;
  readonly style: object;
  readonly children: ReactNode;
};

/** A cell over the whole width, or over half of it beside its like where there is room; on a phone, and where sheets are dropped, all. */
export const Half = ({ story: { half, pair, pageDirection }, className, style, children }: HalfProps) => {
  // The gap stands between the two: after the first, before the second.
  const gap = half ? `${pageDirection === 'rtl' ? 'z' : 'q'}${pair}` : '';
  const cell = (
    <Band>
      <Column className={[className, gap].filter(Boolean).join(' ') || undefined} valign="top" style={style}>
        {children}
      </Column>
    </Band>
  );
  return half ? (
    <div className="h" style={{ display: 'inline-block', width: '100%', verticalAlign: 'top' }}>
      {cell}
    </div>
  ) : (
    cell
  );
};

/** Empty height before a rule: Word honours neither margins of tables nor padding of blocks. */
export const Spacer = ({ height }: { height: number }) => (
  <Band>
    <td height={height} style={{ font: `1px/${height}px serif` }}>
      &nbsp;
    </td>
  </Band>
);

type AnchorProps = {
  readonly href: string;
  /** Left out, the link takes the colour around it. */
  readonly color?: string | undefined;
  readonly className?: string;
  readonly underlined?: boolean;
  /** In a line of 24 px, whatever those around it are: for fingers. */
  readonly tall?: boolean;
  readonly dir?: Direction | undefined;
  readonly children: ReactNode;
};

/** A link. Outlook for Windows ignores the library's `text-decoration-line`, so it is replaced. */
export const Anchor = ({ href, color, className, underlined = false, tall = false, dir, children }: AnchorProps) => (
  <Link
    href={href}
    dir={dir}
    className={className}
    style={{
      color,
      textDecorationLine: undefined,
      textDecoration: underlined ? 'underline' : 'none',
      ...(tall ? { lineHeight: '24px' } : {}),
    }}
  >
    {children}
  </Link>
);

/** A link of its own, for fingers; the headline beside it is the one that assistive technology is told of. */
export const SilentLink = ({ href, children }: { href: string | null; children: ReactNode }) =>
  href === null ? (
    children
  ) : (
    <Link href={href} tabIndex={-1} aria-hidden="true" style={{ color: undefined, textDecorationLine: undefined, textDecoration: 'none' }}>
      {children}
    </Link>
  );

/** Left and right as a reader's script has them: mail clients know no logical sides. */
export const sides = (direction: Direction): readonly [start: 'left' | 'right', end: 'left' | 'right'] =>
  direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];

/** A name and its number stay on one line, where a line would end at the hyphen: `Plover-2`. */
export const withWholeNames = (words: string): ReactNode =>
  words.split(/(\p{L}{1,20}-\d{1,6})(?![\p{L}\d-])/u).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: words do not change their order
      <span key={at} className="n">
        {part}
      </span>
    ),
  );
