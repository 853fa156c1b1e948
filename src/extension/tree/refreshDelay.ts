import { hourMs } from '../../core/api/contentWindow';

/** After errors the service is left alone for so long at most, unless the user wants longer. Milliseconds. */
const longestDelayMs = hourMs;

/**
 * How long to wait for the next refresh, in milliseconds.
 *
 * @param failures refreshes in a row that met an error that passes, such as too many requests: each doubles the time
 */
export function refreshDelay(intervalMs: number, failures: number): number {
  return Math.max(intervalMs, Math.min(longestDelayMs, intervalMs * 2 ** failures));
}
