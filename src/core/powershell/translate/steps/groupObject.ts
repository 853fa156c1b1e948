import { queryError } from '../../../kql/queryError';
import type { BoundCommand } from '../../commands/bindCommand';
import { expressionsOf, isGiven } from '../boundValues';
import { envOfRow, type Env } from '../context';
import { toText } from '../conversions';
import { lowered } from '../operators/patterns';
import type { Property } from '../streams/stream';
import type { StreamBuilder } from '../streams/streamBuilder';
import { columnValue, type Value } from '../value';
import { chosenProperties } from './properties';

/** `Group-Object`: Count, Name and Group, in the order of the names. A missing text and an empty one are one group. */
export function groupObject(bound: BoundCommand, builder: StreamBuilder, env: Env): void {
  const { place } = bound;
  const { row } = builder;
  const isCaseSensitive = isGiven(bound, 'CaseSensitive', env);
  const list = expressionsOf(bound, 'Property');
  if (list.length === 0 && row.kind !== 'value') {
    throw queryError('Group-Object needs a property: Group-Object UserId.', bound.namePlace);
  }
  const values =
    list.length === 0 && row.kind === 'value'
      ? [row.value]
      : chosenProperties(list, envOfRow(env, builder)).map(({ value }) => value);
  const names = values.map((value) => toText(value).kql);
  const name = names.length === 1 ? (names[0] ?? '""') : `strcat_delim(", ", ${names.join(', ')})`;
  const keys = values.map((value, index) => `Key${index + 1} = ${keyOf(value, isCaseSensitive)}`);
  const stage = builder.summarize(['Count = count()', `Name = take_any(${name})`], keys.join(', '), place);
  const count = { ...columnValue('Count', 'long', 'Count'), isNull: false };
  const properties: Property[] = [
    { name: 'Count', value: count },
    { name: 'Name', value: { ...columnValue('Name', 'string', 'Name'), isNull: false } },
    ...(isGiven(bound, 'NoElement', env) ? [] : [{ name: 'Group', value: count, group: { stage, row } }]),
  ];
  builder.reset({ kind: 'object', properties });
  builder.reserve(['Count', 'Name', ...values.map((_, index) => `Key${index + 1}`)]);
  builder.sort(
    values.map((_, index) => ({ kql: `Key${index + 1}`, isDescending: false })),
    place,
  );
}

function keyOf(value: Value, isCaseSensitive: boolean): string {
  return value.type === 'string' || value.type === 'dynamic' ? lowered(toText(value), isCaseSensitive).kql : value.kql;
}
