import type { KustoType } from '../../../core/kql/kustoType';
import type { Sql } from '../../../core/kql/sql/sql';
import { identifier, joinSql, sql } from '../../../core/kql/sql/sql';
import { archiveColumns } from '../../../core/schema/auditTables';
import type { RecordSet } from '../../archive/archive';
import { duckdbType, fieldOfRecord } from '../../archive/records/recordColumns';

const archiveColumnNames: ReadonlySet<string> = new Set(archiveColumns.map(({ name }) => name));

/** A field of the records, with the type of its column; NULL where no record has it. */
export function columnSource({ files, columns, otherKeys }: RecordSet, name: string, type: KustoType): Sql {
  const sources: Sql[] = [];
  if (files.length === 0) {
    return sql`NULL::${duckdbType(type)}`;
  }
  if (columns.has(name) || archiveColumnNames.has(name)) {
    sources.push(identifier(name));
  }
  // A field that was documented after some of its records were archived is a column in part of the files alone.
  if (otherKeys.has(name) && !archiveColumnNames.has(name)) {
    sources.push(fieldOfRecord(name, type));
  }
  if (sources.length === 0) {
    return sql`NULL::${duckdbType(type)}`;
  }
  return sources.length === 1 ? joinSql(sources, sql``) : sql`COALESCE(${sources})`;
}
