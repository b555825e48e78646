import type { BrandView, EditionView } from '../contract/view-model.ts';
import { Heading, Img } from '../kit.ts';
import { type DigestTokens, tracking } from '../tokens.ts';
import { Anchor } from './primitives.tsx';

type NameplateProps = {
  readonly edition: EditionView;
  readonly tokens: DigestTokens;
  readonly style?: object;
  readonly align?: 'center' | 'start';
};

/** The newsletter's name, the mail's one h1: its logo where it has one, and the way home. */
export const Nameplate = ({
  edition: { masthead, brand, direction },
  tokens: { fonts, light },
  style = {},
  align = 'start',
}: NameplateProps) => (
  <Heading
    as="h1"
    className="i nm"
    style={{ margin: 0, font: fonts.masthead, letterSpacing: tracking.nameplate[direction], color: light.ink, ...style }}
  >
    <Home href={brand.home} color={'color' in style ? String(style.color) : light.ink}>
      {brand.logoUrl === undefined ? masthead.name : <Logo brand={brand} name={masthead.name} align={align} />}
    </Home>
  </Heading>
);

export const Home = ({ href, color, children }: { href: string | undefined; color: string; children: React.ReactNode }) =>
  href === undefined ? (
    children
  ) : (
    <Anchor href={href} className="i" color={color}>
      {children}
    </Anchor>
  );

/** Both logos stand there, one of them hidden: the dark scheme changes places. Where sheets are dropped the light one stays. */
export const Logo = ({ brand, name, align }: { brand: BrandView; name: string; align: 'center' | 'start' }) => {
  const size = { width: brand.logoWidth ?? 200, height: brand.logoHeight ?? 60 };
  const margin = align === 'center' ? '0 auto' : undefined;
  const style = { outline: undefined, border: 0, textDecoration: undefined, maxWidth: '100%', height: 'auto', margin };
  return (
    <>
      <Img
        src={brand.logoUrl}
        {...size}
        alt={name}
        {...(brand.logoDarkUrl === undefined ? {} : { className: 'll' })}
        style={{ ...style, display: 'block' }}
      />
      {brand.logoDarkUrl === undefined ? null : (
        <Img
          src={brand.logoDarkUrl}
          {...size}
          alt=""
          className="ld"
          style={{ ...style, display: 'none', maxHeight: 0, msoHide: 'all' } as object}
        />
      )}
    </>
  );
};
