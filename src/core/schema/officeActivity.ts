import type { Column } from '../kql/kustoType';
import type { NamedValue, TableSchema } from '../kql/tableSchema';
import { enumOfField, namedValues } from './enumNames';
import { workloadFields } from './generated/documentedFields';
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

/**
 * Its columns; the last are ones that every table of a Log Analytics workspace has, though few lists of columns name them. Records of
 * Microsoft 365 belong to no resource of Azure, so that `_ResourceId` is empty there too.
 */
export const officeActivityColumns: readonly OfficeActivityColumn[] = [
  ...documentedColumns,
  { name: 'TenantId', type: 'string', from: 'OrganizationId' },
  { name: '_ResourceId', type: 'string' },
];

/** Names that are written otherwise in Sentinel's table than in the records' documents: published queries compare them with `in`. */
const namesOfSentinel: Readonly<Record<string, Readonly<Record<number, string>>>> = { UserType: { 3: 'DcAdmin' } };

/** Sentinel's names of the numbers that a field of the record holds, by number; none for a field that holds no enum. */
export function memberNames(field: string): Readonly<Record<number, string>> {
  const enumName = enumOfField(undefined, field);
  return enumName === undefined ? {} : { ...enumNames[enumName], ...namesOfSentinel[field] };
}

const trueOrFalse: readonly NamedValue[] = [{ name: 'True' }, { name: 'False' }];

/** What a text column may hold, where that is known. */
function valuesOf({ type, from = '', isMember }: OfficeActivityColumn): readonly NamedValue[] {
  if (type !== 'string') {
    return [];
  }
  if (isMember === true) {
    return namedValues(memberNames(from));
  }
  return from === 'Workload'
    ? officeActivityWorkloads.map((name) => ({ name }))
    : workloadFields[from] === 'bool'
      ? trueOrFalse
      : [];
}

/** The table of Sentinel's Microsoft 365 connector, so that queries that were written for it run unchanged. */
export const officeActivityTable: TableSchema = {
  name: 'OfficeActivity',
  columns: officeActivityColumns.map(({ name, type }) => ({ name, type })),
  namedValues: Object.fromEntries(
    officeActivityColumns
      .map((column) => [column.name, valuesOf(column)] as const)
      .filter(([, values]) => values.length > 0),
  ),
};
