import type { SponsorView } from '../contract/view-model.ts';
import { Column } from '../kit.ts';
import { Band, Spacer } from '../parts/primitives.tsx';
import { SponsorWords } from '../parts/sponsor-words.tsx';
import { bulletinTokens, sizes } from '../tokens.ts';

const { light } = bulletinTokens;

/** Paid matter in a panel of its own, under its label. */
export const Sponsor = ({ sponsor }: { sponsor: SponsorView }) => (
  <>
    <Spacer height={sizes.beforeSection} />
    <Band>
      <Column className="r" style={{ padding: '18px 24px 20px', border: `1px solid ${light.hairline}`, borderRadius: 8 }}>
        <SponsorWords sponsor={sponsor} tokens={bulletinTokens} title="accent" picture="block" />
      </Column>
    </Band>
  </>
);
