import { computedFunctions } from '../../compute/computedFunctions';
import type { KustoType } from '../../kustoType';
import { identifier, sql, type Sql } from '../sql';
import { sqlTypes } from '../sqlTypes';

/** What DuckDB knows a computed function as. */
export function computedName(name: string): string {
  return `kql_${name}`;
}

/** A call of a computed function, with values of the types of its parameters. */
export function computedSql(name: keyof typeof computedFunctions, values: readonly Sql[]): Sql {
  const { result } = computedFunctions[name];
  const call = sql`${identifier(computedName(name))}(${values.map((value) => sql`${value}::VARCHAR`)})`;
  return ofText(call, result);
}

/** A call of a function that the engine has, which knows files and what Node can do: values are texts. */
export function engineSql(name: string, result: KustoType, values: readonly Sql[]): Sql {
  return ofText(sql`${identifier(computedName(name))}(${values})`, result);
}

function ofText(text: Sql, type: KustoType): Sql {
  return type === 'string' ? sql`coalesce(${text}, '')` : sql`${text}::${sqlTypes[type]}`;
}
