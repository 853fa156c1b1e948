import type { ExternalPlan } from '../plan/plan';
import { convert } from './conversions';
import { select, type Relation } from './relation';
import { identifier, sql, textLiteral, type Sql } from './sql';

const delimiters = { csv: ',', tsv: '\t', psv: '|', scsv: ';' } as const;

/** Files as rows: every value is read as text, and becomes what its column is as Kusto's conversions have it. */
export function externalSql(plan: ExternalPlan): Relation {
  const files = sql`[${plan.files.map(fileLiteral)}]`;
  switch (plan.format) {
    case 'json':
      return select(
        plan.columns.map((column) => {
          const member = sql`json_extract(json, ${textLiteral(`/${column.name.replaceAll('~', '~0').replaceAll('/', '~1')}`)})`;
          return { value: convert(sql`nullif(${member}, 'null'::JSON)`, 'dynamic', column.type), column };
        }),
        sql`FROM read_json_objects(${files}, format = 'auto')`,
      );
    case 'txt':
      return select(
        plan.columns.map((column, index) => ({
          value: index === 0 ? convert(sql`line`, 'string', column.type) : convert(sql`''`, 'string', column.type),
          column,
        })),
        sql`FROM (SELECT unnest(regexp_split_to_array(regexp_replace(content, '\\r?\\n$', ''), '\\r?\\n')${skipped(plan)}) AS line
          FROM read_text(${files}))`,
      );
    case 'csv':
    case 'tsv':
    case 'psv':
    case 'scsv': {
      const names = plan.columns.map((_, index) => `c${index}`);
      const types = names.map((name) => sql`${textLiteral(name)}: 'VARCHAR'`);
      return select(
        plan.columns.map((column, index) => ({
          value: convert(sql`coalesce(${identifier(names[index] ?? '')}, '')`, 'string', column.type),
          column,
        })),
        sql`FROM read_csv(${files}, auto_detect = false, columns = {${types}}, delim = ${textLiteral(delimiters[plan.format])},
          quote = '"', escape = '"', header = ${plan.skipsFirstRecord ? sql`true` : sql`false`}, null_padding = true, strict_mode = false)`,
      );
    }
  }
}

/** DuckDB takes patterns where it takes files: their signs are made plain characters. */
function fileLiteral(file: string): Sql {
  return textLiteral(file.replaceAll(/[[*?]/g, '[$&]'));
}

function skipped({ skipsFirstRecord }: ExternalPlan): Sql {
  return skipsFirstRecord ? sql`[2:]` : sql``;
}
