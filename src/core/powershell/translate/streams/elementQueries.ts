import type { Place } from '../../../kql/queryError';
import type { BoundCommand } from '../../commands/bindCommand';
import type { Env, Operand } from '../context';
import { elementValue, listValue, nonEmptyArray, typedElement } from './elements';
import { packedRow } from './finishedQuery';
import { columnName } from '../kqlText';
import { requireItem } from '../members/members';
import { stageKql, stageText } from './stream';
import type { StreamBuilder } from './streamBuilder';
import { and, columnValue, compound, not, nullOf, truthKql, type Truth, type Value } from '../value';

/**
 * A pipeline over the elements of a row's array: `$_.Parameters | Where-Object { $_.Name -eq "Identity" }`.
 *
 * @param isWhole whether a cmdlet looks at all elements together: then those before it make a list of their own, without what they
 *   filter out
 */
export function queryOfElements(
  array: Value,
  commands: readonly BoundCommand[],
  env: Env,
  place: Place,
  {
    run,
    isWhole,
  }: { run: (bound: BoundCommand, builder: StreamBuilder) => void; isWhole: (bound: BoundCommand) => boolean },
): Operand {
  const builder = requireItem(env, place);
  let source = array;
  let inner = elementsOf(builder, source);
  for (const bound of commands.flatMap(uniqueApart)) {
    if (isWhole(bound) && (inner.length > 0 || inner.conditions !== true)) {
      source = listOf(source, inner, builder, bound.place);
      inner = elementsOf(builder, source);
    }
    run(bound, inner);
  }
  const { row } = inner;
  if (row.kind !== 'object' || !inner.isSingle || inner.conditions !== true) {
    return { kind: 'value', value: listOf(source, inner, builder, place) };
  }
  const properties = row.properties.map(({ name, value }) => {
    const column = columnName(builder.temporary(name));
    return { name, value: columnValue(column, value.type, name), text: `${column} = ${value.kql}` };
  });
  apply(source, inner, `project ${properties.map(({ text }) => text).join(', ')}`, builder, place);
  return { kind: 'row', row: { kind: 'object', properties } };
}

/** `-Unique` looks at all elements that `-ExpandProperty` gives: it comes after it, as a cmdlet of its own. */
function uniqueApart(bound: BoundCommand): readonly BoundCommand[] {
  const { given } = bound;
  if (!given.has('Unique') || !given.has('ExpandProperty')) {
    return [bound];
  }
  const isOfUnique = (name: string): boolean => name === 'Unique' || name === 'CaseInsensitive';
  const part = (ofUnique: boolean): BoundCommand => ({
    ...bound,
    given: new Map([...given].filter(([name]) => isOfUnique(name) === ofUnique)),
  });
  return [part(false), part(true)];
}

function elementsOf(builder: StreamBuilder, { elementType, isRecord }: Value): StreamBuilder {
  const element = elementValue(columnName(builder.elementName));
  const value = isRecord === true ? { ...element, isRecord } : element;
  return builder.inner({ kind: 'value', value: elementType === undefined ? value : typedElement(value, elementType) });
}

/** The elements that are left, as an array. A null is none. */
function listOf(array: Value, inner: StreamBuilder, builder: StreamBuilder, place: Place): Value {
  const { row, conditions } = inner;
  inner.restoreOrder(place);
  const element = columnName(builder.elementName);
  const isOwn = row.kind !== 'value' || row.value.kql !== element;
  const wanted: Truth = and(
    inner.isReset ? true : compound(`isnotnull(${element})`),
    inner.isReset || array.list !== undefined ? true : compound(`gettype(${element}) != "array"`),
    conditions,
    row.kind === 'value' && isOwn ? not(nullOf(row.value)) : true,
  );
  const list = columnName(builder.temporary('List'));
  const made =
    wanted === true ? `make_list(${packedRow(row)})` : `make_list_if(${packedRow(row)}, ${truthKql(wanted).kql})`;
  apply(array, inner, `summarize ${list} = ${made}`, builder, place);
  const { elementType, isRecord } = array;
  return {
    ...listValue(list),
    ...(isOwn || isRecord === undefined ? {} : { isRecord }),
    ...(isOwn || elementType === undefined ? {} : { elementType }),
  };
}

function apply(array: Value, inner: StreamBuilder, end: string, builder: StreamBuilder, place: Place): void {
  const stages = [...inner.stream.stages.map(stageKql), end];
  builder.add(`mv-apply ${columnName(builder.elementName)} = ${nonEmptyArray(array)} on (${stageText(stages)})`, place);
  builder.loseOrder();
}
