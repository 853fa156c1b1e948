import type { Sql } from '../../core/kql/sql/sql';
import { identifier, sql } from '../../core/kql/sql/sql';
import { fileDay } from '../../core/schema/auditTables';

/** A view of audit records. A column that a query does not name is not read, and not taken out of the record either. */
export interface RecordView {
  /** The names of its columns in SQL. */
  readonly columns: readonly string[];
  /** The rows that it stands for, with these of its columns, and the day. */
  readonly select: (columns: ReadonlySet<string>) => Sql;
}

/** The columns that are wanted, and the day. */
export function selectColumns(
  names: readonly string[],
  sources: readonly (() => Sql)[],
  wanted: ReadonlySet<string>,
): readonly Sql[] {
  const selected = names.flatMap((name, index) => {
    const source = wanted.has(name) ? sources[index] : undefined;
    return source === undefined ? [] : [sql`${source()} AS ${identifier(name)}`];
  });
  return [...selected, identifier(fileDay)];
}
