import { contentTypes, contentTypeTables } from '../../core/api/contentType';
import type { Sql } from '../../core/kql/sql/sql';
import { identifier, sql } from '../../core/kql/sql/sql';
import { storedNames } from '../../core/kql/storedNames';
import type { TableSchema } from '../../core/kql/tableSchema';
import { auditRecordsTable, fileDay } from '../../core/schema/auditTables';
import { officeActivityTable } from '../../core/schema/officeActivity';
import type { RecordSet } from '../archive/archive';
import { columnSource } from './columnSource';
import { officeActivityView } from './officeActivityView';
import { filesOf, recordRows } from './recordRows';

/**
 * The views of audit records, by name, each as the SELECT that it stands for: `AuditRecords`, one for each content type, and
 * `OfficeActivity`. A column that a query does not name is not read, and not taken out of the record either.
 *
 * @param tables what `archiveTables` gives for the keys of these records
 */
export function recordViews(records: RecordSet, tables: readonly TableSchema[]): ReadonlyMap<string, () => Sql> {
  const columns = tables.find(({ name }) => name === auditRecordsTable)?.columns ?? [];
  return new Map([
    [auditRecordsTable, () => auditView(records, columns)],
    ...contentTypes.map((contentType): [string, () => Sql] => [
      contentTypeTables[contentType],
      () => auditView(filesOf(records, contentType), columns),
    ]),
    [officeActivityTable.name, () => officeActivityView(records)],
  ]);
}

function auditView(records: RecordSet, columns: TableSchema['columns']): Sql {
  const names = storedNames(columns.map(({ name }) => name));
  const selection = columns.map(
    ({ name, type }, index) => sql`${columnSource(records, name, type)} AS ${identifier(names[index] ?? name)}`,
  );
  return sql`SELECT ${selection}, ${identifier(fileDay)} FROM ${recordRows(records)}`;
}
