/** The themes Courant brings along. Names only, so that the configuration can be checked without loading any of them. */
export const builtInThemes = ['broadsheet', 'bulletin', 'magazine', 'briefing', 'minimal', 'wire', 'classic'] as const;
export type BuiltInTheme = (typeof builtInThemes)[number];

/** Those of them that are MJML files. */
const written: readonly string[] = ['minimal', 'wire', 'classic'] satisfies readonly BuiltInTheme[];

/** Whether the theme is one of ours and written in MJML. */
export const isMjmlOfOurs = (theme: string): boolean => written.includes(theme);

/** Whether a newsletter's `theme` names a file of the editor's own. */
export const isThemeFile = (theme: string): boolean => theme.endsWith('.mjml') || isThemeCode(theme);

/** Whether that file is code: components, which run in this process. */
export const isThemeCode = (theme: string): boolean => /\.tsx?$/.test(theme);

/** Whether the theme is one of ours. */
export const isBuiltInTheme = (theme: string): theme is BuiltInTheme => (builtInThemes as readonly string[]).includes(theme);

/** What to write instead of a theme there is not. */
export const themeAdvice = `Write one of ${builtInThemes.join(', ')}, or the path of an .mjml or .tsx file relative to the configuration.`;
