import { EngineError } from '../../core/protocol/engineError';
import { queryError, type Place } from '../../core/kql/queryError';

const beyondType = 'A number or a time is beyond what its type holds. Compute with toreal(), or leave such rows out.';

/** DuckDB's kinds of failures, which its messages begin with, and what to do about each. */
const advice: ReadonlyMap<string, string> = new Map([
  ['Out of Range', beyondType],
  ['Conversion', beyondType],
  ['Out of Memory', 'It needs more memory than it may have. Filter or summarize first, or read fewer columns.'],
  ['IO', 'A file could not be read or written. See whether the disk has room.'],
]);

/** Kinds whose words are the reason itself: those of `assert()` and of the limits of operators, and of a pattern from the data. */
const reasons: ReadonlySet<string> = new Set(['Invalid Input', 'Not implemented']);

/**
 * A query that could not be run to its end, in plain words. DuckDB says its kind of failure in its message alone; its words are kept
 * where they are about the data, and where a defect is to be reported, without its drawing of the place in SQL that nobody wrote.
 */
export function runFailure(error: unknown, place: Place): EngineError {
  if (error instanceof EngineError) {
    return error;
  }
  const message = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
  const [, kind = '', words = ''] = /^([A-Z][A-Za-z ]*) Error: (.*)/.exec(message) ?? [];
  const known = reasons.has(kind) ? words : advice.get(kind);
  const reason =
    known ?? `This is a mistake of Audit Explorer, not of the query. Please report it with these words: ${message}`;
  return queryError(`The query could not be run to its end. ${reason}`, place);
}
