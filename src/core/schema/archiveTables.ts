import type { TableSchema } from '../kql/tableSchema';
import { auditTables, fileDay } from './auditTables';
import { catalogueTables } from './catalogueTables';
import { officeActivityTable } from './officeActivity';

/**
 * The tables that queries of an archive may name.
 *
 * @param extraKeys keys that the records have and no document names
 */
export function archiveTables(extraKeys: readonly string[]): readonly TableSchema[] {
  return [
    ...auditTables(extraKeys).map((table) => ({ ...table, days: { name: fileDay, of: 'CreationTime' } })),
    { ...officeActivityTable, days: { name: fileDay, of: 'TimeGenerated' } },
    ...catalogueTables,
  ];
}
