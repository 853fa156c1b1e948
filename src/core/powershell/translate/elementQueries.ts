import type { Place } from '../../kql/queryError';
import type { Env, Operand } from './context';
import { elementValue, listValue, nonEmptyArray } from './elements';
import { columnName } from './kqlText';
import { requireItem } from './members';
import { stageKql, stageText } from './stream';
import type { StreamBuilder } from './streamBuilder';
import { columnValue, compound, type Value } from './value';
import { packedRow } from './finishedQuery';

/** A pipeline over the elements of a row's array: `$_.Parameters | Where-Object { $_.Name -eq "Identity" }`. */
export function queryOfElements(array: Value, env: Env, place: Place, run: (builder: StreamBuilder) => void): Operand {
  const builder = requireItem(env, place);
  const element = columnName(builder.temporary('Element'));
  const inner = builder.inner({ kind: 'value', value: elementValue(element) });
  if (array.list === undefined) {
    inner.where(compound(`gettype(${element}) != "array"`), place);
  }
  run(inner);
  inner.restoreOrder(place);
  const { row } = inner;
  const source = `mv-apply ${element} = ${nonEmptyArray(array)} on`;
  const before = inner.stream.stages.map(stageKql);
  builder.loseOrder();
  if (row.kind === 'object' && inner.isSingle) {
    const properties = row.properties.map(({ name, value }) => {
      const column = columnName(builder.temporary(name));
      return { name, value: columnValue(column, value.type, name), text: `${column} = ${value.kql}` };
    });
    builder.add(
      `${source} (${stageText([...before, `project ${properties.map(({ text }) => text).join(', ')}`])})`,
      place,
    );
    return { kind: 'row', row: { kind: 'object', properties } };
  }
  const list = columnName(builder.temporary('List'));
  builder.add(`${source} (${stageText([...before, `summarize ${list} = make_list(${packedRow(row)})`])})`, place);
  return { kind: 'value', value: listValue(list) };
}
