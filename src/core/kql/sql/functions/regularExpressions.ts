import { queryError, type Place } from '../../queryError';
import { sql, textLiteral, type Sql } from '../sql';
import { argument, requiredArgument, type Call } from './functionTable';
import { regexMistake } from './regexMistake';

/** What Kusto's classes of characters hold, which are Unicode's; RE2's, in DuckDB, are ASCII's. */
const classMembers: ReadonlyMap<string, string> = new Map([
  ['\\s', '\\s\\v\\x{85}\\p{Z}'],
  ['\\d', '\\p{Nd}'],
  ['\\D', '\\P{Nd}'],
]);
const wordCharacters = '\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}';

/**
 * A pattern for RE2 that means what it means in Kusto.
 *
 * `\w` stays ASCII's in a pattern that counts repetitions: some 700 ranges, repeated a hundred times, are more than RE2 takes.
 */
export function re2Pattern(pattern: string): string {
  const words = /\{\d/.test(pattern) ? '\\w' : wordCharacters;
  const members = (escape: string): string | undefined => (escape === '\\w' ? words : classMembers.get(escape));
  return pattern.replaceAll(/\\[^]|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]|\(\?<(?=\w)/g, (piece) => {
    if (piece === '(?<') {
      return '(?P<';
    }
    if (piece.startsWith('[')) {
      return piece.replaceAll(/\\[^]/g, (escape) => members(escape) ?? escape);
    }
    const isNegated = piece === '\\S' || piece === '\\W';
    const found = members(isNegated ? piece.toLowerCase() : piece);
    return found === undefined ? piece : `[${isNegated ? '^' : ''}${found}]`;
  });
}

/** The regular expression that an argument is. One that comes from the data is taken as RE2 reads it, and tried before it is used. */
export function regexArgument(call: Call, index: number): Sql {
  const { literal, readsRows } = requiredArgument(call, index);
  if (typeof literal === 'string') {
    return textLiteral(re2Pattern(checkedRegex(literal, call.place)));
  }
  const pattern = argument(call, index, 'string');
  // DuckDB takes no query inside of TRY.
  if (readsRows) {
    return pattern;
  }
  const mistake = sql`concat(${textLiteral(`${call.name}: a value of the data is no regular expression: "`)}, ${pattern}, '".')`;
  return sql`(CASE WHEN TRY(regexp_matches('', ${pattern})) IS NULL AND ${pattern} IS NOT NULL THEN error(${mistake}) ELSE ${pattern} END)`;
}

/**
 * The pattern, where it is one.
 *
 * @throws EngineError `query` at the place, where it is none
 */
export function checkedRegex(pattern: string, place: Place): string {
  const mistake = regexMistake(pattern);
  if (mistake !== undefined) {
    throw queryError(mistake, place);
  }
  return pattern;
}
