import type { ReactNode } from 'react';
import type { Direction, EditionView, SponsorView } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { highlightLine } from '../parts/highlight-line.tsx';
import { FooterLines } from '../parts/links.tsx';
import { Nameplate } from '../parts/nameplate.tsx';
import { Note } from '../parts/note.tsx';
import { Band, Spacer, sides } from '../parts/primitives.tsx';
import { SponsorWords } from '../parts/sponsor-words.tsx';
import { upright } from '../parts/upright.ts';
import { type DigestTokens, tracking } from '../tokens.ts';

type Themed<Props> = Props & { readonly tokens: DigestTokens };

/** Nameplate and dateline, and the editor's opening words under them. */
export const Masthead = ({ edition, tokens, tokens: { fonts, light } }: Themed<{ edition: EditionView }>) => {
  const { masthead, note, direction } = edition;
  const [start, end] = sides(direction);
  const dateline = {
    padding: '7px 0',
    borderTop: `1px solid ${light.ink}`,
    borderBottom: `1px solid ${light.ink}`,
    font: fonts.dateline,
    color: light.muted,
  } as const;
  return (
    <>
      <Band>
        <Column align="center" style={{ padding: '24px 0 14px' }}>
          <Nameplate edition={edition} tokens={tokens} align="center" />
          {masthead.tagline === null ? null : (
            <p className="m" style={{ margin: '4px 0 0', font: upright(fonts.tagline, edition), color: light.muted }}>
              {masthead.tagline}
            </p>
          )}
        </Column>
      </Band>
      <Band>
        <Column className="m k" width="22%" align={start} style={{ ...dateline, whiteSpace: 'nowrap' }}>
          {masthead.number}
        </Column>
        <Column className="m k" align="center" style={dateline}>
          {masthead.date}
        </Column>
        <Column className="m k" width="22%" align={end} style={{ ...dateline, whiteSpace: 'nowrap' }}>
          {masthead.storyCount}
        </Column>
      </Band>
      {note.length === 0 ? null : (
        <Band>
          <Column style={{ padding: '18px 0 4px' }}>
            <Note note={note} tokens={tokens} />
          </Column>
        </Band>
      )}
    </>
  );
};

/** "In this edition": what else is in the paper, between two rules. */
export const Highlights = ({
  title,
  direction,
  children,
  tokens: { fonts, light },
}: Themed<{ title: string; direction: Direction; children: ReactNode }>) => (
  <Band>
    <Column
      className="t k"
      style={{
        padding: '10px 16px 12px',
        backgroundColor: light.tint,
        borderTop: `1px solid ${light.ink}`,
        borderBottom: `1px solid ${light.ink}`,
      }}
    >
      <Heading
        as="h2"
        className="a"
        style={{ margin: 0, font: fonts.label, letterSpacing: tracking.label[direction], textTransform: 'uppercase', color: light.accent }}
      >
        {title}
      </Heading>
      {children}
    </Column>
  </Band>
);

export const Highlight = highlightLine({ topic: 'bold', gap: 6 });

/** A topic's name under a heavy rule; the first story's own hairline closes it below. */
export const SectionHead = ({ topic, direction, tokens: { fonts, light } }: Themed<{ topic: string; direction: Direction }>) => (
  <>
    <Spacer height={8} />
    <Band>
      <Column className="k" style={{ padding: '6px 0', borderTop: `3px solid ${light.ink}` }}>
        <Heading
          as="h2"
          className="a"
          dir="auto"
          style={{
            margin: 0,
            font: fonts.section,
            textTransform: 'uppercase',
            color: light.accent,
            letterSpacing: tracking.label[direction],
          }}
        >
          {topic}
        </Heading>
      </Column>
    </Band>
  </>
);

/** Paid matter between two rules, under its label, as papers have always set it. */
export const Sponsor = ({ sponsor, tokens, tokens: { light } }: Themed<{ sponsor: SponsorView }>) => (
  <>
    <Spacer height={16} />
    <Band>
      <Column
        className="t k"
        align="center"
        style={{
          padding: '14px 24px 18px',
          backgroundColor: light.tint,
          borderTop: `1px solid ${light.ink}`,
          borderBottom: `1px solid ${light.ink}`,
        }}
      >
        <SponsorWords sponsor={sponsor} tokens={tokens} title="ink" picture="inline" />
      </Column>
    </Band>
    <Spacer height={14} />
  </>
);

/** That this was all, who sends it, why, and the ways out. */
export const Footer = ({ edition, tokens: { fonts, light } }: Themed<{ edition: EditionView }>) => (
  <>
    <Spacer height={22} />
    <Band>
      <Column
        className="m k"
        align="center"
        style={{ padding: '18px 0 32px', borderTop: `3px double ${light.ink}`, font: fonts.footer, color: light.muted }}
      >
        <p className="i" style={{ margin: 0, font: fonts.footerName, color: light.ink }}>
          {edition.footer.name}
        </p>
        <p style={{ margin: '4px 0 0', font: upright(fonts.tagline, edition) }}>{edition.footer.ending}</p>
        <FooterLines edition={edition} color={light.ink} gap={8} />
      </Column>
    </Band>
  </>
);
