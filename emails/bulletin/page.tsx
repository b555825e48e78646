import type { ReactNode } from 'react';
import type { EditionView, SponsorView } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { highlightLine } from '../parts/highlight-line.tsx';
import { FooterLines } from '../parts/links.tsx';
import { Nameplate } from '../parts/nameplate.tsx';
import { Note } from '../parts/note.tsx';
import { Band, Snug, Spacer, sides } from '../parts/primitives.tsx';
import { SponsorWords } from '../parts/sponsor-words.tsx';
import type { DigestTokens } from '../tokens.ts';

type Themed<Props> = Props & { readonly tokens: DigestTokens };

/** A bar of colour, the name as large as it goes, and one line of facts: everything on one edge. */
export const Masthead = ({ edition, tokens, tokens: { fonts, light } }: Themed<{ edition: EditionView }>) => {
  const { masthead, note, direction } = edition;
  return (
    <>
      <Band>
        <Column className="u" height={8} style={{ backgroundColor: light.accent, font: '1px/8px serif' }}>
          &nbsp;
        </Column>
      </Band>
      <Band>
        <Column style={{ padding: '22px 0 0' }}>
          <Nameplate edition={edition} tokens={tokens} />
          {masthead.tagline === null ? null : (
            <p className="b" style={{ margin: '2px 0 0', font: fonts.tagline, color: light.body }}>
              {masthead.tagline}
            </p>
          )}
          <p className="m" style={{ margin: '10px 0 0', font: fonts.dateline, color: light.muted }}>
            <b className="i" style={{ color: light.ink }}>
              {masthead.date}
            </b>
            {` · ${masthead.number} · ${masthead.storyCount}`}
          </p>
        </Column>
      </Band>
      {note.length === 0 ? null : (
        <Band>
          <Column style={{ padding: '20px 0 0' }}>
            <Band>
              <Column className="c" style={noteCell(sides(direction)[0], light.accent)}>
                <Note note={note} tokens={tokens} />
              </Column>
            </Band>
          </Column>
        </Band>
      )}
    </>
  );
};

/** A bar on the side the words start from. */
const noteCell = (start: 'left' | 'right', accent: string) =>
  start === 'left'
    ? { padding: '2px 0 0 16px', borderLeft: `4px solid ${accent}` }
    : { padding: '2px 16px 0 0', borderRight: `4px solid ${accent}` };

/** "In this edition": a panel of lines, each leading to its story. */
export const Highlights = ({ title, children, tokens: { fonts, light } }: Themed<{ title: string; children: ReactNode }>) => (
  <Band>
    <Column className="t" style={{ padding: '14px 18px 16px', backgroundColor: light.tint, borderRadius: 8 }}>
      <Heading as="h2" className="i" style={{ margin: 0, font: fonts.label, color: light.ink }}>
        {title}
      </Heading>
      {children}
    </Column>
  </Band>
);

export const Highlight = highlightLine({ topic: 'bold accent', gap: 6 });

/** A topic's label in its colour, on a line as wide as the page. */
export const SectionHead = ({ topic, tone, tokens: { fonts, light } }: Themed<{ topic: string; tone: string }>) => (
  <>
    <Spacer height={22} />
    <Band>
      <Column className="r" style={{ borderTop: `1px solid ${light.hairline}`, padding: '12px 0 10px' }}>
        <Snug>
          {/* The heading takes its colour from the cell: a class of its own would bring the ground of the accent along. */}
          <td
            className={`u y${tone}`}
            style={{ backgroundColor: light.accent, color: light.onAccent, borderRadius: 4, padding: '3px 10px' }}
          >
            <Heading as="h2" dir="auto" style={{ margin: 0, font: fonts.section }}>
              {topic}
            </Heading>
          </td>
        </Snug>
      </Column>
    </Band>
  </>
);

/** Paid matter in a frame of its own, never in the colour of a topic. */
export const Sponsor = ({ sponsor, tokens, tokens: { light } }: Themed<{ sponsor: SponsorView }>) => (
  <>
    <Spacer height={18} />
    <Band>
      <Column className="r" style={{ padding: '14px 18px 16px', border: `1px solid ${light.hairline}`, borderRadius: 8 }}>
        <SponsorWords sponsor={sponsor} tokens={tokens} title="accent" picture="block" />
      </Column>
    </Band>
  </>
);

/** That this was all, who sends it, why, and the ways out. */
export const Footer = ({ edition, tokens: { fonts, light } }: Themed<{ edition: EditionView }>) => (
  <>
    <Spacer height={32} />
    <Band>
      <Column
        className="m t"
        style={{ padding: '20px 18px', backgroundColor: light.tint, borderRadius: 8, font: fonts.footer, color: light.muted }}
      >
        <p className="i" style={{ margin: 0, font: fonts.footerName, color: light.ink }}>
          {edition.footer.name}
        </p>
        <p style={{ margin: '2px 0 0' }}>{edition.footer.ending}</p>
        <FooterLines edition={edition} color={light.ink} gap={10} />
      </Column>
    </Band>
    <Spacer height={28} />
  </>
);
