import type { KustoType } from '../../../kustoType';
import { convert } from '../../conversions';
import { bindValue, sql, type Sql } from '../../sql';
import { computedSql } from '../computed';
import type { Argument } from '../argument';
import { argument, requiredArgument, type Call, type FunctionTable } from '../functionTable';

const wholeNumbers: ReadonlySet<KustoType> = new Set(['bool', 'int', 'long', 'datetime', 'timespan']);

/** The hash of the value's 64 bits, or of its text: of other types than string and long, Kusto does not say which bytes it hashes. */
function hashOf({ sql: value, type }: Argument): Sql {
  return wholeNumbers.has(type)
    ? computedSql('hash_number', [number(value, type)])
    : computedSql('hash_text', [convert(value, type, 'string')]);
}

/** Datetimes and timespans are numbers here already. */
function number(value: Sql, type: KustoType): Sql {
  return type === 'datetime' || type === 'timespan' ? value : convert(value, type, 'long');
}

function hash(call: Call): Sql {
  const hashed = hashOf(requiredArgument(call, 0));
  if (call.arguments.length < 2) {
    return hashed;
  }
  const divisor = argument(call, 1, 'long');
  return bindValue(hashed, (value) => sql`((${value}::HUGEINT % ${divisor} + ${divisor}) % ${divisor})::BIGINT`);
}

/** One hash of several, whose order counts. */
function combined(hashes: readonly Sql[]): Sql {
  return hashes.reduce((before, next) => computedSql('hash_pair', [before, next]));
}

export const hashFunctions: FunctionTable = {
  hash,
  hash_xxhash64: hash,
  hash_combine: (call) => combined(call.arguments.map((given) => (given.type === 'long' ? given.sql : hashOf(given)))),
  hash_many: (call) => combined(call.arguments.map(hashOf)),
};
