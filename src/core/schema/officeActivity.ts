import type { Column } from '../kql/kustoType';
import type { TableSchema } from '../kql/tableSchema';
import { enumOfField } from './enumNames';
import { enumNames } from './generated/enumNames';
import { officeActivityColumns as documentedColumns } from './generated/officeActivityColumns';

/** A column of `OfficeActivity`, and where its values come from. */
export interface OfficeActivityColumn extends Column {
  /** The field of the record. A value of another type becomes one of the column's: JSON its text, a bool `True` or `False`. */
  readonly from?: string;
  /** The field is a number that stands for a name, which is the value; the number as text where no document names it. */
  readonly isMember?: true;
  /** The value in every row. */
  readonly constant?: string;
}

/** The workloads whose records are rows of `OfficeActivity`. */
export const officeActivityWorkloads: readonly string[] = ['Exchange', 'SharePoint', 'OneDrive', 'MicrosoftTeams'];

/** Its columns; the last is one that every table of a Log Analytics workspace has, though few lists of columns name it. */
export const officeActivityColumns: readonly OfficeActivityColumn[] = [
  ...documentedColumns,
  { name: 'TenantId', type: 'string', from: 'OrganizationId' },
];

/** The table of Sentinel's Microsoft 365 connector, so that queries that were written for it run unchanged. */
export const officeActivityTable: TableSchema = {
  name: 'OfficeActivity',
  columns: officeActivityColumns.map(({ name, type }) => ({ name, type })),
};

/** The names of the numbers that a field of the record holds, by number; none for a field that holds no enum. */
export function memberNames(field: string): Readonly<Record<number, string>> {
  const enumName = enumOfField(undefined, field);
  return enumName === undefined ? {} : enumNames[enumName];
}
