/** A setting may be cut out of a file and pasted in again: its secrets wait so long before they are deleted. Milliseconds. */
const graceMs = 24 * 60 * 60_000;

/** Since when connections are gone whose secrets are still there, by connection id, in milliseconds since the epoch. */
export type GoneSince = Readonly<Record<string, number>>;

export interface SecretSweep {
  /** Connections whose secrets can go. */
  readonly deletedIds: readonly string[];
  readonly goneSince: GoneSince;
}

/** Decides which secrets belong to nobody any more: those of connections that have been gone for a day. */
export function planSecretSweep(
  secretIds: readonly string[],
  knownIds: readonly string[],
  before: GoneSince,
  now: number,
): SecretSweep {
  const gone = [...new Set(secretIds)].filter((id) => !knownIds.includes(id));
  const isOver = (id: string): boolean => now - (before[id] ?? now) >= graceMs;
  return {
    deletedIds: gone.filter(isOver),
    goneSince: Object.fromEntries(gone.filter((id) => !isOver(id)).map((id) => [id, before[id] ?? now])),
  };
}
