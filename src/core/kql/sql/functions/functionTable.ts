import type { KustoType } from '../../kustoType';
import { notSupported, type Place } from '../../queryError';
import { convert } from '../conversions';
import type { RowWindows } from '../rowWindows';
import type { Sql } from '../sql';
import type { Argument } from './argument';

/** A call that is to become SQL. */
export interface Call {
  readonly name: string;
  /** The type of the result, as Kusto has bound it. */
  readonly type: KustoType;
  readonly arguments: readonly Argument[];
  readonly place: Place;
  /** Where functions of the rows around a row become columns; undefined where they cannot stand. */
  readonly windows?: RowWindows;
}

/** Gives the SQL of a call: a value of the call's type; see `sqlTypes.ts` for what that is. */
export type FunctionRow = (call: Call) => Sql;

/** Functions and operators by name. To add one is to add a row. */
export type FunctionTable = Readonly<Record<string, FunctionRow>>;

/** The argument at an index, as a type. */
export function argument(call: Call, index: number, type: KustoType): Sql {
  const given = requiredArgument(call, index);
  return convert(given.sql, given.type, type);
}

/** The argument at an index, as a type; the other where it was not given. */
export function optionalArgument(call: Call, index: number, type: KustoType, otherwise: Sql): Sql {
  return index < call.arguments.length ? argument(call, index, type) : otherwise;
}

/**
 * The argument at an index.
 *
 * @throws EngineError `query` where it was not given
 */
export function requiredArgument(call: Call, index: number): Argument {
  const given = call.arguments[index];
  if (given === undefined) {
    throw notSupported(`${call.name}() with ${call.arguments.length} arguments`, call.place);
  }
  return given;
}

/** The value of an argument that must be known before the query runs. */
export function constantArgument(call: Call, index: number): string | number | bigint | boolean {
  const value = requiredArgument(call, index).literal;
  if (value === undefined || value === null) {
    throw notSupported(`${call.name}() with an argument ${index + 1} that is no literal`, call.place);
  }
  return value;
}

export function constantText(call: Call, index: number): string {
  return String(constantArgument(call, index));
}
