import type { EditionView } from '../contract/view-model.ts';
import { Column } from '../kit.ts';
import { AddressLines, LinkLine } from '../parts/links.tsx';
import { Band, Spacer } from '../parts/primitives.tsx';
import { broadsheetTokens, sizes } from '../tokens.ts';

const { fonts, light } = broadsheetTokens;

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
          <LinkLine links={[footer.preferences, footer.unsubscribe, footer.viewInBrowser]} color={light.ink} />
        </p>
        <p style={{ margin: '16px 0 0' }}>
          <AddressLines lines={footer.postalAddress} />
        </p>
      </Column>
    </Band>
  </>
);

const cell = { padding: '24px 0 40px', borderTop: `3px double ${light.ink}`, font: fonts.footer, color: light.muted } as const;
