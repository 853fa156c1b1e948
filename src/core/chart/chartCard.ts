import type { ChartFormat } from './chartFormat';
import type { ChartSpec } from './chartSpec';
import { axisValue, isNumeric, nameOf, type ChartTable } from './chartTable';

/** One value of a card. */
export interface CardValue {
  readonly name: string;
  readonly text: string;
}

/** The values of the first row, as Kusto's card shows them; none where there is no row. */
export function chartCard({ y }: ChartSpec, table: ChartTable, format: ChartFormat): readonly CardValue[] {
  const [row] = table.rows;
  return row === undefined
    ? []
    : y.map((index) => {
        const { name = '', type = 'dynamic' } = table.columns[index] ?? {};
        const value = axisValue(row[index], type);
        const names = nameOf(table, index, row[index]) || format.words('chartEmptyName');
        if (value === null) {
          return { name, text: names };
        }
        // A number that has a name is an enum, and not counted.
        const isNamed = isNumeric(type) && table.enums?.some((candidate) => candidate.column === index) === true;
        return { name, text: type === 'datetime' ? format.time(value) : isNamed ? names : format.number(value) };
      });
}
