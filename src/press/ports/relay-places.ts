/** Connections to the mail server that this process may use, where all processes together have a limit. One for all sends of a process. */
export type RelayPlaces = {
  /** @param changed called when there may be a place where there was none */
  enter(limits: PlaceLimits, changed: () => void): PlaceUser;
};

/** `relayConnections`: of all processes; `null`: no limit. `connections`: of this one. */
export type PlaceLimits = { readonly relayConnections: number | null; readonly connections: number };

/** One send among those of the process. */
export type PlaceUser = {
  /** Whether one more message may be started now. To ask is to want a place. */
  free(): boolean;
  /** Takes the one `free` spoke of. */
  take(): void;
  giveBack(): void;
  /** Once nothing of this send is under way. Never rejects. */
  leave(): Promise<void>;
};
