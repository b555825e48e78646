import type { EditionView, LinkView } from '../../src/composition/view-model.ts';
import { Column } from '../kit.ts';
import { fonts, light, sizes } from '../tokens.ts';
import { Anchor, Band, Spacer } from './primitives.tsx';

/** Who sends this, why, and the ways out. */
export const Footer = ({ footer }: { footer: EditionView['footer'] }) => (
  <>
    <Spacer height={sizes.beforeSection} />
    <Band>
      <Column className="m k" align="center" style={cell}>
        <p className="i" style={{ margin: 0, font: fonts.footerName, color: light.ink }}>
          {footer.name}
        </p>
        <p style={{ margin: '8px 0 0' }}>{footer.whyYouGetThis}</p>
        <p style={{ margin: '8px 0 0' }}>
          <FooterLink link={footer.preferences} /> · <FooterLink link={footer.unsubscribe} /> · <FooterLink link={footer.viewInBrowser} />
        </p>
        <p style={{ margin: '16px 0 0' }}>
          {footer.postalAddress.map((line, index) => (
            <span key={line}>
              {index === 0 ? null : <br />}
              {line}
            </span>
          ))}
        </p>
      </Column>
    </Band>
  </>
);

const cell = { padding: '24px 0 40px', borderTop: `3px double ${light.ink}`, font: fonts.footer, color: light.muted } as const;

const FooterLink = ({ link }: { link: LinkView }) => (
  <Anchor href={link.href} className="i" color={light.ink} underlined>
    {link.label}
  </Anchor>
);
