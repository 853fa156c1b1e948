import type { KustoType } from '../../../kustoType';
import { sql, type Sql } from '../../sql';
import { datetimeInRange } from '../../sqlTypes';
import { argument, requiredArgument, type Call, type FunctionTable } from '../functionTable';
import { floorToMultiple } from '../operators';
import { tried } from '../wrapping';

/** The size of bins: null where it is not greater than 0. */
function binSize(call: Call, type: KustoType): Sql {
  const size = argument(call, 1, type);
  const { literal } = requiredArgument(call, 1);
  return (typeof literal === 'bigint' || typeof literal === 'number') && literal > 0
    ? size
    : sql`(CASE WHEN ${size} > 0 THEN ${size} END)`;
}

/** `bin(value, size)`: numbers, datetimes and timespans. */
function bin(call: Call): Sql {
  const value = requiredArgument(call, 0);
  if (value.type === 'datetime') {
    return floorToMultiple(value.sql, binSize(call, 'timespan'), value.type);
  }
  // Below the least number there is no multiple of it.
  return tried(floorToMultiple(argument(call, 0, call.type), binSize(call, call.type), call.type), call.arguments);
}

function binAt(call: Call): Sql {
  const { type } = requiredArgument(call, 0);
  // The distance from the origin may be negative, as a datetime may not.
  const distanceType = type === 'datetime' ? 'timespan' : type;
  const size = binSize(call, distanceType);
  const origin = argument(call, 2, type);
  const difference = sql`(${argument(call, 0, type)} - ${origin})`;
  // Written twice below, and what occurs twice DuckDB may compute before a TRY around it: so it has its own.
  const distance = type === 'datetime' ? difference : tried(difference, call.arguments);
  const moved = sql`(${floorToMultiple(distance, size, distanceType)} + ${origin})`;
  return type === 'datetime' ? datetimeInRange(moved) : tried(moved, call.arguments);
}

/** Values rounded down to multiples of a size. */
export const binFunctions: FunctionTable = { bin, floor: bin, bin_at: binAt };
