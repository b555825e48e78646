import type { SponsorView } from '../contract/view-model.ts';
import { Column } from '../kit.ts';
import { Band, Spacer } from '../parts/primitives.tsx';
import { SponsorWords } from '../parts/sponsor-words.tsx';
import { broadsheetTokens } from '../tokens.ts';

const { light } = broadsheetTokens;

/** Paid matter between two rules, under its label, as papers have always set it. */
export const Sponsor = ({ sponsor }: { sponsor: SponsorView }) => (
  <>
    <Spacer height={8} />
    <Band>
      <Column className="t k" align="center" style={cell}>
        <SponsorWords sponsor={sponsor} tokens={broadsheetTokens} title="ink" picture="inline" />
      </Column>
    </Band>
  </>
);

const cell = {
  padding: '16px 24px 20px',
  backgroundColor: light.tint,
  borderTop: `1px solid ${light.ink}`,
  borderBottom: `1px solid ${light.ink}`,
} as const;
