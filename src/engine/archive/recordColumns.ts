import type { KustoType } from '../../core/kql/kustoType';
import type { Sql } from '../../core/kql/sql/sql';
import { identifier, sql, textLiteral } from '../../core/kql/sql/sql';
import { commonFields, workloadFields } from '../../core/schema/documentedFields';

/** The columns that the archive adds to the documented fields; the last two are folders of the layout. */
const ownColumns = [
  'ContentId',
  'ContentCreated',
  'Ordinal',
  'Record',
  'RecordAsSent',
  'TenantId',
  'ContentType',
  'Day',
] as const;

export const documentedFields: ReadonlyMap<string, KustoType> = new Map<string, KustoType>([
  ...Object.entries(commonFields),
  ...Object.entries(workloadFields),
]);

/**
 * The documented fields that can be columns of the archive's files. Names that differ in case alone (`PolicyID` and `PolicyId`) are
 * one name to many engines, and so are those that the archive uses itself: such fields are in `Record` only.
 */
export const storedFields: ReadonlyMap<string, KustoType> = findStoredFields();

function findStoredFields(): ReadonlyMap<string, KustoType> {
  const uses = new Map<string, number>();
  for (const name of [...ownColumns, ...documentedFields.keys()]) {
    uses.set(name.toLowerCase(), (uses.get(name.toLowerCase()) ?? 0) + 1);
  }
  return new Map([...documentedFields].filter(([name]) => uses.get(name.toLowerCase()) === 1));
}

/** A field's text as a value of its documented type; NULL where it is none: `Record` has the truth. */
export function typedValue(text: Sql, type: KustoType): Sql {
  switch (type) {
    case 'string':
    case 'guid':
    case 'decimal':
    case 'timespan':
    case 'dynamic':
      return text;
    case 'bool':
      return sql`TRY_CAST(${text} AS BOOLEAN)`;
    case 'int':
      return sql`TRY_CAST(${text} AS INTEGER)`;
    case 'long':
      return sql`TRY_CAST(${text} AS BIGINT)`;
    case 'real':
      return sql`TRY_CAST(${text} AS DOUBLE)`;
    case 'datetime':
      // By way of a time with zone, for TIMESTAMP would drop an offset unseen; what has none is UTC, the time zone of the session.
      return sql`(TRY_CAST(${text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')`;
  }
}

/** The type that a field has in JSON before it is given its own: dynamic fields stay JSON. */
export function textType(type: KustoType): 'JSON' | 'VARCHAR' {
  return type === 'dynamic' ? 'JSON' : 'VARCHAR';
}

/** A key's value, typed, out of the column `Record`. */
export function fieldOfRecord(name: string, type: KustoType): Sql {
  const pointer = textLiteral(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return type === 'dynamic'
    ? sql`json_extract("Record", ${pointer})`
    : typedValue(sql`json_extract_string("Record", ${pointer})`, type);
}

/** The rows of Parquet files of the archive, with its layout's folders as columns. Files may differ in their columns. */
export function filesRelation(files: readonly Sql[]): Sql {
  const folders = sql`{'TenantId': VARCHAR, 'ContentType': VARCHAR, 'Day': DATE}`;
  return sql`read_parquet([${files}], union_by_name = true, hive_partitioning = true, hive_types = ${folders})`;
}

/** The text of a record exactly as it was sent. */
export const sentText = sql`COALESCE("RecordAsSent", "Record"::VARCHAR)`;

export function columnOf(source: Sql, name: string): Sql {
  return sql`${source}.${identifier(name)}`;
}
