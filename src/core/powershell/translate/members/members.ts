import { queryError, refused, type Place } from '../../../kql/queryError';
import { builderOf, valueOperand, type Env, type Operand } from '../context';
import { memberOfDynamic, listValue } from '../streams/elements';
import { entryProperties } from '../streams/recordProperties';
import { recordsOfEntries } from '../streams/recordSources';
import { datetimeMembers, timespanMembers } from './timeMembers';
import { stageKql, stageText, type Row, type Stream } from '../streams/stream';
import type { StreamBuilder } from '../streams/streamBuilder';
import { atom, call, columnValue, derived, nullOf, nullValue, numberValue, not, truthKql, type Value } from '../value';

/** `target.name`. */
export function memberOperand(target: Operand, name: string, env: Env, place: Place): Operand {
  switch (target.kind) {
    case 'row':
      return rowMember(target.row, name, env, place);
    case 'group':
      return valueOperand(groupMember(target, name, env, place));
    case 'stream':
      return streamMember(target.stream, name, env, place);
    case 'value':
      return valueOperand(valueMember(target.value, name, env, place));
    case 'type':
    case 'block':
      throw queryError(`This has no ".${name}". A static member follows two colons: [datetime]::UtcNow.`, place);
  }
}

function rowMember(row: Row, name: string, env: Env, place: Place): Operand {
  switch (row.kind) {
    case 'record':
      if (isAuditData(name, env)) {
        return { kind: 'row', row };
      }
      return valueOperand(recordMember(row.hidden, name, env, place));
    case 'value':
      return valueOperand(valueMember(row.value, name, env, place));
    case 'object': {
      const found = row.properties.find((property) => property.name.toLowerCase() === name.toLowerCase());
      if (found?.group !== undefined) {
        return { kind: 'group', group: found.group, count: found.value };
      }
      if (found === undefined) {
        env.cell.notes.push({
          message: `There is no property ${name} here: there are ${row.properties.map((property) => property.name).join(', ')}.`,
          place,
        });
      }
      return valueOperand(found?.value ?? nullValue);
    }
    case 'entry':
      return entryMember(name, env, place);
  }
}

/** In the answers of Search-UnifiedAuditLog this property holds the record as text: here it is the record itself. */
function isAuditData(name: string, { cell }: Env): boolean {
  return name.toLowerCase() === 'auditdata' && !cell.records.has(name);
}

function recordMember(hidden: readonly string[], name: string, env: Env, place: Place): Value {
  if (name.toLowerCase() === 'psobject') {
    throw refused(
      'PSObject',
      'To see what properties there are, show one row: Select-Object -First 1 | Format-List.',
      place,
    );
  }
  if (hidden.includes(name.toLowerCase())) {
    return nullValue;
  }
  if (!env.cell.records.has(name)) {
    env.cell.notes.push({
      message: `No document names a property ${name}, and no record in the archive has it.`,
      place,
    });
  }
  return env.cell.records.property(name).value;
}

function entryMember(name: string, env: Env, place: Place): Operand {
  const found = entryProperties.find((property) => property.name.toLowerCase() === name.toLowerCase());
  if (found !== undefined) {
    return valueOperand(found.value);
  }
  const builder = env.item?.builder;
  if (builder?.row.kind !== 'entry') {
    return valueOperand(nullValue);
  }
  if (name.toLowerCase() === 'contentblob') {
    return { kind: 'stream', stream: recordsOfEntries(builder.stream, env, place), isOfItem: true };
  }
  if (builder.row.records === undefined || !env.cell.records.has(name)) {
    return valueOperand(nullValue);
  }
  env.cell.notes.push({
    message: `A content blob has no property ${name}: the records in the blobs are meant, their ContentBlob.`,
    place,
  });
  builder.replace(recordsOfEntries(builder.stream, env, place));
  return valueOperand(recordMember([], name, env, place));
}

