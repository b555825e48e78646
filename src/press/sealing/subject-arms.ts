import { hash } from 'node:crypto';
import type { CompiledEdition } from '../../composition/blocks/compiled-edition.ts';
import { isFor } from '../../composition/views/digest-words.ts';
import type { DigestLayout } from '../../composition/views/layout.ts';
import type { EditionRecord } from '../ports/store/editions.ts';

export type Arm = 1 | 2;

/** Which of two subjects a reader of an edition is given, half of them each: the same whenever it is asked, and another split each time. */
export const armOf = ({ newsletter, slot }: Pick<EditionRecord, 'newsletter' | 'slot'>, subscriberId: number): Arm =>
  hash('sha256', `subject ${newsletter} ${slot.toISOString()} ${subscriberId}`, 'buffer').readUInt8(0) % 2 === 0 ? 1 : 2;

/** Whether the edition tries two subjects on a digest: not on one that lacks a story either of them speaks of. */
const isTriedOn = ({ subject, secondSubject, subjectFor }: CompiledEdition, layout: DigestLayout): boolean =>
  subject !== null && secondSubject !== undefined && isFor(layout, subjectFor);

export const withArm = (compiled: CompiledEdition, layout: DigestLayout, arm: Arm | undefined): DigestLayout =>
  arm !== undefined && isTriedOn(compiled, layout) ? { ...layout, arm } : layout;
