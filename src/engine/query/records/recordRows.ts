import path from 'node:path';
import type { ContentType } from '../../../core/api/contentType';
import type { KustoType } from '../../../core/kql/kustoType';
import type { Sql } from '../../../core/kql/sql/sql';
import { identifier, sql, textLiteral } from '../../../core/kql/sql/sql';
import { fileDay } from '../../../core/schema/auditTables';
import type { RecordSet } from '../../archive/archive';
import { pathLiteral } from '../../archive/database';
import { duckdbType, storedFields } from '../../archive/records/recordColumns';
import { isNamed } from './isNamed';

/** What every file has beside documented fields. */
const ownColumns: ReadonlyMap<string, KustoType> = new Map<string, KustoType>([
  ['Id', 'string'],
  ['CreationTime', 'datetime'],
  ['ContentId', 'string'],
  ['ContentCreated', 'datetime'],
  ['Record', 'dynamic'],
]);

/** A schema has one column at least; this one is in each file. */
const schemaColumn = 'Id';

/**
 * The rows of the archive's files, as a relation: of the columns that any of the files has, those that its reader names, `ContentType`,
 * and the day.
 *
 * The catalogue knows the columns, so DuckDB is told them. With `union_by_name` it would open every file to learn them, before each
 * query: a sixth of a millisecond for each file. It takes no schema together with the folders of a layout as columns, so these are
 * read from the file's name; DuckDB passes over files by that as well. Each column that it is told of takes it ten microseconds in each
 * query, and there are some hundreds.
 *
 * @param reader the SQL that selects from it
 */
export function recordRows({ files, columns }: RecordSet, reader: Sql): Sql {
  if (files.length === 0) {
    return sql`(SELECT NULL::DATE AS ${identifier(fileDay)} WHERE false)`;
  }
  const stored = new Map([...storedFields].filter(([name]) => columns.has(name)));
  const schema = [...new Map([...ownColumns, ...stored])]
    .filter(([name]) => name === schemaColumn || isNamed(reader.text, name))
    .map(
      ([name, type]) =>
        sql`${textLiteral(name)}: {name: ${textLiteral(name)}, type: ${textLiteral(duckdbType(type).text)}, default_value: NULL}`,
    );
  return sql`(
    SELECT *, ${folderOf('ContentType')} AS "ContentType", TRY_CAST(${folderOf('Day')} AS DATE) AS ${identifier(fileDay)}
    FROM read_parquet([${files.map(pathLiteral)}], schema = MAP {${schema}}, filename = true))`;
}

/** The same with the files of one content type alone. */
export function filesOf(records: RecordSet, contentType: ContentType): RecordSet {
  const folder = `${path.sep}ContentType=${contentType}${path.sep}`;
  return { ...records, files: records.files.filter((file) => file.includes(folder)) };
}

/** What the layout's folder of a name says. The archive itself may lie in a folder that looks like one: the last one counts. */
function folderOf(name: string): Sql {
  return sql`regexp_extract(filename, ${textLiteral(`.*[/\\\\]${name}=([^/\\\\]*)`)}, 1)`;
}
