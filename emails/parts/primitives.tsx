import { createElement, type ReactNode } from 'react';
import { Link, pieceTag, Row, rawTag } from '../kit.ts';

/** Markup JSX cannot write: conditional comments. Only ever given our own constants. */
// biome-ignore lint/security/noDangerouslySetInnerHtml: constants of the theme, never content.
export const Raw = ({ html }: { html: string }) => createElement(rawTag, { dangerouslySetInnerHTML: { __html: html } });

/** A part of a block that a digest may leave out. */
export const Piece = ({ name, children }: { name: 'update' | 'excerpt'; children: ReactNode }) =>
  createElement(pieceTag, { name }, children);

/** A full-width layout table of one row. */
export const Band = ({ children }: { children: ReactNode }) => <Row align={undefined}>{children}</Row>;

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
  readonly color: string;
  readonly className: string;
  readonly underlined?: boolean;
  readonly dir?: 'ltr' | 'rtl' | undefined;
  readonly children: ReactNode;
};

/** A link. Outlook for Windows ignores the library's `text-decoration-line`, so it is replaced. */
export const Anchor = ({ href, color, className, underlined = false, dir, children }: AnchorProps) => (
  <Link
    href={href}
    dir={dir}
    className={className}
    style={{ color, textDecorationLine: undefined, textDecoration: underlined ? 'underline' : 'none' }}
  >
    {children}
  </Link>
);
