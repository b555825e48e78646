/**
 * Per-reader values stand in a finished message as placeholders of one fixed width, so a reader's copy is the same bytes
 * with a few windows overwritten. The alphabet is base64url: it survives HTML escaping and quoted-printable unchanged.
 */
export const slotWidth = 40;

const slot = (name: string) => `zzSLOT-${name}-`.padEnd(slotWidth, 'z');

/** Token placeholders by purpose; the links around them are made by `slotLinks`. */
export const slots = {
  unsubscribe: slot('unsubscribe'),
  preferences: slot('preferences'),
  view: slot('view'),
} as const;

export type SlotName = keyof typeof slots;

/** Reader links with the token still a placeholder. Paths are the reader pages' (see `doors/reader`). */
export const slotLinks = (baseUrl: string): Readonly<Record<SlotName, string>> => ({
  unsubscribe: `${baseUrl}/u/${slots.unsubscribe}`,
  preferences: `${baseUrl}/p/${slots.preferences}`,
  view: `${baseUrl}/v/${slots.view}`,
});
