import { queryError, refused } from '../../../kql/queryError';
import type { BoundCommand } from '../../commands/bindCommand';
import { countOf, expressionsOf, isGiven } from '../boundValues';
import { envOfRow, type Env } from '../context';
import { toText } from '../conversions';
import { columnName } from '../kqlText';
import { lowered } from '../operators/patterns';
import type { SortKey } from '../streams/stream';
import type { StreamBuilder } from '../streams/streamBuilder';
import { columnValue, truthKql, type Value } from '../value';
import { chosenProperties, propertiesOf, type ChosenProperty } from './properties';

/** `Sort-Object`. What lacks the property comes last, whichever the order; a null comes before all values. */
export function sortObject(bound: BoundCommand, builder: StreamBuilder, env: Env): void {
  const { place } = bound;
  const isCaseSensitive = isGiven(bound, 'CaseSensitive', env);
  const isDescending = isGiven(bound, 'Descending', env);
  const list = expressionsOf(bound, 'Property');
  const { row } = builder;
  if (list.length === 0 && row.kind !== 'value') {
    throw queryError('Sort-Object needs a property: Sort-Object CreationTime.', bound.namePlace);
  }
  const chosen: readonly Pick<ChosenProperty, 'value' | 'isDescending'>[] =
    list.length === 0 && row.kind === 'value' ? [{ value: row.value }] : chosenProperties(list, envOfRow(env, builder));
  const keys = chosen.flatMap((key) => sortKeys(key.value, key.isDescending ?? isDescending, isCaseSensitive));
  if (isGiven(bound, 'Unique', env)) {
    oneOfEach(
      chosen.map(({ value }) => value),
      keys,
      isCaseSensitive,
      bound,
      builder,
      env,
    );
  } else {
    builder.sort(keys, place);
  }
  const [top, bottom] = [countOf(bound, 'Top', env), countOf(bound, 'Bottom', env)];
  if (top !== undefined) {
    builder.add(`take ${top}`, place);
  }
  if (bottom !== undefined) {
    builder.reverseOrder(place);
    builder.add(`take ${bottom}`, place);
    builder.reverseOrder(place);
  }
}

/** The keys of one property. Values whose type only the data knows are sorted as numbers, then as texts. */
function sortKeys(value: Value, isDescending: boolean, isCaseSensitive: boolean): readonly SortKey[] {
  const missing = value.isMissing ?? false;
  const first: readonly SortKey[] = missing === false ? [] : [{ kql: truthKql(missing).kql, isDescending: false }];
  switch (value.type) {
    case 'string':
      return [...first, { kql: lowered(value, isCaseSensitive).kql, isDescending }];
    case 'dynamic':
      return [
        ...first,
        { kql: `todouble(${value.kql})`, isDescending },
        { kql: lowered(toText(value), isCaseSensitive).kql, isDescending },
      ];
    default:
      return [...first, { kql: value.kql, isDescending }];
  }
}

function oneOfEach(
  values: readonly Value[],
  keys: readonly SortKey[],
  isCaseSensitive: boolean,
  bound: BoundCommand,
  builder: StreamBuilder,
  env: Env,
): void {
  const { row } = builder;
  const by = values.map((value, index) => ({
    name: `Key${index + 1}`,
    kql: value.type === 'string' || value.type === 'dynamic' ? lowered(toText(value), isCaseSensitive).kql : value.kql,
  }));
  const named = by.map(({ name, kql }) => `${name} = ${kql}`).join(', ');
  if (row.kind === 'record') {
    builder.add(`summarize take_any(*) by ${named}`, bound.place);
    builder.reserve(by.map(({ name }) => name));
    builder.sort(keys, bound.place);
    return;
  }
  const properties =
    row.kind === 'value' ? [{ name: row.value.name ?? 'Value', value: row.value }] : propertiesOf(row, env);
  if (properties === undefined) {
    throw refused(
      '-Unique of these',
      'Select properties before: Select-Object UserId | Sort-Object -Unique.',
      bound.place,
    );
  }
  const columns = properties.map(({ name, value }) => ({ name, column: columnName(name), value }));
  // The columns that are sorted by are taken along: afterwards the rows have no others.
  const sorted = keys.map((key, index) => {
    const same = by.find(({ kql }) => kql === key.kql);
    return { ...key, column: same?.name ?? `Order${index + 1}`, isOwn: same === undefined };
  });
  const first = [
    ...columns.map(({ column, value }) => (column === value.kql ? column : `${column} = ${value.kql}`)),
    ...sorted.flatMap(({ column, kql, isOwn }) => (isOwn ? [`${column} = ${kql}`] : [])),
  ];
  builder.add(`project ${first.join(', ')}, ${named}`, bound.place);
  const own = [
    ...columns.map(({ column }) => column),
    ...sorted.flatMap(({ column, isOwn }) => (isOwn ? [column] : [])),
  ];
  builder.add(`summarize take_any(${own.join(', ')}) by ${by.map(({ name }) => name).join(', ')}`, bound.place);
  const made = columns.map(({ name, column, value }) => ({ name, value: columnValue(column, value.type, name) }));
  const [only] = made;
  builder.reset(
    row.kind === 'value' && only !== undefined
      ? { kind: 'value', value: only.value }
      : { kind: 'object', properties: made },
  );
  builder.sort(
    sorted.map(({ column, isDescending }) => ({ kql: column, isDescending })),
    bound.place,
  );
}
