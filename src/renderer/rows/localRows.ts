import { cellText } from '../../core/notebook/cellText';
import type { ResultPayload } from '../../core/notebook/resultPayload';
import type { CellValue } from '../../core/protocol/queryProtocol';
import { applyView, typeOf, valueOf, withoutColumn } from './applyView';
import type { RowSource } from './rowSource';

/** The rows that came with the output: all of a small result, and the first ones of a large one that has no host. */
export function createLocalRows({ columns, rows }: Pick<ResultPayload, 'columns' | 'rows'>): RowSource {
  return {
    rowCount: rows.length,
    readRows({ view, offset, limit }) {
      const shown = applyView(columns, rows, view);
      return Promise.resolve({ rows: shown.slice(offset, offset + limit), rowCount: shown.length });
    },
    countValues({ view, search, limit, ...place }) {
      const type = typeOf(columns, place);
      const wanted = search?.toLowerCase() ?? '';
      const counts = new Map<string, { readonly value: CellValue; count: number }>();
      for (const row of applyView(columns, rows, withoutColumn(view, place))) {
        const value = valueOf(row, place);
        const key = JSON.stringify(value);
        const counted = counts.get(key);
        if (counted !== undefined) {
          counted.count++;
        } else if (cellText(value, type).toLowerCase().includes(wanted)) {
          counts.set(key, { value, count: 1 });
        }
      }
      const values = [...counts.values()].sort((left, right) => right.count - left.count).slice(0, limit);
      return Promise.resolve({ values, distinct: counts.size });
    },
  };
}
