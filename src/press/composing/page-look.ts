import type { BrandView } from '../../../emails/contract/view-model.ts';
import { brandedLook } from '../../composition/themes/theme-looks.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';
import { brandView } from './brand-view.ts';

/** How a page of a newsletter's own looks. */
export type PageLook = { readonly brand: BrandView } & Pick<ReturnType<typeof brandedLook>, 'light' | 'dark'>;

/** `null` for a newsletter without a brand, whose pages look as all do. */
export function pageLook({ brand, theme }: Pick<Newsletter, 'brand' | 'theme'>): PageLook | null {
  if (!brand) return null;
  const view = brandView({ brand });
  const { light, dark } = brandedLook(theme, view);
  return { brand: view, light, dark };
}
