import { sql, type Sql } from '../sql';
import type { Argument } from './functionTable';

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

/** To add so little overflows nothing but numbers that are no counts, sizes or times. */
const smallLiteral = 1n << 32n;

function isSmall({ literal }: Argument): boolean {
  return typeof literal === 'bigint' && -smallLiteral < literal && literal < smallLiteral;
}

/**
 * An operation of two longs that wraps around where it overflows, which DuckDB refuses. It is tried as it is; only what fails is
 * computed in 128 bits. That costs some 12 ns a row, so a plain `count + 1` goes without.
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
  const isPlain = isSum && given.some(isSmall) && !given.every(({ literal }) => literal !== undefined);
  const wide = cutToLong(operation(sql`${left}::HUGEINT`, sql`${right}::HUGEINT`));
  if (given.some(({ readsRows }) => readsRows)) {
    return wide;
  }
  return isPlain || left.text.length + right.text.length > longestRepeated
    ? plain
    : sql`coalesce(TRY(${plain}), ${wide})`;
}

/** Null where a value cannot be computed; DuckDB takes no query inside of TRY, so with one in an argument the statement fails there. */
export function tried(value: Sql, given: readonly Argument[]): Sql {
  return given.some(({ readsRows }) => readsRows) ? value : sql`TRY(${value})`;
}
