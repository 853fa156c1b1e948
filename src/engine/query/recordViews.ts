import { contentTypes, contentTypeTables } from '../../core/api/contentType';
import { sql } from '../../core/kql/sql/sql';
import { storedNames } from '../../core/kql/storedNames';
import type { TableSchema } from '../../core/kql/tableSchema';
import { auditRecordsTable, recordText } from '../../core/schema/auditTables';
import { officeActivityTable } from '../../core/schema/officeActivity';
import type { RecordSet } from '../archive/archive';
import { columnSource, recordTextSource } from './columnSource';
import { officeActivityView } from './officeActivityView';
import { filesOf, recordRows } from './recordRows';
import { selectColumns, type RecordView } from './recordView';

/**
 * The views of audit records, by name: `AuditRecords`, one for each content type, and `OfficeActivity`.
 *
 * @param tables what `archiveTables` gives for the keys of these records
 */
export function recordViews(records: RecordSet, tables: readonly TableSchema[]): ReadonlyMap<string, RecordView> {
  const columns = tables.find(({ name }) => name === auditRecordsTable)?.columns ?? [];
  return new Map([
    [auditRecordsTable, auditView(records, columns)],
    ...contentTypes.map((contentType): [string, RecordView] => [
      contentTypeTables[contentType],
      auditView(filesOf(records, contentType), columns),
    ]),
    [officeActivityTable.name, officeActivityView(records)],
  ]);
}

function auditView(records: RecordSet, columns: TableSchema['columns']): RecordView {
  const sources = [
    ...columns.map(
      ({ name, type }) =>
        () =>
          columnSource(records, name, type),
    ),
    () => recordTextSource(records),
  ];
  const names = [...storedNames(columns.map(({ name }) => name)), recordText];
  return {
    columns: names,
    select: (wanted) => sql`SELECT ${selectColumns(names, sources, wanted)} FROM ${recordRows(records)}`,
  };
}
