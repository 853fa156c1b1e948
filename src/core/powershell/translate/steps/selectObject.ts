import { queryError, refused, type Place } from '../../../kql/queryError';
import type { BoundCommand } from '../../commands/bindCommand';
import { countOf, expressionsOf, isGiven, optionalValue, textsOf } from '../boundValues';
import { envOfRow, type Env } from '../context';
import { constantText, toText } from '../conversions';
import { groupRecords } from '../streams/groupRecords';
import { columnName } from '../kqlText';
import { fitsWildcard } from '../operators/patterns';
import { memberOperand } from '../members/members';
import { valueOf } from '../operandValues';
import { recordsOfEntries } from '../streams/recordSources';
import type { Group, Property } from '../streams/stream';
import type { StreamBuilder } from '../streams/streamBuilder';
import { columnValue, compound, not, or } from '../value';
import { distinctRows } from './distinctRows';
import { expandValue } from './expandValue';
import { asExisting, chosenProperties, propertiesOf } from './properties';

/** `Select-Object`: first some of the rows, then properties, then each combination once. */
export function selectObject(bound: BoundCommand, builder: StreamBuilder, env: Env): void {
  const { place } = bound;
  takeSome(bound, builder, env);
  const list = expressionsOf(bound, 'Property');
  const expand = optionalValue(bound, 'ExpandProperty', env);
  if (expand !== undefined) {
    if (list.length > 0) {
      throw refused(
        '-ExpandProperty beside -Property',
        'Use one of them, or a computed property: @{ n = "…"; e = { … } }.',
        expand.place,
      );
    }
    expandProperty(constantText(toText(expand.value)), builder, env, expand.place);
  } else if (list.length > 0) {
    selectProperties(bound, builder, env);
  }
  excludeProperties(bound, builder, env, list.length > 0);
  if (isGiven(bound, 'Unique', env)) {
    distinctRows(builder, env, place, isGiven(bound, 'CaseInsensitive', env));
  }
}

export function selectProperties(bound: BoundCommand, builder: StreamBuilder, env: Env): void {
  const list = expressionsOf(bound, 'Property');
  const [only] = list;
  if (list.length === 1 && only?.kind === 'literal' && only.value === '*') {
    return;
  }
  const properties: Property[] = [];
  for (const property of chosenProperties(list, envOfRow(env, builder))) {
    const isTwin = properties.some(({ name }) => name.toLowerCase() === property.name.toLowerCase());
    if (!isTwin) {
      const { name, value, group } = property;
      properties.push({ name, value: asExisting(value), ...(group === undefined ? {} : { group }) });
    }
  }
  if (properties.length === 0) {
    throw queryError('No property fits: there would be nothing to show.', only?.place ?? bound.place);
  }
  builder.row = { kind: 'object', properties };
}

function excludeProperties(bound: BoundCommand, builder: StreamBuilder, env: Env, hasList: boolean): void {
  const patterns = textsOf(bound, 'ExcludeProperty', env);
  if (patterns.length === 0) {
    return;
  }
  const isExcluded = (name: string): boolean => patterns.some(({ text }) => fitsWildcard(name, text));
  const { row } = builder;
  if (row.kind === 'record' && !hasList) {
    const hidden = env.cell.records.all.map(({ name }) => name.toLowerCase()).filter(isExcluded);
    builder.row = { kind: 'record', hidden: [...new Set([...row.hidden, ...hidden])] };
    return;
  }
  const properties = propertiesOf(row, env);
  if (properties === undefined) {
    throw refused('-ExcludeProperty of values without known properties', 'Name the properties to keep.', bound.place);
  }
  builder.row = { kind: 'object', properties: properties.filter(({ name }) => !isExcluded(name)) };
}

/** The values of a property: each element of an array by itself; what has none is passed over. */
function expandProperty(name: string, builder: StreamBuilder, env: Env, place: Place): void {
  const rowEnv = envOfRow(env, builder);
  const item = rowEnv.item?.operand;
  if (item === undefined) {
    return;
  }
  const found = memberOperand(item, name, rowEnv, place);
  if (found.kind === 'stream') {
    builder.replace(recordsOfEntries(builder.stream, env, place));
    return;
  }
  if (found.kind === 'row') {
    builder.row = found.row;
    return;
  }
  if (found.kind === 'group') {
    expandGroup(builder, found.group, place);
    return;
  }
  const value = valueOf(found, place);
  builder.where(not(or(value.isMissing ?? false, value.isNull)), place);
  expandValue({ ...value, isNull: false, name: value.name ?? name }, builder, place);
}

/** The records of groups, one after the other. */
export function expandGroup(builder: StreamBuilder, group: Group, place: Place): void {
  const list = groupRecords(group, builder);
  const column = columnName(builder.temporary('Value'));
  builder.add(`mv-expand ${column} = ${list}`, place);
  const value = { ...columnValue(column, 'dynamic', 'Value'), isElement: true };
  builder.row = { kind: 'value', value: group.row.kind === 'record' ? { ...value, isRecord: true } : value };
}

