import type { Column } from '../../kustoType';
import { callOf } from '../../plan/callOf';
import { columnNamed, planColumns } from '../../plan/columns';
import type { Plan } from '../../plan/plan';
import { literal } from '../literals';
import { keepColumn } from '../operators/projections';
import type { Plugin } from './plugin';

/** `narrow`: a row for each cell, with the number of its row, the name of its column, and its value as text. */
export const narrow: Plugin = ({ input, place }) => {
  const columns = planColumns(input);
  const row: Column = { name: '(narrow) row', type: 'long' };
  const numbered: Plan = {
    kind: 'project',
    input,
    columns: [
      { name: row.name, expression: callOf('row_number', 'long', [literal('long', 0n)], place) },
      ...columns.map(keepColumn),
    ],
  };
  const name: Column = { name: '(narrow) column', type: 'string' };
  const value: Column = { name: '(narrow) value', type: 'string' };
  // The rows are read once, and each becomes as many as there are columns.
  const texts = columns.map((column) => callOf('tostring', 'string', [columnNamed(column)], place));
  const cells: Plan = {
    kind: 'expand',
    input: numbered,
    expansions: [
      { expression: literal('dynamic', JSON.stringify(columns.map((column) => column.name))), column: name },
      { expression: callOf('pack_array', 'dynamic', texts, place), column: value },
    ],
    columns: [...planColumns(numbered), name, value],
    bagsAsArrays: false,
  };
  return {
    kind: 'project',
    input: cells,
    columns: [
      { name: 'Row', expression: columnNamed(row) },
      { name: 'Column', expression: columnNamed(name) },
      { name: 'Value', expression: columnNamed(value) },
    ],
  };
};
