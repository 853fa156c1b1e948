import { contentTypes, contentTypeTables } from '../../core/api/contentType';
import type { Sql } from '../../core/kql/sql/sql';
import { identifier, sql, textLiteral } from '../../core/kql/sql/sql';
import { storedNames } from '../../core/kql/storedNames';
import type { TableSchema } from '../../core/kql/tableSchema';
import { auditRecordsTable, fileDay } from '../../core/schema/auditTables';
import type { RecordSet } from '../archive/archive';
import { columnSource } from './columnSource';
import { officeActivityView } from './officeActivityView';
import { recordRows } from './recordRows';

/**
 * The statements that make the views of audit records: `AuditRecords`, one for each content type, and `OfficeActivity`. They last as
 * long as the connection. A column that a query does not name is not read, and not taken out of the record either.
 *
 * @param tables what `auditTables` gives for the keys of these records
 */
export function recordViews(records: RecordSet, tables: readonly TableSchema[]): readonly Sql[] {
  const columns = tables.find(({ name }) => name === auditRecordsTable)?.columns ?? [];
  const names = storedNames(columns.map(({ name }) => name));
  const selection = columns.map(
    ({ name, type }, index) => sql`${columnSource(records, name, type)} AS ${identifier(names[index] ?? name)}`,
  );
  const rows = recordRows(records);
  return [
    sql`CREATE TEMP VIEW ${identifier(auditRecordsTable)} AS SELECT ${selection}, ${identifier(fileDay)} FROM ${rows}`,
    ...contentTypes.map(
      (contentType) =>
        sql`CREATE TEMP VIEW ${identifier(contentTypeTables[contentType])} AS
          SELECT * FROM ${identifier(auditRecordsTable)} WHERE "ContentType" = ${textLiteral(contentType)}`,
    ),
    officeActivityView(records, rows),
  ];
}
