import type { EditionView } from '../contract/view-model.ts';
import { Column } from '../kit.ts';
import { AddressLines, LinkLine } from '../parts/links.tsx';
import { Band, Spacer } from '../parts/primitives.tsx';
import { bulletinTokens } from '../tokens.ts';

const { fonts, light } = bulletinTokens;

/** Who sends this, why, and the ways out. */
export const Footer = ({ footer }: { footer: EditionView['footer'] }) => (
  <>
    <Spacer height={44} />
    <Band>
      <Column className="m t" style={cell}>
        <p className="i" style={{ margin: 0, font: fonts.footerName, color: light.ink }}>
          {footer.name}
        </p>
        <p style={{ margin: '6px 0 0' }}>{footer.whyYouGetThis}</p>
        <p style={{ margin: '14px 0 0' }}>
          <LinkLine links={[footer.preferences, footer.unsubscribe, footer.viewInBrowser]} color={light.ink} />
        </p>
        <p style={{ margin: '14px 0 0' }}>
          <AddressLines lines={footer.postalAddress} />
        </p>
      </Column>
    </Band>
    <Spacer height={32} />
  </>
);

const cell = { padding: 24, backgroundColor: light.tint, borderRadius: 8, font: fonts.footer, color: light.muted } as const;
