import { queryError, type Place } from '../../../queryError';
import { sql, textLiteral, type Sql } from '../../sql';
import { argument, requiredArgument, type Call } from '../functionTable';
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
 * `\w` stays ASCII's in a pattern that counts many repetitions: some 700 ranges, repeated hundreds of times, are more than RE2 takes.
 */
function re2Pattern(pattern: string): string {
  const words = countedRepetitions(pattern) > mostRepetitions ? '\\w' : wordCharacters;
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

/** RE2 takes a third of a second for a word so long, and its time grows with the count. */
const mostRepetitions = 30;

/** How many times a part of a pattern is repeated at most by counts (`{2,5}`), if they are all in one another. */
function countedRepetitions(pattern: string): number {
  return [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].reduce(
    (product, [, least, most = '']) => product * Math.max(1, Number(most === '' ? least : most)),
    1,
  );
}

/** The regular expression that an argument is. One that comes from the data is taken as RE2 reads it, and tried before it is used. */
export function regexArgument(call: Call, index: number): Sql {
  const { literal, readsRows, type } = requiredArgument(call, index);
  if (typeof literal === 'string' && type === 'string') {
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

/**
 * What matches are replaced by. Kusto's groups are `\1` and `$1`, RE2's are `\1`. A backslash before anything else is plain; RE2 would
 * leave out all that follows it.
 */
export function rewriteArgument(call: Call, index: number): Sql {
  const { literal } = requiredArgument(call, index);
  return typeof literal === 'string'
    ? textLiteral(
        literal
          .replaceAll(/\\[\\\d]|\\/g, (escape) => (escape === '\\' ? '\\\\' : escape))
          .replaceAll(/\$(\d)/g, '\\$1'),
      )
    : sql`regexp_replace(${argument(call, index, 'string')}, '\\$(\\d)', '\\\\\\1', 'g')`;
}
