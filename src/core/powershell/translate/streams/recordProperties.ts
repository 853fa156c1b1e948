import type { Column } from '../../../kql/kustoType';
import type { TableSchema } from '../../../kql/tableSchema';
import { archiveColumns, auditRecordsTable } from '../../../schema/auditTables';
import { contentBlobsTable } from '../../../schema/catalogueTables';
import { columnName, memberOf } from '../kqlText';
import type { Property } from './stream';
import { atom, call, not, type Truth, type Value } from '../value';

/** Every record has these: "Office 365 Management Activity API schema" (Microsoft), section "Common schema". */
const requiredFields: ReadonlySet<string> = new Set([
  'Id',
  'RecordType',
  'CreationTime',
  'Operation',
  'OrganizationId',
  'UserType',
  'UserKey',
  'Workload',
  'UserId',
]);
const ownColumns: ReadonlySet<string> = new Set(archiveColumns.map(({ name }) => name));

/** The properties of records, by names in any case. */
export class RecordProperties {
  private readonly columns = new Map<string, readonly Column[]>();

  constructor(tables: readonly TableSchema[]) {
    for (const column of tables.find(({ name }) => name === auditRecordsTable)?.columns ?? []) {
      const key = column.name.toLowerCase();
      this.columns.set(key, [...(this.columns.get(key) ?? []), column]);
    }
  }

  /** Names in lower case. */
  get lowerNames(): ReadonlySet<string> {
    return new Set(this.columns.keys());
  }

  get all(): readonly Column[] {
    return [...this.columns.values()].flat();
  }

  /** The columns of a name in lower case, as KQL writes them. */
  namesOf(lowerName: string): readonly string[] {
    return (this.columns.get(lowerName) ?? []).map(({ name }) => columnName(name));
  }

  has(name: string): boolean {
    return this.columns.has(name.toLowerCase());
  }

  /** A property; one that no document names, and no record that was read, is looked for in the record itself. */
  property(name: string): Property {
    const found = this.columns.get(name.toLowerCase()) ?? [];
    const column = found.find((candidate) => candidate.name === name) ?? found[0];
    if (column === undefined) {
      return { name, value: memberValue(name) };
    }
    const twins = found.filter((other) => other !== column && other.type === column.type);
    return { name: column.name, value: twins.length === 0 ? fieldValue(column) : twinValue(column, twins) };
  }
}

function memberValue(name: string): Value {
  const kql = memberOf('Record', name);
  return { ...atom(kql), type: 'dynamic', isNull: call('isnull', kql), isMissing: isAbsent(name), name };
}

function isAbsent(name: string): Truth {
  return not(call('bag_has_key', 'Record', JSON.stringify(name)));
}

function fieldValue({ name, type }: Column): Value {
  const kql = columnName(name);
  const isRequired = requiredFields.has(name) || (ownColumns.has(name) && name !== 'ContentCreated');
  const inRecord = type === 'string' && !ownColumns.has(name);
  const isNull = call('isnull', inRecord ? memberOf('Record', name) : kql);
  const isMissing = isRequired || ownColumns.has(name) ? false : inRecord ? isAbsent(name) : isNull;
  return { ...atom(kql), type, isNull, isMissing, name, ...(isRequired ? { isRequired } : {}) };
}

/** Names that differ in case alone are one property: a record has one of them. */
function twinValue(column: Column, twins: readonly Column[]): Value {
  const names = [column, ...twins].map(({ name }) => name);
  const kql = call('coalesce', ...names.map(columnName));
  const isNull = call('isnull', call('coalesce', ...names.map((name) => memberOf('Record', name))));
  return { ...kql, type: column.type, isNull, isMissing: isNull, name: column.name };
}

/** The properties of a content blob as the service lists it, and the columns of the catalogue that they are. */
const entryColumns: Readonly<Record<string, string>> = {
  contentType: 'ContentType',
  contentId: 'ContentId',
  contentUri: 'ContentUri',
  contentCreated: 'ContentCreated',
  contentExpiration: 'ContentExpiration',
};

export const entryProperties: readonly Property[] = Object.entries(entryColumns).map(([name, column]) => {
  const type = contentBlobsTable.columns.find((candidate) => candidate.name === column)?.type ?? 'string';
  return { name, value: { ...atom(column), type, isNull: false, isMissing: false, name } };
});
