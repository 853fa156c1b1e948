import { identifier, joinSql, sql, type Sql } from './sql';

/** The frame of a running value. */
export const untilHere = sql`ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`;

const position = identifier('row position');

/**
 * Rows, and columns over the rows around each row, in the order in which the rows come.
 *
 * SQL has no window function inside another, so each becomes a column of a SELECT of its own, which those after it may name. DuckDB
 * keeps the order of rows from a sort on, and a window without parts streams over them as they come. A window with parts does not: from
 * the first of them on windows go by a column of positions, by which the rows are sorted again at the end.
 */
export class RowWindows {
  private isParted = false;
  private count = 0;

  /**
   * @param source what can stand after FROM.
   * @param groups columns: no window reaches beyond the rows of a group.
   */
  constructor(
    private source: Sql,
    private readonly groups: readonly Sql[],
  ) {}

  /** The rows with the columns that were added, for FROM. */
  get rows(): Sql {
    return this.isParted ? sql`(SELECT * FROM ${this.source} ORDER BY ${position})` : this.source;
  }

  /**
   * Adds a column.
   *
   * @param value makes the column's value of the OVER clause.
   * @param parts windows keep to the rows for which these are the same.
   */
  add(value: (over: Sql) => Sql, parts: readonly Sql[] = [], frame: Sql = sql``): Sql {
    const all = [...this.groups, ...parts];
    if (all.length > 0 && !this.isParted) {
      this.isParted = true;
      this.source = sql`(SELECT *, row_number() OVER () AS ${position} FROM ${this.source})`;
    }
    const over =
      all.length > 0
        ? sql`OVER (PARTITION BY ${all} ORDER BY ${position} ${frame})`
        : this.isParted
          ? sql`OVER (ORDER BY ${position} ${frame})`
          : sql`OVER (${frame})`;
    const name = identifier(`window ${this.count++}`);
    this.source = sql`(SELECT *, ${value(over)} AS ${name} FROM ${this.source})`;
    return name;
  }

  /**
   * Adds a column that is made of all rows of a part at once.
   *
   * @param list makes the part's values, one for each of its rows in their order, of an aggregate's ORDER BY clause.
   */
  addOfWhole(list: (inOrder: Sql) => Sql, parts: readonly Sql[]): Sql {
    const [index, values] = [identifier(`index ${this.count}`), identifier(`values ${this.count}`)];
    const number = this.add((over) => sql`row_number() ${over}`, parts);
    const all = [...this.groups, ...parts];
    const keys = all.map((_, place) => identifier(`part ${place} of ${this.count}`));
    const name = identifier(`window ${this.count++}`);
    const rows = sql`(SELECT *, ${number} AS ${index}, ${all.map((part, place) => sql`${part} AS ${keys[place] ?? part}`)} FROM ${this.source})`;
    const lists = sql`(SELECT ${all.map((part, place) => sql`${part} AS ${keys[place] ?? part}`)}, ${list(sql`ORDER BY ${position}`)} AS ${values}
      FROM ${this.source} GROUP BY ALL)`;
    // Rows are joined with values: an element of a list that each row had beside it would be copied with all others.
    const wholes = sql`(SELECT ${keys}, unnest(${values}) AS ${name}, generate_subscripts(${values}, 1) AS ${index} FROM ${lists})`;
    const same = joinSql(
      [sql`rows.${index} = wholes.${index}`, ...keys.map((key) => sql`rows.${key} IS NOT DISTINCT FROM wholes.${key}`)],
      sql` AND `,
    );
    this.source = sql`(SELECT rows.* EXCLUDE (${[...keys, index]}), wholes.${name} FROM ${rows} AS rows JOIN ${wholes} AS wholes ON ${same})`;
    return name;
  }
}
