import type { Connection } from '../../core/api/connection';
import type { ValueColumn } from '../../core/kql/language/service/valueColumn';
import type { CellValue } from '../../core/protocol/queryProtocol';
import type { Tenants } from '../server/tenants';

/** A value of a column, and in how many records it is. */
export interface ColumnValue {
  readonly value: string | number | boolean;
  readonly count: number;
}

/** So many values are offered, the most frequent ones. */
const mostValues = 200;
/** Longer ones are no choice from a list. */
const longestValue = 200;
/** Counting ends after so long, in milliseconds: a column that takes longer has too many values to choose from. */
const mostMs = 10_000;
/** So many columns are remembered. */
const mostColumns = 64;

/** Each record has its own: a list of them helps nobody. */
const ownOfRecords: ReadonlySet<string> = new Set(['Id', 'ContentId', 'OfficeId', 'SourceRecordId']);

interface CountedValues {
  readonly version: string;
  readonly values: readonly ColumnValue[];
}

/**
 * The values that columns have in the archive, by how often they occur. They are counted in the background, one column at a time, and
 * kept until the records change.
 */
export class ColumnValues {
  private readonly counted = new Map<string, CountedValues>();
  private readonly counting = new Map<string, Promise<void>>();
  private last: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();

  /** @param onCounted told when the values of a column are there, or newer ones */
  constructor(
    private readonly tenants: Tenants,
    private readonly onCounted: () => void,
  ) {}

  /** The values as they are known; none if they are not. This counts nothing. */
  known(connection: Connection, column: ValueColumn): readonly ColumnValue[] {
    return this.counted.get(keyOf(connection, column))?.values ?? [];
  }

  /**
   * The values as they are known; undefined if they are yet to be counted, which this starts. Those of older records are given while
   * newer ones are counted.
   *
   * @param version of the records
   */
  find(connection: Connection, column: ValueColumn, version: string | undefined): readonly ColumnValue[] | undefined {
    if (ownOfRecords.has(column.column)) {
      return [];
    }
    const key = keyOf(connection, column);
    const known = this.counted.get(key);
    if (version !== undefined && known?.version !== version && !this.counting.has(key)) {
      const counting = this.last.then(() => this.countNow(key, connection, column, version));
      this.last = counting;
      this.counting.set(key, counting);
    }
    return known?.values;
  }

  /** The same, once they are counted; or as they are known when the signal is aborted. */
  async count(
    connection: Connection,
    column: ValueColumn,
    version: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly ColumnValue[] | undefined> {
    const known = this.find(connection, column, version);
    const counting = this.counting.get(keyOf(connection, column));
    if (known !== undefined || counting === undefined) {
      return known;
    }
    await Promise.race([
      counting,
      new Promise((resolve) => {
        signal.addEventListener('abort', resolve, { once: true });
      }),
    ]);
    return this.counted.get(keyOf(connection, column))?.values;
  }

  close(): void {
    this.closing.abort();
  }

  private async countNow(key: string, connection: Connection, column: ValueColumn, version: string): Promise<void> {
    const inTime = AbortSignal.timeout(mostMs);
    try {
      this.remember(key, { version, values: await this.query(connection, column, inTime) });
      this.onCounted();
    } catch {
      if (inTime.aborted) {
        this.remember(key, { version, values: [] });
      }
      // What failed otherwise is counted again when it is asked for again.
    } finally {
      this.counting.delete(key);
    }
  }

  private remember(key: string, values: CountedValues): void {
    this.counted.delete(key);
    this.counted.set(key, values);
    const [oldest] = this.counted.keys();
    if (this.counted.size > mostColumns && oldest !== undefined) {
      this.counted.delete(oldest);
    }
  }

  private async query(
    connection: Connection,
    column: ValueColumn,
    inTime: AbortSignal,
  ): Promise<readonly ColumnValue[]> {
    const runner = await this.tenants.queryRunner(connection);
    const results = await runner.run(valuesQuery(column), {
      language: 'kql',
      tenantId: connection.tenantId,
      now: Date.now(),
      signal: AbortSignal.any([this.closing.signal, inTime]),
    });
    try {
      const rows = (await results[0]?.readRows(0, mostValues)) ?? [];
      return rows.flatMap(([value, count]) => readValue(value, count));
    } finally {
      await Promise.all(results.map((result) => result.dispose()));
    }
  }
}

function keyOf(connection: Connection, { table, column }: ValueColumn): string {
  return JSON.stringify([connection.id, table, column]);
}

function valuesQuery({ table, column }: ValueColumn): string {
  const name = `['${column.replaceAll(/[\\']/g, String.raw`\$&`)}']`;
  return `['${table}'] | where isnotempty(${name}) | summarize Records = count() by Value = ${name} | top ${mostValues} by Records`;
}

function readValue(value: CellValue | undefined, count: CellValue | undefined): ColumnValue[] {
  const isListed =
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    // What cannot be seen cannot be chosen, and would not stay on one line.
    (typeof value === 'string' && value.length <= longestValue && !/\p{C}/u.test(value));
  return isListed ? [{ value, count: Number(count) }] : [];
}