/** The property of each record of a group, as an array. */
function groupMember(
  { group, count }: Extract<Operand, { kind: 'group' }>,
  name: string,
  env: Env,
  place: Place,
): Value {
  if (/^(count|length)$/i.test(name)) {
    return count;
  }
  const builder = requireItem(env, place);
  const found = rowMember(group.row, name, env, place);
  if (found.kind !== 'value') {
    throw refused(`The property ${name} of a group`, 'Name a property of the records.', place);
  }
  const isNull = nullOf(found.value);
  const column = builder.addAggregate(
    group.stage,
    `${name}List`,
    isNull === false
      ? call('make_list', found.value).kql
      : call('make_list_if', found.value, truthKql(not(isNull))).kql,
  );
  return { ...listValue(column), elementType: found.value.type, name };
}

export function requireItem(env: Env, place: Place): StreamBuilder {
  if (env.item === undefined) {
    throw queryError('This stands in a block of a cmdlet only, like Where-Object { … }.', place);
  }
  return env.item.builder;
}

/** A member of a query: the number of its rows, or that property of each of them. */
function streamMember(stream: Stream, name: string, env: Env, place: Place): Operand {
  const { row } = stream;
  const isOwn =
    row.kind === 'object' && row.properties.some((property) => property.name.toLowerCase() === name.toLowerCase());
  if (/^(count|length)$/i.test(name) && !isOwn) {
    return valueOperand(
      columnValue(`toscalar(${stageText([...stream.stages.map(stageKql), 'count'])})`, 'long', 'Count'),
    );
  }
  const builder = builderOf(stream, env);
  const item: Operand = row.kind === 'value' ? valueOperand(row.value) : { kind: 'row', row };
  const found = memberOperand(item, name, { ...env, item: { operand: item, builder } }, place);
  if (found.kind === 'stream') {
    return { kind: 'stream', stream: found.stream };
  }
  if (found.kind !== 'value') {
    throw refused(`The property ${name} of a query`, 'Go through it by ForEach-Object.', place);
  }
  if (stream.isSingle === true) {
    const text = stageText([...builder.stream.stages.map(stageKql), `project Value = ${found.value.kql}`]);
    return valueOperand({ ...columnValue(`toscalar(${text})`, found.value.type, name), isNull: false });
  }
  builder.row = { kind: 'value', value: { ...found.value, name } };
  return { kind: 'stream', stream: builder.stream };
}

function valueMember(value: Value, name: string, env: Env, place: Place): Value {
  const key = name.toLowerCase();
  if (value.constant === null) {
    return nullValue;
  }
  if (value.items !== undefined) {
    return key === 'count' || key === 'length' ? numberValue(value.items.length) : nullValue;
  }
  if (value.type === 'dynamic') {
    return key === 'count' || (key === 'length' && value.isElement !== true)
      ? countOf(value)
      : memberOfDynamic(value, name, env, place);
  }
  if (value.isCapture === true && key === 'value') {
    return value;
  }
  if (value.type === 'string' && key === 'length') {
    return typeof value.constant === 'string'
      ? numberValue(value.constant.length)
      : derived(call('strlen', value), 'long', nullOf(value));
  }
  const members = value.type === 'datetime' ? datetimeMembers : value.type === 'timespan' ? timespanMembers : {};
  const member = Object.hasOwn(members, key) ? members[key] : undefined;
  if (member !== undefined) {
    return member(value);
  }
  if (key === 'count' || key === 'length') {
    return numberValue(1);
  }
  throw queryError(
    `A value of type ${value.type} has no property ${name}.${Object.keys(members).length > 0 ? ` It has ${Object.keys(members).join(', ')}.` : ''}`,
    place,
  );
}

/** How many elements a value has: what is no array counts as one, a null as none. */
function countOf(value: Value): Value {
  const { list, kql } = value;
  const count =
    list === undefined
      ? call('case', `isnull(${kql})`, '0', `gettype(${kql}) == "array"`, `array_length(${kql})`, '1')
      : call('array_length', list);
  return { ...atom(count.kql), type: 'long', isNull: false };
}
