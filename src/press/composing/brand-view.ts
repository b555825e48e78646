import type { BrandView } from '../../../emails/contract/view-model.ts';
import type { Newsletter } from '../newsletter/newsletter.ts';

/** A newsletter's brand as themes, letters and pages take it: colours for both papers, the logo where it is hosted. */
export function brandView({ brand }: { readonly brand?: Newsletter['brand'] | undefined }): BrandView {
  if (!brand) return {};
  const { accent, accentDark, fonts, home, social, footerNote, hosted } = brand;
  return {
    ...(hosted ? { logoUrl: hosted.logo.src, logoWidth: hosted.logo.width, logoHeight: hosted.logo.height } : {}),
    ...(hosted?.logoDark ? { logoDarkUrl: hosted.logoDark.src } : {}),
    // What is read on light paper is dark enough for white words.
    ...(accent === null ? {} : { accent, accentInk: '#ffffff' }),
    ...(accentDark === null ? {} : { accentDark }),
    ...(fonts === null
      ? {}
      : { fonts: { ...(fonts.headline ? { headline: fonts.headline } : {}), ...(fonts.body ? { body: fonts.body } : {}) } }),
    ...(home === null ? {} : { home }),
    ...(social.length === 0 ? {} : { social: social.map(({ label, url }) => ({ label, href: url })) }),
    ...(footerNote === null ? {} : { footerNote }),
  };
}
