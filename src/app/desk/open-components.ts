import type { LiveComponents } from '../../io/themes/live-components.ts';
import type { Press } from '../../press/ports/press.ts';

/** Templates written as components, compiled anew when they are saved. */
export async function openComponents(): Promise<LiveComponents> {
  const { liveComponents } = await import('../../io/themes/live-components.ts');
  return liveComponents();
}

export const withComponents = (press: Press, components: LiveComponents | null): Press =>
  components === null ? press : { ...press, readTheme: async (theme) => (await components.theme(theme)) ?? press.readTheme(theme) };
