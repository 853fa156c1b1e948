import { contentTypes, contentTypeTables } from '../../core/api/contentType';
import type { KustoType } from '../../core/kql/kustoType';
import type { Sql } from '../../core/kql/sql/sql';
import { identifier, joinSql, sql, textLiteral } from '../../core/kql/sql/sql';
import { storedNames } from '../../core/kql/storedNames';
import type { TableSchema } from '../../core/kql/tableSchema';
import { archiveColumns, auditRecordsTable } from '../../core/schema/auditTables';
import type { RecordSet } from '../archive/archive';
import { duckdbType, fieldOfRecord, filesRelation } from '../archive/recordColumns';

/**
 * The statements that make the views of audit records: `AuditRecords`, and one for each content type. They last as long as the
 * connection. A column that a query does not name is not read, and not taken out of the record either.
 *
 * @param tables what `auditTables` gives for the keys of these records
 */
export function recordViews(records: RecordSet, tables: readonly TableSchema[]): readonly Sql[] {
  const columns = tables.find(({ name }) => name === auditRecordsTable)?.columns ?? [];
  const names = storedNames(columns.map(({ name }) => name));
  const selection = columns.map(
    ({ name, type }, index) => sql`${columnSource(records, name, type)} AS ${identifier(names[index] ?? name)}`,
  );
  const rows = records.files.length === 0 ? sql`(SELECT 1) WHERE false` : filesRelation(records.files);
  return [
    sql`CREATE TEMP VIEW ${identifier(auditRecordsTable)} AS SELECT ${selection} FROM ${rows}`,
    ...contentTypes.map(
      (contentType) =>
        sql`CREATE TEMP VIEW ${identifier(contentTypeTables[contentType])} AS
          SELECT * FROM ${identifier(auditRecordsTable)} WHERE "ContentType" = ${textLiteral(contentType)}`,
    ),
  ];
}

const archiveColumnNames: ReadonlySet<string> = new Set(archiveColumns.map(({ name }) => name));

function columnSource({ files, columns, otherKeys }: RecordSet, name: string, type: KustoType): Sql {
  const sources: Sql[] = [];
  if (files.length > 0 && (columns.has(name) || archiveColumnNames.has(name))) {
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
