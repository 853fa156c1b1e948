import type { ContentWindow } from '../api/contentWindow';
import type { Column } from './kustoType';
import type { DataColumns } from './language/kusto/dataColumns';
import { huntingNotes, huntingTimes } from './language/huntingTimes';
import { KqlParser } from './language/kusto/kqlParser';
import { translateStatements } from './language/statements';
import { namesTimes } from './language/timesNamed';
import type { OutsideData } from './outsideData';
import type { TimeRange } from './plan/plan';
import { tableReads, type TableRead } from './plan/tableReads';
import type { Render } from './render';
import { planSql } from './sql/planSql';
import type { TableSchema } from './tableSchema';
import type { TimeRangeUse } from './timeRangeUse';
import { ticksOfInstant } from './values/dateTimeText';

export { KqlParser } from './language/kusto/kqlParser';
export type { TableSchema } from './tableSchema';

export interface CompileOptions {
  /** The tables that there are. */
  readonly tables: readonly TableSchema[];
  /** What `now()` and `ago()` mean, in milliseconds since the epoch. */
  readonly now: number;
  /**
   * The values of what `declare query_parameters(...)` declares, by name: as a query would write them (`42`, `datetime(2026-06-15)`),
   * texts as they are. The defaults stand for those that are not given.
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * The times that audit records are limited to, unless the text says itself which times it is about (`namesTimes`): like the time
   * range of Microsoft Sentinel's log search. Tables without `days` are not limited: what the archive was given is not an event.
   */
  readonly timeRange?: ContentWindow | undefined;
  readonly outside?: OutsideData | undefined;
  /** The columns of results that only the data knows, by the place of the call that gives them: see `compileOverData`. */
  readonly dataColumns?: DataColumns;
  /** One for the same tables, where many texts are compiled. */
  readonly parser?: KqlParser;
}

/** A statement of KQL that gives a result, as SQL. */
export interface CompiledStatement {
  /**
   * One SELECT for DuckDB. It reads tables as views of the same name, whose columns are named by `storedNames` and have the types of
   * `sql/sqlTypes.ts`. Its columns are `columns`, by position; their raw values are read by `cellValue`.
   */
  readonly sql: string;
  readonly columns: readonly Column[];
  /** Place of the statement in the text: UTF-16 code units. */
  readonly start: number;
  readonly length: number;
  /** What `render` asks for, as it is written: the rows are the same without it. */
  readonly render?: Render;
  /** What of the text has no effect here, and what stands for what or is left out, in words. */
  readonly notes?: readonly string[];
  /** What it reads of the tables that have times. */
  readonly reads: readonly TableRead[];
  /** What became of the time range; absent where there is none, or no table that has times. */
  readonly timeRange?: TimeRangeUse;
}

/**
 * Compiles a text of KQL: statements that are parted by `;` or by blank lines. One that gives no result (`let`) is seen by those
 * after it; one with `fork` or `facet` gives several.
 *
 * @throws EngineError of kind `query` with its place: what Kusto calls an error (`code` is Kusto's), or what is not supported
 *   (`code` is `notSupported`).
 */
export function compileKql(text: string, options: CompileOptions): CompiledStatement[] {
  const parser = options.parser ?? new KqlParser(options.tables);
  const { block, leftOut, folds } = parser.parse(text, options.dataColumns, options.outside?.watchlists);
  const { timeRange, ...context } = options;
  const use = timeRange === undefined ? undefined : namesTimes(block) ? 'setInQuery' : 'applied';
  const limits = use === 'applied' && timeRange !== undefined ? { timeRange: ticksOfRange(timeRange) } : {};
  const times = huntingTimes(context.now, timeRange);
  const statements = translateStatements(block, { ...context, ...limits, huntingTimes: times, folds });
  const shared = [
    ...huntingNotes(text, times),
    ...leftOut.map((name) => `${name} is not here: the union is made without it.`),
  ];
  return statements.map(({ plan, place, render, notes: own }) => {
    const notes = [...shared, ...own];
    return {
      ...planSql(plan),
      ...place,
      ...describeReads(tableReads(plan), use),
      ...(render === undefined ? {} : { render }),
      ...(notes.length === 0 ? {} : { notes }),
    };
  });
}

function describeReads(
  reads: readonly TableRead[],
  use: TimeRangeUse | undefined,
): Pick<CompiledStatement, 'reads' | 'timeRange'> {
  return use === undefined || reads.length === 0 ? { reads } : { reads, timeRange: use };
}

function ticksOfRange({ start, end }: ContentWindow): TimeRange {
  return { from: ticksOfInstant(start), until: ticksOfInstant(end) };
}
