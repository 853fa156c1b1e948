import { notSupported } from '../../queryError';
import { untilHere, type RowWindows } from '../rowWindows';
import { integerLiteral, sql, type Sql } from '../sql';
import { sqlTypes } from '../sqlTypes';
import { computedSql } from './computed';
import {
  argument,
  constantArgument,
  optionalArgument,
  requiredArgument,
  type Call,
  type FunctionRow,
  type FunctionTable,
} from './functionTable';
import { cutToLong } from './wrapping';

function rowWindows(call: Call): RowWindows {
  if (call.windows === undefined) {
    throw notSupported(`${call.name}() outside of extend, project, serialize and where`, call.place);
  }
  return call.windows;
}

function neighbour(name: Sql): FunctionRow {
  return (call) => {
    const value = requiredArgument(call, 0);
    const missing = optionalArgument(call, 2, value.type, value.type === 'string' ? sql`''` : sql`NULL`);
    const distance = optionalArgument(call, 1, 'long', sql`1`);
    return rowWindows(call).add((over) => sql`${name}(${value.sql}, ${distance}, ${missing}) ${over}`);
  };
}

/** The number of the run that a row is in: a run begins where the argument, a condition, is true. */
function runOf(call: Call, index: number): readonly Sql[] {
  if (index >= call.arguments.length) {
    return [];
  }
  const restart = argument(call, index, 'bool');
  return [rowWindows(call).add((over) => sql`count(*) FILTER (WHERE ${restart}) ${over}`, [], untilHere)];
}

/** Whether the value differs from that of the row before, as 1 or 0; it does in the first row of a run. */
function changes(call: Call, run: readonly Sql[]): Sql {
  const { sql: value } = requiredArgument(call, 0);
  return rowWindows(call).add(
    (over) =>
      sql`(CASE WHEN row_number() ${over} = 1 OR lag(${value}) ${over} IS DISTINCT FROM ${value} THEN 1 ELSE 0 END)`,
    run,
  );
}

function denseRank(call: Call, run: readonly Sql[]): Sql {
  const change = changes(call, run);
  return sql`${rowWindows(call).add((over) => sql`sum(${change}) ${over}`, run, untilHere)}::BIGINT`;
}

function leastRank(call: Call, run: readonly Sql[]): Sql {
  const change = changes(call, run);
  const number = rowWindows(call).add((over) => sql`row_number() ${over}`, run);
  return rowWindows(call).add((over) => sql`max(CASE ${change} WHEN 1 THEN ${number} END) ${over}`, run, untilHere);
}

/**
 * When the session of a row began. Sessions end at a gap, which is seen between neighbours; and where they grow too long, which is seen
 * from their first row on.
 */
function session(call: Call): Sql {
  const time = argument(call, 0, 'datetime');
  const windows = rowWindows(call);
  const restarts = runOf(call, 3);
  const gap = windows.add(
    (over) => sql`coalesce(${time} - lag(${time}) ${over} > ${argument(call, 2, 'timespan')}, TRUE)`,
    restarts,
  );
  const run = windows.add((over) => sql`count(*) FILTER (WHERE ${gap}) ${over}`, restarts, untilHere);
  return windows.addOfWhole(
    (inOrder) =>
      sql`${computedSql('session_starts', [
        sql`to_json(list(${time}::VARCHAR ${inOrder}))`,
        argument(call, 1, 'timespan'),
      ])}::BIGINT[]`,
    [...restarts, run],
  );
}

export const windowFunctions: FunctionTable = {
  row_number: (call) => {
    const number = rowWindows(call).add((over) => sql`row_number() ${over}`, runOf(call, 1));
    return sql`(${number} + ${optionalArgument(call, 0, 'long', sql`1`)} - 1)`;
  },
  row_cumsum: (call) => {
    const total = rowWindows(call).add(
      (over) => sql`sum(${argument(call, 0, call.type)}) ${over}`,
      runOf(call, 1),
      untilHere,
    );
    const sum = sql`coalesce(${total}, 0)`;
    return call.type === 'long' ? cutToLong(sum) : sql`TRY_CAST(${sum} AS ${sqlTypes[call.type]})`;
  },
  row_rank_dense: (call) => denseRank(call, runOf(call, 1)),
  row_rank_min: (call) => leastRank(call, runOf(call, 1)),
  // The old function of both ranks: its second argument says which.
  row_rank: (call) =>
    call.arguments.length > 1 && constantArgument(call, 1) === false ? leastRank(call, []) : denseRank(call, []),
  row_window_session: session,
  // The pattern that `reduce` finds for a text among all of them.
  reduced_pattern: (call) =>
    rowWindows(call).addOfWhole(
      (texts) =>
        sql`${computedSql('reduce_patterns', [
          sql`to_json(list(${argument(call, 0, 'string')} ${texts}))`,
          argument(call, 1, 'real'),
          argument(call, 2, 'string'),
        ])}::VARCHAR[]`,
      [sql`TRUE`],
    ),
  // Whether a condition is true of this row, of so many rows before it or of so many after it.
  any_near: (call) => {
    const [before, after] = [1, 2].map((index) => integerLiteral(BigInt(constantArgument(call, index))));
    const condition = sql`coalesce(${argument(call, 0, 'bool')}, FALSE)`;
    return rowWindows(call).add(
      (over) => sql`bool_or(${condition}) ${over}`,
      [],
      sql`ROWS BETWEEN ${after ?? sql`0`} PRECEDING AND ${before ?? sql`0`} FOLLOWING`,
    );
  },
  // The value in the first row after this one where a condition is true.
  next_where: (call) =>
    rowWindows(call).add(
      (over) =>
        sql`first_value(CASE WHEN ${argument(call, 1, 'bool')} THEN ${requiredArgument(call, 0).sql} END IGNORE NULLS) ${over}`,
      [],
      sql`ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING`,
    ),
  prev: neighbour(sql`lag`),
  next: neighbour(sql`lead`),
};