/** `-First`, `-Last`, `-Skip`, `-SkipLast` and `-Index`. */
function takeSome(bound: BoundCommand, builder: StreamBuilder, env: Env): void {
  const { place } = bound;
  const [first, last, skip, skipLast] = ['First', 'Last', 'Skip', 'SkipLast'].map((name) => countOf(bound, name, env));
  const index = textsOf(bound, 'Index', env).map(({ text }) => Number(text));
  if (first !== undefined && last !== undefined) {
    throw refused('-First and -Last together', 'Use one of them.', place);
  }
  if (first === undefined && last === undefined && skip === undefined && skipLast === undefined && index.length === 0) {
    return;
  }
  if (builder.isOfElements) {
    takeElements({ first, last, skip, skipLast, index }, builder, place);
    return;
  }
  inOrder(builder, place);
  if (last !== undefined || skipLast !== undefined) {
    takeFromEnd(last, skipLast ?? skip ?? 0, builder, place);
    return;
  }
  skipRows(builder, skip ?? 0, place);
  if (first !== undefined) {
    builder.add(`take ${first}`, place);
    builder.isSingle = first <= 1;
  }
  if (index.length > 0) {
    takeAt(index, builder, place);
  }
}

/** Rows by their places, as an index has them: from 0 on, or from -1 backwards. */
export function takeRows(places: readonly number[], builder: StreamBuilder, place: Place): void {
  inOrder(builder, place);
  const [only = 0, second] = places;
  if (second !== undefined) {
    const fromEnd = places.find((each) => each < 0);
    if (fromEnd !== undefined) {
      throw refused('An index with several places from the end', 'Use Select-Object -Last.', place);
    }
    takeAt(places, builder, place);
    return;
  }
  if (only < 0) {
    takeFromEnd(1, -only - 1, builder, place);
  } else {
    skipRows(builder, only, place);
    builder.add('take 1', place);
  }
  builder.isSingle = true;
}

function takeAt(places: readonly number[], builder: StreamBuilder, place: Place): void {
  const number = builder.extend('Place', 'row_number(0)', place);
  builder.where(compound(`${number} in (${places.map(String).join(', ')})`), place);
}

/** @param count all that are left, where it is absent */
function takeFromEnd(count: number | undefined, skipped: number, builder: StreamBuilder, place: Place): void {
  if (!builder.isSorted) {
    const number = builder.temporary('Place');
    builder.add(`serialize ${number} = row_number()`, place);
    builder.sort([{ kql: number, isDescending: false }], place);
  }
  builder.reverseOrder(place);
  skipRows(builder, skipped, place);
  if (count !== undefined) {
    builder.add(`take ${count}`, place);
  }
  builder.reverseOrder(place);
}

interface Wanted {
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly skip: number | undefined;
  readonly skipLast: number | undefined;
  readonly index: readonly number[];
}

/** Some of an array's elements: by conditions on their places, since no row may be lost. */
function takeElements({ first, last, skip = 0, skipLast, index }: Wanted, builder: StreamBuilder, place: Place): void {
  const [fromStart, fromEnd] = [builder.temporary('Place'), builder.temporary('PlaceFromEnd')];
  builder.add(`serialize ${fromStart} = row_number()`, place);
  builder.add(`sort by ${fromStart} desc`, place);
  builder.add(`serialize ${fromEnd} = row_number()`, place);
  builder.add(`sort by ${fromStart} asc`, place);
  const atEnd = last !== undefined || skipLast !== undefined;
  const skipped = skipLast ?? skip;
  const number = atEnd ? fromEnd : fromStart;
  builder.where(compound(`${number} > ${skipped}`), place);
  const most = last ?? first;
  if (most !== undefined) {
    builder.where(compound(`${number} <= ${skipped + most}`), place);
  }
  if (index.length > 0) {
    builder.where(compound(`${fromStart} - 1 in (${index.join(', ')})`), place);
  }
}

function skipRows(builder: StreamBuilder, count: number, place: Place): void {
  if (count > 0) {
    const number = builder.extend('Place', 'row_number()', place);
    builder.where(compound(`${number} > ${count}`), place);
  }
}

/** Records that nobody has sorted come by their time; other rows by their values. */
export function inOrder(builder: StreamBuilder, place: Place): void {
  if (builder.isSorted) {
    builder.restoreOrder(place);
    return;
  }
  const { row } = builder;
  const keys =
    builder.timeKeys ??
    (row.kind === 'object' ? row.properties.map(({ value }) => value) : row.kind === 'value' ? [row.value] : []).map(
      (value) => ({ kql: value.type === 'dynamic' ? toText(value).kql : value.kql, isDescending: false }),
    );
  if (keys.length > 0) {
    builder.sort(keys, place);
  }
}
