import type { DuckDBConnection } from '@duckdb/node-api';
import { integerLiteral, sql } from '../../../core/kql/sql/sql';
import { cellValue } from '../../../core/kql/values/cellValue';
import type { Row } from '../../../core/protocol/queryProtocol';
import type { ResultPage, ResultView } from '../../../core/protocol/resultProtocol';
import { withConnection } from '../../archive/database';
import { unlessAborted } from '../../signIn/unlessAborted';
import { interruptible } from '../interruptible';
import type { StatementResult } from '../statementResult';
import { SharedTask } from './sharedTask';
import { position } from './viewOrder';
import { viewSql } from './viewRows';

/** The orders of so many views are kept: a view of 1,000,000 rows takes 4 MB. */
const mostOrders = 4;

/** With more of them DuckDB reads the whole table instead of looking each up. */
const mostLookups = 1_000;

/** The positions in the result of a view's rows, in the view's order. */
type RowOrder = Uint32Array;

/**
 * The views of a result. Which rows a view shows is found out once, over the whole result; its pages are looked up by the rows'
 * positions, through an index.
 */
export class ResultViews {
  /** By view, the one that was used last at the end. */
  private readonly orders = new Map<string, SharedTask<RowOrder>>();
  private indexing: Promise<void> | undefined;

  constructor(private readonly result: StatementResult) {}

  /**
   * Rows of a view by their position in it, from 0; fewer than `limit` at the end.
   *
   * @throws EngineError `query` for a filter that fits no value of its column; the signal's reason, once it is aborted
   */
  async readPage(view: ResultView, offset: number, limit: number, signal?: AbortSignal): Promise<ResultPage> {
    const { result } = this;
    if (showsAll(view)) {
      return { rows: await result.readRows(offset, limit), rowCount: result.rowCount };
    }
    const order = await this.order(view).wait(signal);
    return { rows: await this.lookUp(order.slice(offset, offset + limit), signal), rowCount: order.length };
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await Promise.allSettled([this.indexing, ...[...this.orders.values()].map((order) => order.end())]);
    this.orders.clear();
  }

  private order(view: ResultView): SharedTask<RowOrder> {
    const key = JSON.stringify([view.sort, view.filters, view.search]);
    const known = this.orders.get(key);
    const order =
      known === undefined || known.isCancelled ? new SharedTask((signal) => this.findOrder(view, signal)) : known;
    this.orders.delete(key);
    this.orders.set(key, order);
    const [oldest] = this.orders.keys();
    if (this.orders.size > mostOrders && oldest !== undefined) {
      this.orders.delete(oldest);
    }
    return order;
  }

  private findOrder(view: ResultView, signal: AbortSignal): Promise<RowOrder> {
    return withConnection(this.result.database, (connection) =>
      interruptible(connection, signal, () => this.readOrder(view, connection, signal)),
    );
  }

  private async readOrder(view: ResultView, connection: DuckDBConnection, signal: AbortSignal): Promise<RowOrder> {
    const order = new Uint32Array(this.result.rowCount);
    let length = 0;
    const rows = await connection.stream(viewSql(this.result, view, position).text);
    for (let chunk = await rows.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await rows.fetchChunk()) {
      signal.throwIfAborted();
      for (const found of chunk.getColumnValues(0)) {
        order[length] = Number(found);
        length += 1;
      }
    }
    return order.slice(0, length);
  }

  private async lookUp(positions: RowOrder, signal: AbortSignal | undefined): Promise<readonly Row[]> {
    // Whoever gives up need not wait for the index, which the next page needs as well.
    await unlessAborted(this.index(), signal);
    const found = new Map<number, Row>();
    for (let start = 0; start < positions.length; start += mostLookups) {
      signal?.throwIfAborted();
      const literals = [...positions.subarray(start, start + mostLookups)].map(integerLiteral);
      const { table, database, columns } = this.result;
      const result = await withConnection(database, (connection) =>
        connection.runAndReadAll(sql`SELECT ${position}, * FROM ${table} WHERE ${position} IN (${literals})`.text),
      );
      for (const [place, ...values] of result.getRows()) {
        found.set(
          Number(place),
          columns.map(({ type }, index) => cellValue(type, values[index])),
        );
      }
    }
    return [...positions].flatMap((place) => {
      const row = found.get(place);
      return row === undefined ? [] : [row];
    });
  }

  /** Made when it is first needed: most results are never sorted nor filtered. */
  private index(): Promise<void> {
    this.indexing ??= withConnection(this.result.database, async (connection) => {
      await connection.run(sql`CREATE UNIQUE INDEX ${this.result.index} ON ${this.result.table} (${position})`.text);
    }).catch((error: unknown) => {
      this.indexing = undefined;
      throw error;
    });
    return this.indexing;
  }
}

/** Whether a view is the result as it came. */
function showsAll({ sort, filters, search = '' }: ResultView): boolean {
  return sort.length === 0 && filters.length === 0 && search === '';
}
