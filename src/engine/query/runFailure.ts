import type { EngineError } from '../../core/protocol/engineError';
import { queryError, type Place } from '../../core/kql/queryError';

/** A query that DuckDB could not run, in its words, without its drawing of the place in SQL that nobody wrote. */
export function runFailure(error: unknown, place: Place): EngineError {
  const words = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
  return queryError(`The query could not be run to its end. ${words}`, place);
}
