import { integerLiteral, sql, type Sql } from '../sql';
import type { Argument } from './argument';

/** A whole number of any size, cut to the 64 bits of a long. */
export function cutToLong(value: Sql): Sql {
  return sql`(((${value} + 9223372036854775808::HUGEINT) & 18446744073709551615::HUGEINT) - 9223372036854775808::HUGEINT)::BIGINT`;
}

/** A whole number, cut to the 32 bits of an int. */
export function cutToInt(value: Sql): Sql {
  return sql`((((${value} & 4294967295) + 2147483648) & 4294967295) - 2147483648)::INTEGER`;
}

/** Operands this long are not written a second time: the text would double with every level. */
const longestRepeated = 1500;

/** Literals below this are small: what is so far from the ends of the longs overflows by none of them. */
const smallLiteral = 1n << 32n;
const farthest = (1n << 63n) - smallLiteral;

function isSmall({ literal }: Argument): boolean {
  return typeof literal === 'bigint' && -smallLiteral < literal && literal < smallLiteral;
}

/**
 * An operation of two longs that wraps around where it overflows, which DuckDB refuses. Only what overflows is computed in 128 bits. It
 * is found by trying, which costs some 3 ns a row, or for a plain `count + 1` by a look at the other operand, which costs 1 ns.
 *
 * @param isSum whether it is a sum or a difference
 */
export function wrapping(
  operation: (left: Sql, right: Sql) => Sql,
  isSum: boolean,
  [left, right]: readonly [Sql, Sql],
  given: readonly Argument[],
): Sql {
  const plain = operation(left, right);
  const wide = cutToLong(operation(sql`${left}::HUGEINT`, sql`${right}::HUGEINT`));
  if (given.some(({ readsRows }) => readsRows) || left.text.length + right.text.length > longestRepeated) {
    return wide;
  }
  const [first, second] = given;
  const other =
    second !== undefined && isSmall(second) ? left : first !== undefined && isSmall(first) ? right : undefined;
  return isSum && other !== undefined
    ? sql`(CASE WHEN ${other} BETWEEN ${integerLiteral(-farthest)} AND ${integerLiteral(farthest)} THEN ${plain} ELSE ${wide} END)`
    : sql`coalesce(TRY(${plain}), ${wide})`;
}

/** Null where a value cannot be computed; DuckDB takes no query inside of TRY, so with one in an argument the statement fails there. */
export function tried(value: Sql, given: readonly Argument[]): Sql {
  return given.some(({ readsRows }) => readsRows) ? value : sql`TRY(${value})`;
}
