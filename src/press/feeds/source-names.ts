import { folderName, shortHash } from '../../content/feeds/keeping/file-name.ts';
import type { SourceSettings } from '../newsletter/source-settings.ts';

/** A name for each source, by which its folder is called and it is told in reports; two that would have one name get a mark. */
export function sourceNames(sources: readonly SourceSettings[]): (source: SourceSettings) => string {
  const plain = new Map(sources.map((source) => [source.address, folderName(source.name, source.address)]));
  const count = Map.groupBy(plain.values(), (name) => name);
  return ({ address, name }) => {
    const own = plain.get(address) ?? folderName(name, address);
    return (count.get(own)?.length ?? 0) > 1 ? `${own}-${shortHash(address)}` : own;
  };
}
