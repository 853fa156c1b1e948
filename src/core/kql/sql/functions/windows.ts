import { notSupported } from '../../queryError';
import { sql, type Sql } from '../sql';
import {
  argument,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from './functionTable';

/**
 * Functions of the rows around a row, in the order in which the rows come. DuckDB keeps that order from a sort on, and gives a window
 * without an order the rows as they come.
 */
function neighbour(name: Sql): FunctionRow {
  return (call) => {
    const value = requiredArgument(call, 0);
    const missing = optionalArgument(call, 2, value.type, value.type === 'string' ? sql`''` : sql`NULL`);
    return sql`${name}(${value.sql}, ${optionalArgument(call, 1, 'long', sql`1`)}, ${missing}) OVER ()`;
  };
}

/** A restart would need the rows parted into runs first. */
function withoutRestart(call: Call, arity: number, body: () => Sql): Sql {
  if (call.arguments.length > arity) {
    throw notSupported(`${call.name}() with a restart`, call.place);
  }
  return body();
}

export const windowFunctions: FunctionTable = {
  row_number: (call) =>
    withoutRestart(call, 1, () => sql`(row_number() OVER () + ${optionalArgument(call, 0, 'long', sql`1`)} - 1)`),
  row_cumsum: (call) =>
    withoutRestart(
      call,
      1,
      () =>
        sql`coalesce(sum(${argument(call, 0, call.type)}) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 0)`,
    ),
  prev: neighbour(sql`lag`),
  next: neighbour(sql`lead`),
};
