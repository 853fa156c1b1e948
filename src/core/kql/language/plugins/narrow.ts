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
  return {
    kind: 'union',
    columns: [
      { name: 'Row', type: 'long' },
      { name: 'Column', type: 'string' },
      { name: 'Value', type: 'string' },
    ],
    inputs: columns.map((column) => ({
      plan: numbered,
      values: [
        columnNamed(row),
        literal('string', column.name),
        callOf('tostring', 'string', [columnNamed(column)], place),
      ],
    })),
  };
};
