import type { Sql } from '../../../core/kql/sql/sql';
import { identifier, sql } from '../../../core/kql/sql/sql';
import { fileDay, recordText } from '../../../core/schema/auditTables';
import type { RecordSource } from './recordSource';

/** A view of audit records. A column that a query does not name is not read, and not taken out of the record either. */
export interface RecordView {
  /** The names of its columns in SQL. */
  readonly columns: readonly string[];
  /** The rows that it stands for, with these of its columns, and the day. */
  readonly select: (columns: ReadonlySet<string>) => Sql;
}

export interface ViewColumn {
  /** Its name in SQL. */
  readonly name: string;
  /** The field of the records that it is made of, if any. */
  readonly field: string | undefined;
  readonly value: () => Sql;
}

/** The records as text. */
export function recordTextOf(source: RecordSource): ViewColumn {
  return { name: recordText, field: 'Record', value: () => sql`${source.field('Record', 'dynamic')}::VARCHAR` };
}

/** A view of those of the columns that the source has. */
export function viewOf(source: RecordSource, columns: readonly ViewColumn[], condition: Sql): RecordView {
  const present = columns.filter(({ field }) => field === undefined || source.hasField(field));
  return {
    columns: present.map(({ name }) => name),
    select: (wanted) => {
      const values = present
        .filter(({ name }) => wanted.has(name))
        .map(({ name, value }) => sql`${value()} AS ${identifier(name)}`);
      const selected = sql`${[...values, identifier(fileDay)]}`;
      return sql`SELECT ${selected} FROM ${source.rows(sql`${selected} ${condition}`)} ${condition}`;
    },
  };
}
