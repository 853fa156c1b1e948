import { contentTypes, contentTypeTables } from '../api/contentType';
import type { Column } from '../kql/kustoType';
import type { TableSchema } from '../kql/tableSchema';
import { enumNamesOfField, namedValues } from './enumNames';
import { commonFields, workloadFields } from './generated/documentedFields';

/** What the archive adds to a record: where it came from, and the record itself, whole. */
export const archiveColumns: readonly Column[] = [
  { name: 'ContentType', type: 'string' },
  { name: 'ContentId', type: 'string' },
  { name: 'ContentCreated', type: 'datetime' },
  { name: 'Record', type: 'dynamic' },
];

/** The table that holds every record. */
export const auditRecordsTable = 'AuditRecords';

/** The column of the archive's views that says which day's file a row is in: the day of `CreationTime`. */
export const fileDay = '#Day';

/** The column of the archive's views that has the record as text. */
export const recordText = '#Record';

const hiddenNames: ReadonlySet<string> = new Set([fileDay, recordText].map((name) => name.toLowerCase()));

/**
 * The tables of audit records: `AuditRecords`, and one for each content type, all with the same columns.
 *
 * @param extraKeys keys that the data has and no document names; each is a dynamic column. One that is documented, or given twice,
 *   counts once; one that can be no name, because it is empty, holds a NUL or is the archive's own, is in `Record` alone.
 */
export function auditTables(extraKeys: readonly string[]): TableSchema[] {
  const columns = new Map<string, Column>();
  for (const [name, type] of Object.entries({ ...commonFields, ...workloadFields })) {
    columns.set(name, { name, type });
  }
  for (const column of archiveColumns) {
    columns.set(column.name, column);
  }
  for (const name of extraKeys) {
    if (!columns.has(name) && name !== '' && !name.includes('\0') && !hiddenNames.has(name.toLowerCase())) {
      columns.set(name, { name, type: 'dynamic' });
    }
  }
  const all = [...columns.values()];
  const names = all.flatMap(({ name, type }) => {
    const values = type === 'int' || type === 'long' ? enumNamesOfField(name) : undefined;
    return values === undefined ? [] : [[name, namedValues(values)] as const];
  });
  return [auditRecordsTable, ...contentTypes.map((contentType) => contentTypeTables[contentType])].map((name) => ({
    name,
    columns: all,
    namedValues: Object.fromEntries(names),
  }));
}
