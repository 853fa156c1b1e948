/** So long nobody can tell how fast it goes: connections are opened, and the first answers are slow. */
const leastElapsedMs = 2_000;

/**
 * How long the rest of a work takes if it goes on as it went: in milliseconds, or undefined as long as nobody can tell.
 *
 * @param done how much is done of the `total`, in any unit
 * @param elapsedMs since it began
 */
export function remainingTime(done: number, total: number, elapsedMs: number): number | undefined {
  return done === 0 || elapsedMs < leastElapsedMs ? undefined : Math.round((elapsedMs / done) * (total - done));
}
