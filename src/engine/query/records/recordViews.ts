import { contentTypes, contentTypeTables } from '../../../core/api/contentType';
import { sql } from '../../../core/kql/sql/sql';
import { storedNames } from '../../../core/kql/storedNames';
import type { TableSchema } from '../../../core/kql/tableSchema';
import { auditRecordsTable } from '../../../core/schema/auditTables';
import { officeActivityTable } from '../../../core/schema/officeActivity';
import { officeActivityView } from './officeActivityView';
import type { RecordSource } from './recordSource';
import { recordTextOf, viewOf, type RecordView } from './recordView';

/**
 * The views of audit records, by name: `AuditRecords`, one for each content type, and `OfficeActivity`. They have the columns that the
 * source has.
 *
 * @param tables what `archiveTables` gives for the keys of these records
 */
export function recordViews(source: RecordSource, tables: readonly TableSchema[]): ReadonlyMap<string, RecordView> {
  const columns = tables.find(({ name }) => name === auditRecordsTable)?.columns ?? [];
  return new Map([
    [auditRecordsTable, auditView(source, columns)],
    ...contentTypes.map((contentType): [string, RecordView] => [
      contentTypeTables[contentType],
      auditView(source.of(contentType), columns),
    ]),
    [officeActivityTable.name, officeActivityView(source)],
  ]);
}

function auditView(source: RecordSource, columns: TableSchema['columns']): RecordView {
  const names = storedNames(columns.map(({ name }) => name));
  const fields = columns.map(({ name, type }, index) => ({
    field: name,
    name: names[index] ?? name,
    value: () => source.field(name, type),
  }));
  return viewOf(source, [...fields, recordTextOf(source)], sql``);
}
