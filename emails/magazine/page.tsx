import type { ReactNode } from 'react';
import type { Direction, EditionView, SponsorView } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { highlightLine } from '../parts/highlight-line.tsx';
import { FooterLines } from '../parts/links.tsx';
import { Nameplate } from '../parts/nameplate.tsx';
import { Note } from '../parts/note.tsx';
import { Band, Spacer } from '../parts/primitives.tsx';
import { SponsorWords } from '../parts/sponsor-words.tsx';
import { upright } from '../parts/upright.ts';
import { type DigestTokens, tracking } from '../tokens.ts';

type Themed<Props> = Props & { readonly tokens: DigestTokens };

/** The title in the middle of much white, and what is on its spine below. */
export const Masthead = ({ edition, tokens, tokens: { fonts, light } }: Themed<{ edition: EditionView }>) => {
  const { masthead, note, direction } = edition;
  return (
    <>
      <Band>
        <Column align="center" style={{ padding: '34px 0 14px' }}>
          <Nameplate edition={edition} tokens={tokens} align="center" />
          {masthead.tagline === null ? null : (
            <p className="m" style={{ margin: '4px 0 0', font: upright(fonts.tagline, edition), color: light.muted }}>
              {masthead.tagline}
            </p>
          )}
          <p
            className="m"
            style={{
              margin: '14px 0 0',
              font: fonts.dateline,
              letterSpacing: tracking.label[direction],
              textTransform: 'uppercase',
              color: light.muted,
            }}
          >
            {`${masthead.date} · ${masthead.number}`}
          </p>
        </Column>
      </Band>
      {note.length === 0 ? null : (
        <Band>
          <Column style={{ padding: '14px 0 6px' }}>
            <Note note={note} tokens={{ ...tokens, fonts: { ...fonts, note: upright(fonts.note, edition) } }} />
          </Column>
        </Band>
      )}
    </>
  );
};

/** A table of contents, set in the middle like one. */
export const Highlights = ({
  title,
  children,
  tokens: { fonts, light },
}: Themed<{ title: string; direction: Direction; children: ReactNode }>) => (
  <Band>
    <Column
      className="r"
      align="center"
      style={{ padding: '20px 24px 22px', borderTop: `1px solid ${light.hairline}`, borderBottom: `1px solid ${light.hairline}` }}
    >
      <Heading as="h2" className="m" style={{ margin: 0, font: fonts.label.replace('italic ', ''), color: light.muted }}>
        {title}
      </Heading>
      {children}
    </Column>
  </Band>
);

export const Highlight = highlightLine({ topic: 'accent', gap: 8 });

/** A topic's name, small and spaced, over a short white and a line. */
export const SectionHead = ({ topic, direction, tokens: { fonts, light } }: Themed<{ topic: string; direction: Direction }>) => (
  <>
    <Spacer height={34} />
    <Band>
      <Column className="k" align="center" style={{ padding: '12px 0 16px', borderTop: `1px solid ${light.ink}` }}>
        <Heading
          as="h2"
          className="a"
          dir="auto"
          style={{
            margin: 0,
            font: fonts.section,
            letterSpacing: direction === 'rtl' ? undefined : '2px',
            textTransform: 'uppercase',
            color: light.accent,
          }}
        >
          {topic}
        </Heading>
      </Column>
    </Band>
  </>
);

/** Paid matter on tinted stock. */
export const Sponsor = ({ sponsor, tokens, tokens: { light } }: Themed<{ sponsor: SponsorView }>) => (
  <>
    <Spacer height={24} />
    <Band>
      <Column className="t" align="center" style={{ padding: '20px 24px 24px', backgroundColor: light.tint }}>
        <SponsorWords sponsor={sponsor} tokens={tokens} title="ink" picture="inline" />
      </Column>
    </Band>
  </>
);

/** The imprint page. */
export const Footer = ({ edition, tokens: { fonts, light } }: Themed<{ edition: EditionView }>) => (
  <>
    <Spacer height={40} />
    <Band>
      <Column
        className="m k"
        align="center"
        style={{ padding: '26px 0 40px', borderTop: `1px solid ${light.ink}`, font: fonts.footer, color: light.muted }}
      >
        <p className="i" style={{ margin: 0, font: fonts.footerName, color: light.ink }}>
          {edition.footer.name}
        </p>
        <p style={{ margin: '4px 0 0', font: upright(fonts.tagline, edition) }}>{edition.footer.ending}</p>
        <FooterLines edition={edition} color={light.ink} gap={10} />
      </Column>
    </Band>
  </>
);
