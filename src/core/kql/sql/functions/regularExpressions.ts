import { argument, requiredArgument, type Call } from './functionTable';
import { textLiteral, type Sql } from '../sql';

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
  return pattern.replaceAll(/\\[^]|\[\^?\]?(?:\\[^]|\[:\^?\w+:\]|[^\]\\])*\]/g, (piece) => {
    if (piece.startsWith('[')) {
      return piece.replaceAll(/\\[^]/g, (escape) => members(escape) ?? escape);
    }
    const isNegated = piece === '\\S' || piece === '\\W';
    const found = members(isNegated ? piece.toLowerCase() : piece);
    return found === undefined ? piece : `[${isNegated ? '^' : ''}${found}]`;
  });
}

/** The regular expression that an argument is. One that comes from the data is taken as RE2 reads it. */
export function regexArgument(call: Call, index: number): Sql {
  const { literal } = requiredArgument(call, index);
  return typeof literal === 'string' ? textLiteral(re2Pattern(literal)) : argument(call, index, 'string');
}
