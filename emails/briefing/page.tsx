import type { ReactNode } from 'react';
import type { EditionView, SponsorView } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import { highlightLine } from '../parts/highlight-line.tsx';
import { FooterLines } from '../parts/links.tsx';
import { Nameplate } from '../parts/nameplate.tsx';
import { Note } from '../parts/note.tsx';
import { Band, Spacer } from '../parts/primitives.tsx';
import { SponsorWords } from '../parts/sponsor-words.tsx';
import { type DigestTokens, sizes } from '../tokens.ts';

type Themed<Props> = Props & { readonly tokens: DigestTokens };

/** Name, date and how much there is: what one needs to know before one begins. */
export const Masthead = ({ edition, tokens, tokens: { fonts, light } }: Themed<{ edition: EditionView }>) => {
  const { masthead, note } = edition;
  return (
    <>
      <Spacer height={20} />
      <Band>
        <Column className="k" style={{ padding: '14px 0 14px', borderTop: `4px solid ${light.ink}` }}>
          <Nameplate edition={edition} tokens={tokens} />
          {masthead.tagline === null ? null : (
            <p className="b" style={{ margin: '2px 0 0', font: fonts.tagline, color: light.body }}>
              {masthead.tagline}
            </p>
          )}
          <p className="m" style={{ margin: '6px 0 0', font: fonts.dateline, color: light.muted }}>
            {`${masthead.date} · ${masthead.number} · `}
            <b className="a" style={{ color: light.accent }}>
              {masthead.storyCount}
            </b>
          </p>
        </Column>
      </Band>
      {note.length === 0 ? null : (
        <Band>
          <Column className="r" style={{ padding: '14px 0 6px', borderTop: `1px solid ${light.hairline}` }}>
            <Note note={note} tokens={tokens} />
          </Column>
        </Band>
      )}
    </>
  );
};

/** What else to know, if there is no time for all of it. */
export const Highlights = ({ title, children, tokens: { fonts, light } }: Themed<{ title: string; children: ReactNode }>) => (
  <Band>
    <Column className="t" style={{ padding: '14px 18px 16px', backgroundColor: light.tint, borderRadius: 4 }}>
      <Heading as="h2" className="i" style={{ margin: 0, font: fonts.label, color: light.ink }}>
        {title}
      </Heading>
      {children}
    </Column>
  </Band>
);

export const Highlight = highlightLine({ topic: 'bold', gap: 6 });

/** A topic's name in the colour of the numbers, with a rule in that colour as far as the numbers reach. */
export const SectionHead = ({ topic, tokens: { fonts, light } }: Themed<{ topic: string }>) => (
  <>
    <Spacer height={22} />
    <Band>
      <Column className="c" style={{ padding: '8px 0 4px', borderTop: `2px solid ${light.accent}` }}>
        <Heading as="h2" className="a" dir="auto" style={{ margin: 0, font: fonts.section, color: light.accent }}>
          {topic}
        </Heading>
      </Column>
    </Band>
  </>
);

/** Paid matter, set off from what is numbered. */
export const Sponsor = ({ sponsor, tokens, tokens: { light } }: Themed<{ sponsor: SponsorView }>) => (
  <>
    <Spacer height={sizes.gap} />
    <Band>
      <Column className="r" style={{ padding: '14px 18px 16px', border: `1px dashed ${light.hairline}`, borderRadius: 4 }}>
        <SponsorWords sponsor={sponsor} tokens={tokens} title="ink" picture="block" />
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
        className="m k"
        style={{ padding: '16px 0 32px', borderTop: `4px solid ${light.ink}`, font: fonts.footer, color: light.muted }}
      >
        <p className="i" style={{ margin: 0, font: fonts.footerName, color: light.ink }}>
          {edition.footer.ending}
        </p>
        <FooterLines edition={edition} color={light.ink} gap={8} />
      </Column>
    </Band>
  </>
);
