import type { ExternalPlan } from '../plan/plan';
import { convert } from './conversions';
import { select, type Relation } from './relation';
import { identifier, sql, textLiteral, type Sql } from './sql';

const delimiters = { csv: ',', tsv: '\t', psv: '|', scsv: ';' } as const;

/** Files as rows: every value is read as text or JSON, and becomes what its column is as Kusto's conversions have it. */
export function externalSql(plan: ExternalPlan): Relation {
  const files = sql`[${plan.files.map(fileLiteral)}]`;
  switch (plan.format) {
    case 'json':
      return members(plan, sql`FROM read_json_objects(${files}, format = 'auto')`);
    case 'parquet':
      return members(
        plan,
        sql`FROM (SELECT to_json(stored) AS json FROM read_parquet(${files}, union_by_name = true) AS stored)`,
      );
    case 'txt':
      return firstColumn(
        plan,
        sql`SELECT unnest(regexp_split_to_array(regexp_replace(content, '\\r?\\n$', ''), '\\r?\\n')${skipped(plan)}) AS value
          FROM read_text(${files})`,
      );
    case 'raw':
      return firstColumn(plan, sql`SELECT content AS value FROM read_text(${files})`);
    case 'csv':
    case 'tsv':
    case 'psv':
    case 'scsv': {
      const names = plan.columns.map((_, index) => `c${index}`);
      const types = names.map((name) => sql`${textLiteral(name)}: 'VARCHAR'`);
      // Several threads would not find the ends of records whose values have line breaks.
      return select(
        plan.columns.map((column, index) => ({
          value: convert(sql`coalesce(${identifier(names[index] ?? '')}, '')`, 'string', column.type),
          column,
        })),
        sql`FROM read_csv(${files}, auto_detect = false, columns = {${types}}, delim = ${textLiteral(delimiters[plan.format])},
          quote = '"', escape = '"', header = ${plan.skipsFirstRecord ? sql`true` : sql`false`}, null_padding = true,
          strict_mode = false, parallel = false)`,
      );
    }
  }
}

/** The columns of JSON objects, which are found by their names. */
function members({ columns }: ExternalPlan, from: Sql): Relation {
  return select(
    columns.map((column) => {
      const pointer = textLiteral(`/${column.name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      const member = sql`json_extract(json, ${pointer})`;
      return { value: convert(sql`nullif(${member}, 'null'::JSON)`, 'dynamic', column.type), column };
    }),
    from,
  );
}

/** The first column has the texts; others are empty. */
function firstColumn({ columns }: ExternalPlan, texts: Sql): Relation {
  return select(
    columns.map((column, index) => ({
      value: convert(index === 0 ? sql`value` : sql`''`, 'string', column.type),
      column,
    })),
    sql`FROM (${texts})`,
  );
}

/** DuckDB takes patterns where it takes files: their signs are made plain characters. */
function fileLiteral(file: string): Sql {
  return textLiteral(file.replaceAll(/[[*?]/g, '[$&]'));
}

function skipped({ skipsFirstRecord }: ExternalPlan): Sql {
  return skipsFirstRecord ? sql`[2:]` : sql``;
}
