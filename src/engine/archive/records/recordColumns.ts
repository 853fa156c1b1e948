import type { KustoType } from '../../../core/kql/kustoType';
import type { Sql } from '../../../core/kql/sql/sql';
import { bindValue, identifier, sql, textLiteral } from '../../../core/kql/sql/sql';
import { commonFields, workloadFields } from '../../../core/schema/generated/documentedFields';
import { pathLiteral } from '../database';

/** The columns that the archive adds to the documented fields; the last three are folders of the layout. */
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

/** The fields that documents name, with their types. */
export const documentedFields: ReadonlyMap<string, KustoType> = new Map<string, KustoType>([
  ...Object.entries(commonFields),
  ...Object.entries(workloadFields),
]);

/**
 * The documented fields that can be columns of the archive's files. Names that differ in case alone (`PolicyID` and `PolicyId`) are
 * one name to many engines, and so are those that the archive uses itself: such fields are in `Record` only.
 */
export const storedFields: ReadonlyMap<string, KustoType> = findStoredFields();

/**
 * Documented fields that are in `Record` only: JSON either way, and full of ids that occur once, so that as columns they were a fifth
 * of the archive (measured over a million records). Older files have them as columns.
 */
const unwrittenFields: ReadonlySet<string> = new Set(['AppAccessContext', 'AffectedItems', 'Folders', 'Item']);

/** The documented fields that become columns of the archive's files, where records have them. */
export const writtenFields: readonly string[] = [...storedFields.keys()].filter((name) => !unwrittenFields.has(name));

function findStoredFields(): ReadonlyMap<string, KustoType> {
  const uses = new Map<string, number>();
  for (const name of [...ownColumns, ...documentedFields.keys()]) {
    uses.set(name.toLowerCase(), (uses.get(name.toLowerCase()) ?? 0) + 1);
  }
  return new Map([...documentedFields].filter(([name]) => uses.get(name.toLowerCase()) === 1));
}

/** A field's text as a value of its documented type; NULL where it is none: `Record` has the truth. */
export function typedValue(text: Sql, type: KustoType): Sql {
  return type === 'datetime' ? datetimeValue(text) : sql`TRY_CAST(${text} AS ${duckdbType(type)})`;
}

/**
 * By way of a time with zone, for TIMESTAMP would drop an offset unseen; what has none is UTC, the time zone of the session. Times
 * that are none of the years 1 to 9999, as "infinity" is none, are NULL: no language that reads them could say them.
 */
function datetimeValue(text: Sql): Sql {
  return bindValue(
    sql`TRY_CAST(${text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC'`,
    (time) =>
      sql`CASE WHEN ${time} BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999' THEN ${time} END`,
  );
}

/** The DuckDB type of a column of the archive, and of the views over it. */
export function duckdbType(type: KustoType): Sql {
  switch (type) {
    case 'string':
    case 'guid':
    case 'decimal':
    case 'timespan':
      return sql`VARCHAR`;
    case 'dynamic':
      return sql`JSON`;
    case 'bool':
      return sql`BOOLEAN`;
    case 'int':
      return sql`INTEGER`;
    case 'long':
      return sql`BIGINT`;
    case 'real':
      return sql`DOUBLE`;
    case 'datetime':
      return sql`TIMESTAMP`;
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
    ? sql`nullif(json_extract("Record", ${pointer}), 'null')`
    : typedValue(sql`json_extract_string("Record", ${pointer})`, type);
}

const layoutTypes = sql`hive_partitioning = true, hive_types = {'TenantId': VARCHAR, 'ContentType': VARCHAR, 'Day': DATE}`;

/**
 * The rows of Parquet files of the archive, with its layout's folders as columns, and with all columns that any of the files has. All
 * files are opened to learn these.
 */
export function filesRelation(files: readonly string[]): Sql {
  return sql`read_parquet([${files.map(pathLiteral)}], union_by_name = true, ${layoutTypes})`;
}

/** The same with those columns alone that every file has: `Id`, `CreationTime`, and the archive's own. Much cheaper. */
export function commonRelation(files: readonly string[]): Sql {
  return sql`read_parquet([${files.map(pathLiteral)}], ${layoutTypes})`;
}

/** The text of a record exactly as it was sent. */
export const sentText = sql`COALESCE("RecordAsSent", "Record"::VARCHAR)`;

export function columnOf(source: Sql, name: string): Sql {
  return sql`${source}.${identifier(name)}`;
}
