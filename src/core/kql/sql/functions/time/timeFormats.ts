import { ticksPerDay, ticksPerHour, ticksPerMinute, ticksPerSecond } from '../../../values/dateTimeText';
import { bindValue, integerLiteral, joinSql, sql, textLiteral, type Sql } from '../../sql';
import { timestampOfTicks } from '../../sqlTypes';
import { argument, constantText, type Call, type FunctionTable } from '../functionTable';

/** The tokens of `format_datetime` patterns, as DuckDB has them; what is none stands for itself. */
const datetimeTokens: ReadonlyMap<string, string> = new Map([
  ['yyyy', '%Y'],
  ['yy', '%y'],
  ['y', '%-y'],
  ['MM', '%m'],
  ['M', '%-m'],
  ['dd', '%d'],
  ['d', '%-d'],
  ['HH', '%H'],
  ['H', '%-H'],
  ['hh', '%I'],
  ['h', '%-I'],
  ['mm', '%M'],
  ['m', '%-M'],
  ['ss', '%S'],
  ['s', '%-S'],
  ['tt', '%p'],
]);

/** The pieces of a pattern: runs of one letter, or of what is no letter of the format. */
function patternPieces(pattern: string): string[] {
  return pattern.match(/([yMdHhmstfF])\1*|[^yMdHhmstfF]+/g) ?? [];
}

function fractionPiece(value: Sql, piece: string): Sql {
  const digits = sql`substring(lpad((abs(${value}) % ${integerLiteral(ticksPerSecond)})::VARCHAR, 7, '0'), 1, ${integerLiteral(piece.length)})`;
  return piece.startsWith('F') ? sql`rtrim(${digits}, '0')` : digits;
}

function formatDatetime(call: Call): Sql {
  const pieces = patternPieces(constantText(call, 1));
  return bindValue(argument(call, 0, 'datetime'), (value) => {
    const parts = pieces.map((piece) => {
      const token = datetimeTokens.get(piece);
      if (token !== undefined) {
        return sql`strftime(${timestampOfTicks(value)}, ${textLiteral(token)})`;
      }
      return /^[fF]{1,7}$/.test(piece) ? fractionPiece(value, piece) : textLiteral(piece);
    });
    return sql`coalesce(${concatenated(parts)}, '')`;
  });
}

function concatenated(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? sql`''` : sql`(${joinSql(parts, sql` || `)})`;
}

/** The tokens of `format_timespan` patterns: how long one is, and after how many it starts again. */
const timespanUnits: ReadonlyMap<string, readonly [bigint, bigint]> = new Map([
  ['d', [ticksPerDay, 1n << 40n]],
  ['H', [ticksPerHour, 24n]],
  ['h', [ticksPerHour, 24n]],
  ['m', [ticksPerMinute, 60n]],
  ['s', [ticksPerSecond, 60n]],
]);

function formatTimespan(call: Call): Sql {
  const pieces = patternPieces(constantText(call, 1));
  // The least number of 64 bits has no opposite.
  return bindValue(sql`${argument(call, 0, 'timespan')}::HUGEINT`, (value) => {
    const parts = pieces.map((piece) => {
      const unit = timespanUnits.get(piece.charAt(0));
      if (unit !== undefined) {
        const number = sql`abs(${value}) // ${integerLiteral(unit[0])} % ${integerLiteral(unit[1])}`;
        return sql`right(repeat('0', ${integerLiteral(piece.length)}) || (${number})::VARCHAR,
          greatest(${integerLiteral(piece.length)}, length((${number})::VARCHAR)))`;
      }
      return /^[fF]{1,7}$/.test(piece) ? fractionPiece(value, piece) : textLiteral(piece);
    });
    return sql`coalesce((CASE WHEN ${value} < 0 THEN '-' ELSE '' END) || ${concatenated(parts)}, '')`;
  });
}

/** Texts of datetimes and timespans, by a pattern. */
export const timeFormats: FunctionTable = { format_datetime: formatDatetime, format_timespan: formatTimespan };
