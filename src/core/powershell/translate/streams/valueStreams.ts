import type { KustoType } from '../../../kql/kustoType';
import type { Place } from '../../../kql/queryError';
import type { Operand } from '../context';
import type { Stream } from './stream';
import { columnValue, nullOf } from '../value';

/** A query of what is written in the cell: a value, the values of an array, or a row. */
export function streamOfValue(operand: Extract<Operand, { kind: 'value' | 'row' }>, place: Place): Stream {
  const rest = { order: [], isInOrder: false, temporaries: [] };
  if (operand.kind === 'row') {
    return { stages: [{ kql: 'print Row = 1', place }], row: operand.row, ...rest, isSingle: true };
  }
  const { value } = operand;
  const name = value.name ?? 'Value';
  if (value.items === undefined && value.type === 'dynamic' && value.constant === undefined) {
    // An array goes on as its elements.
    const array = value.list ?? `iff(gettype(${value.kql}) == "array", ${value.kql}, pack_array(${value.kql}))`;
    const stages = [`print Value = ${array}`, 'mv-expand Value'].map((kql) => ({ kql, place }));
    const element = { ...columnValue('Value', 'dynamic', name), isElement: true };
    return { stages, row: { kind: 'value', value: element }, ...rest, naturalOrder: [] };
  }
  if (value.items === undefined) {
    const column = {
      ...columnValue('Value', value.type, name),
      isNull:
        value.constant === null ? true : nullOf(value) === false ? false : columnValue('Value', value.type).isNull,
    };
    return {
      stages: [{ kql: `print Value = ${value.kql}`, place }],
      row: { kind: 'value', value: column },
      ...rest,
      isSingle: true,
    };
  }
  const types = new Set(value.items.map(({ type }) => type));
  const [only] = types;
  const type: KustoType = types.size === 1 && only !== undefined ? only : 'dynamic';
  const expand = `mv-expand Value${type === 'dynamic' ? '' : ` to typeof(${type})`}`;
  const stages = [`print Value = ${value.kql}`, expand].map((kql) => ({ kql, place }));
  const element = columnValue('Value', type, name);
  return {
    stages,
    row: { kind: 'value', value: type === 'dynamic' ? { ...element, isElement: true } : { ...element, isNull: false } },
    ...rest,
    naturalOrder: [],
  };
}
