import type { ReactNode } from 'react';
import type { Direction } from '../contract/view-model.ts';
import { Html } from '../kit.ts';
import { type DigestTokens, sizes, type Tokens } from '../tokens.ts';
import { PageHead } from './page-head.tsx';
import { Band, Raw, sides } from './primitives.tsx';

const { page, gutter } = sizes;

// Word ignores max-width, so only it sees a table of the page's width.
const ghostOpen = `<!--[if mso]><table role="presentation" width="${page}" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->`;
const ghostClose = '<!--[if mso]></td></tr></table><![endif]-->';

// Figure spaces held apart by joiners fill the preview line, so that no body text follows the preheader.
const padding = '&#8199;&#847; '.repeat(50);

type PageFrameProps = {
  readonly mail: { readonly locale: string; readonly direction: Direction; readonly subject: string; readonly preheader: string };
  readonly tokens: Tokens | DigestTokens;
  readonly children: ReactNode;
};

/** The sheet: one column of at most 600 px on paper that fills the window. */
export const PageFrame = ({ mail, tokens, children }: PageFrameProps) => (
  <Html lang={mail.locale} dir={mail.direction}>
    <PageHead title={mail.subject} tokens={tokens} />
    <body className="p" style={{ margin: 0, padding: 0, backgroundColor: tokens.light.paper }}>
      {/* biome-ignore lint/a11y/useSemanticElements: mail clients keep roles but drop sectioning elements. */}
      <div role="main" lang={mail.locale} dir={mail.direction}>
        <div style={{ display: 'none', maxHeight: 0, overflow: 'hidden', msoHide: 'all' } as object}>
          {mail.preheader}
          <Raw html={padding} />
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
        <div role="article" aria-roledescription="email" aria-label={mail.subject}>
          <Band>
            <td className="p g" align="center" style={{ padding: `0 ${gutter}px`, backgroundColor: tokens.light.paper }}>
              <Raw html={ghostOpen} />
              <div className="b" dir={mail.direction} style={column(mail.direction, tokens)}>
                {children}
              </div>
              <Raw html={ghostClose} />
            </td>
          </Band>
        </div>
      </div>
    </body>
  </Html>
);

const column = (direction: Direction, { fonts, light }: Tokens) =>
  ({
    maxWidth: page,
    margin: '0 auto',
    font: fonts.base,
    color: light.body,
    // A word longer than a phone is wide must not push the page sideways.
    wordBreak: 'break-word',
    textAlign: sides(direction)[0],
  }) as const;
