import type { TableSchema } from '../kql/tableSchema';
import { archiveColumns, auditRecordsTable, auditTables, fileDay, recordText } from './auditTables';
import { catalogueTables } from './catalogueTables';
import { officeActivityColumns, officeActivityTable } from './officeActivity';

/** What the archive adds to a record. */
const notOfRecords = archiveColumns.map(({ name }) => name).filter((name) => name !== 'Record');

/** Columns of `OfficeActivity` with names that the record has as numbers, and with what it does not have. */
const notInRecords = officeActivityColumns
  .filter(({ from, isMember }) => from === undefined || isMember === true)
  .map(({ name }) => name);

/**
 * The tables that queries of an archive may name.
 *
 * @param extraKeys keys that the records have and no document names
 */
export function archiveTables(extraKeys: readonly string[]): readonly TableSchema[] {
  return [
    ...auditTables(extraKeys).map((table) => ({
      ...table,
      days: { name: fileDay, of: 'CreationTime' },
      recordText: { name: recordText, beside: notOfRecords },
      // A search of all tables names the content type's own.
      repeatsRows: table.name === auditRecordsTable,
    })),
    {
      ...officeActivityTable,
      days: { name: fileDay, of: 'TimeGenerated' },
      recordText: { name: recordText, beside: notInRecords },
      repeatsRows: true,
    },
    ...catalogueTables,
  ];
}
