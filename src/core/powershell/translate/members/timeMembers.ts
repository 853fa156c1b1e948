import {
  ticksPerDay,
  ticksPerHour,
  ticksPerMillisecond,
  ticksPerMinute,
  ticksPerSecond,
} from '../../../kql/values/dateTimeText';
import { call, compound, datetimeValue, derived, nullOf, numberValue, operand, textValue, type Value } from '../value';

type Member = (value: Value) => Value;

function part(name: string): Member {
  return (value) => derived(call('datetime_part', textValue(name), value), 'long', nullOf(value));
}

/** The properties of a datetime, by their names in lower case. */
export const datetimeMembers: Readonly<Record<string, Member>> = {
  date: (value) =>
    typeof value.constant === 'string'
      ? datetimeValue((BigInt(value.constant) / ticksPerDay) * ticksPerDay)
      : derived(call('startofday', value), 'datetime', nullOf(value)),
  year: part('Year'),
  month: part('Month'),
  day: part('Day'),
  hour: part('Hour'),
  minute: part('Minute'),
  second: part('Second'),
  millisecond: part('Millisecond'),
  dayofyear: part('DayOfYear'),
  dayofweek: (value) => {
    const names = '"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"';
    return derived(
      call('tostring', `dynamic([${names}])[toint(dayofweek(${value.kql}) / 1d)]`),
      'string',
      nullOf(value),
    );
  },
  timeofday: (value) => derived(compound(`${operand(value)} - startofday(${value.kql})`), 'timespan', nullOf(value)),
  ticks: (value) => derived(call('tolong', value), 'long', nullOf(value)),
};

/** How many units a span has, with what is left over as a fraction. */
function total(unit: bigint, literal: string): Member {
  return (value) =>
    typeof value.constant === 'string'
      ? numberValue(Number(value.constant) / Number(unit), true)
      : derived(compound(`${operand(value)} / ${literal}`), 'real', nullOf(value));
}

/** A part of a span, as a whole number. */
function whole(literal: string, modulus?: number): Member {
  return (value) => {
    const units = `tolong(${operand(value)} / ${literal})`;
    return derived(
      modulus === undefined ? call('tolong', `${operand(value)} / ${literal}`) : compound(`${units} % ${modulus}`),
      'long',
      nullOf(value),
    );
  };
}

/** The properties of a span of time, by their names in lower case. */
export const timespanMembers: Readonly<Record<string, Member>> = {
  totaldays: total(ticksPerDay, '1d'),
  totalhours: total(ticksPerHour, '1h'),
  totalminutes: total(ticksPerMinute, '1m'),
  totalseconds: total(ticksPerSecond, '1s'),
  totalmilliseconds: total(ticksPerMillisecond, '1ms'),
  days: whole('1d'),
  hours: whole('1h', 24),
  minutes: whole('1m', 60),
  seconds: whole('1s', 60),
  ticks: (value) => derived(call('tolong', value), 'long', nullOf(value)),
};
