import type { ReactNode } from 'react';
import type { LetterView } from '../contract/view-model.ts';
import { Column, Heading } from '../kit.ts';
import type { Tokens } from '../tokens.ts';
import { AddressLines, LinkLine } from './links.tsx';
import { Home, Logo } from './nameplate.tsx';
import { PageFrame } from './page-frame.tsx';
import { Anchor, Band, Snug } from './primitives.tsx';

type LetterProps = { readonly letter: LetterView; readonly tokens: Tokens };

/** A sheet with the newsletter's name above, what is said in the middle, and who says it below. */
export const LetterFrame = ({ letter, tokens, children }: LetterProps & { readonly children: ReactNode }) => {
  const { fonts, light } = tokens;
  const align = tokens.letter.align === 'center' ? 'center' : undefined;
  return (
    <PageFrame mail={letter} tokens={tokens}>
      <Band>
        <Column className="k" align={align} style={{ padding: '36px 0 16px', borderBottom: `${tokens.letter.rule} ${light.ink}` }}>
          <p className="i" style={{ margin: 0, font: fonts.letterName, color: light.ink }}>
            <Home href={letter.brand.home} color={light.ink}>
              {letter.brand.logoUrl === undefined ? (
                letter.name
              ) : (
                <Logo brand={letter.brand} name={letter.name} align={tokens.letter.align} />
              )}
            </Home>
          </p>
        </Column>
      </Band>
      <Band>
        <Column style={{ padding: '36px 0 40px' }}>
          <Heading as="h1" className="i" style={{ margin: '0 0 16px', font: fonts.letterHeading, color: light.ink }}>
            {letter.heading}
          </Heading>
          {children}
        </Column>
      </Band>
      <Band>
        <Column
          className="m r"
          align={align}
          style={{ padding: '20px 0 40px', borderTop: `1px solid ${light.hairline}`, ...small(tokens) }}
        >
          {letter.footer.links.length === 0 ? null : (
            <p style={{ margin: '0 0 8px' }}>
              <LinkLine links={letter.footer.links} color={light.ink} />
            </p>
          )}
          <p style={{ margin: 0 }}>
            <AddressLines lines={letter.footer.postalAddress} />
          </p>
        </Column>
      </Band>
    </PageFrame>
  );
};

const small = ({ fonts, light }: Tokens) => ({ font: fonts.small, color: light.muted });

export const LetterBody = ({ letter, tokens: { fonts, light } }: LetterProps) => (
  <>
    {letter.greeting === undefined ? null : (
      <p className="b" style={{ margin: '0 0 12px', font: fonts.note, color: light.body }}>
        {letter.greeting}
      </p>
    )}
    <p className="b" style={{ margin: '0 0 20px', font: fonts.note, color: light.body }}>
      {letter.body}
    </p>
  </>
);

/** The reader's topics, or the reasons of a notice. */
export const LetterList = ({ letter: { list }, tokens: { fonts, light } }: LetterProps) =>
  list === null ? null : (
    <>
      {list.title === '' ? null : (
        <Heading as="h2" className="m" style={{ margin: '0 0 6px', font: fonts.small, color: light.muted }}>
          {list.title}
        </Heading>
      )}
      <ul className="b" style={{ margin: '0 0 24px', padding: '0 24px', font: fonts.note, color: light.body }}>
        {list.items.map(({ text, direction }) => (
          <li key={text}>
            <span dir={direction}>{text}</span>
          </li>
        ))}
      </ul>
    </>
  );

/** The one thing to do, as a button; padding stands on the cell, the only place Word keeps it. */
export const LetterAction = ({ letter: { action }, tokens: { fonts, light } }: LetterProps) =>
  action === null ? null : (
    <Snug>
      <td className="u" style={{ padding: '14px 24px', backgroundColor: light.accent, borderRadius: 4, font: fonts.button }}>
        <Anchor href={action.href} className="u" color={light.onAccent}>
          {action.label}
        </Anchor>
      </td>
    </Snug>
  );

/** The button's address written out, for those whose client shows no buttons. */
export const WrittenAddress = ({ letter: { action, insteadOfAction }, tokens }: LetterProps) =>
  action === null ? null : (
    <p className="m" style={{ margin: '24px 0 0', ...small(tokens) }}>
      {insteadOfAction}
      <br />
      <span dir="ltr">{action.href}</span>
    </p>
  );

export const SmallPrint = ({ letter: { smallPrint }, tokens }: LetterProps) =>
  smallPrint === null ? null : (
    <p className="m" style={{ margin: '16px 0 0', ...small(tokens) }}>
      {smallPrint}
    </p>
  );
