import type { SlotHold } from './ports-desk.ts';

/** Who holds a slot the gate stopped: the gate, on what it saw. Another content is another holder, so it is looked at anew. */
export const holderOf = (fingerprint: string): string => `the gate (content ${fingerprint})`;

export const isGateHold = ({ by }: SlotHold): boolean => /^the gate \(content [0-9a-f]+\)$/.test(by);
