import { queryError, refused, type Place } from '../../kql/queryError';
import {
  ticksOfInstant,
  ticksPerDay,
  ticksPerHour,
  ticksPerMillisecond,
  ticksPerMinute,
  ticksPerSecond,
  unixEpochTicks,
} from '../../kql/values/dateTimeText';
import type { BoundCommand } from '../commands/bindCommand';
import type { Expression } from '../syntax/ast';
import { arithmetic } from './operators/arithmetic';
import { countOf, expressionsOf, optionalValue, textsOf } from './boundValues';
import type { Env } from './context';
import { toDatetime, toNumber } from './conversions';
import { rowProperties, translateValue } from './expressions';
import { formatTime } from './timePattern';
import { currentTime } from './members/staticMembers';
import type { Row } from './streams/stream';
import { arrayValue, compound, datetimeValue, derived, operand, timespanValue, type Value } from './value';

/** `Get-Date`, `New-TimeSpan`, `Write-Output` and `Write-Host`. */
export function valueCommand(bound: BoundCommand, env: Env): Value {
  switch (bound.help.name) {
    case 'Get-Date':
      return getDate(bound, env);
    case 'New-TimeSpan':
      return newTimeSpan(bound, env);
    default: {
      const name = bound.help.name === 'Write-Host' ? 'Object' : 'InputObject';
      const values = expressionsOf(bound, name).map((node) => translateValue(node, env));
      const [only] = values;
      if (only === undefined) {
        throw queryError(`${bound.help.name} needs a value.`, bound.namePlace);
      }
      return values.length === 1 ? only : arrayValue(values);
    }
  }
}

/** `New-Object PSObject -Property @{ … }`: a row, as `[pscustomobject]@{ … }` makes it. */
export function newObject(bound: BoundCommand, env: Env): Row {
  const [type] = textsOf(bound, 'TypeName', env);
  if (
    type !== undefined &&
    !/^(?:system\.)?(?:management\.automation\.)?(?:psobject|pscustomobject|object)$/i.test(type.text)
  ) {
    throw refused(`An object of type ${type.text}`, 'Write [pscustomobject]@{ Name = value }.', type.place);
  }
  const given = bound.given.get('Property')?.value;
  const properties = given === undefined ? undefined : withoutParentheses(given);
  const table = properties?.kind === 'cast' ? properties.operand : properties;
  if (table?.kind !== 'hashtable') {
    throw queryError('New-Object needs its properties: New-Object PSObject -Property @{ Name = value }.', bound.place);
  }
  return { kind: 'object', properties: rowProperties(table.entries, env) };
}

function withoutParentheses(node: Expression): Expression {
  const [statement] = node.kind === 'group' ? node.statements : [];
  const [element] = statement?.kind === 'pipeline' ? statement.elements : [];
  return element?.kind === 'expression' ? element.expression : node;
}

function getDate(bound: BoundCommand, env: Env): Value {
  const date = optionalValue(bound, 'Date', env);
  const isChanged = timeParts.some((name) => bound.given.has(name));
  const now = currentTime(isChanged ? { ...env, isKept: true } : env);
  const time = withParts(date === undefined ? now : toDatetime(date.value, date.place), bound, env);
  const format = optionalValue(bound, 'Format', env);
  return format === undefined ? time : formatTime(time, format.value, format.place);
}

/** In the order of a date's parts. */
const timeParts = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second', 'Millisecond'] as const;

/** `Get-Date -Hour 0 -Minute 0`: parts in place of those of a time that is known before the query runs. */
function withParts(time: Value, bound: BoundCommand, env: Env): Value {
  const given = timeParts.map((name) => countOf(bound, name, env));
  if (given.every((part) => part === undefined)) {
    return time;
  }
  if (typeof time.constant !== 'string') {
    throw refused('A part in place of that of a time that only the data knows', 'Write the time.', bound.place);
  }
  const ticks = BigInt(time.constant);
  const date = new Date(Number((ticks - unixEpochTicks) / ticksPerMillisecond));
  const [year, month, day, hour, minute, second, millisecond] = given;
  const instant = Date.UTC(
    year ?? date.getUTCFullYear(),
    (month ?? date.getUTCMonth() + 1) - 1,
    day ?? date.getUTCDate(),
    hour ?? date.getUTCHours(),
    minute ?? date.getUTCMinutes(),
    second ?? date.getUTCSeconds(),
    millisecond ?? date.getUTCMilliseconds(),
  );
  return datetimeValue(ticksOfInstant(instant));
}

const units: Readonly<Record<string, readonly [bigint, string]>> = {
  Days: [ticksPerDay, '1d'],
  Hours: [ticksPerHour, '1h'],
  Minutes: [ticksPerMinute, '1m'],
  Seconds: [ticksPerSecond, '1s'],
};

function newTimeSpan(bound: BoundCommand, env: Env): Value {
  const start = optionalValue(bound, 'Start', env);
  if (start !== undefined) {
    const end = optionalValue(bound, 'End', env);
    const to = end === undefined ? currentTime(env) : toDatetime(end.value, end.place);
    return arithmetic('-', to, toDatetime(start.value, start.place), bound.place);
  }
  return Object.entries(units)
    .flatMap(([name, [ticks, literal]]) => {
      const given = optionalValue(bound, name, env);
      return given === undefined ? [] : [span(given.value, ticks, literal, given.place)];
    })
    .reduce((sum, part) => arithmetic('+', sum, part, bound.place), timespanValue(0n));
}

function span(value: Value, ticks: bigint, literal: string, place: Place): Value {
  const number = toNumber(value, place);
  return typeof number.constant === 'number'
    ? timespanValue(BigInt(Math.round(number.constant * Number(ticks))))
    : derived(compound(`${operand(number)} * ${literal}`), 'timespan', number.isNull);
}
