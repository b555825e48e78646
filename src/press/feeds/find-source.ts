import { CourantError } from '../../errors/courant-error.ts';
import type { SourceSettings } from '../newsletter/source-settings.ts';

/**
 * The sources named, by name or address; all where none is.
 * @throws CourantError `feed-unknown`, `feeds-missing`
 */
export function sourcesNamed(
  sources: readonly SourceSettings[],
  nameOf: (source: SourceSettings) => string,
  named: readonly string[],
): readonly SourceSettings[] {
  if (sources.length === 0)
    throw new CourantError('feeds-missing', 'No feeds are configured.', {
      help: 'Add one: courant feeds add https://example.com/ (or name them in `feeds` of the config).',
    });
  const unknown = named.filter((name) => !sources.some((source) => nameOf(source) === name || source.address === name));
  if (unknown.length > 0)
    throw new CourantError('feed-unknown', `There is no feed ${unknown.join(', ')}.`, {
      help: `There are: ${sources.map(nameOf).slice(0, 40).join(', ')}.`,
    });
  return named.length === 0 ? sources : sources.filter((source) => named.includes(nameOf(source)) || named.includes(source.address));
}
