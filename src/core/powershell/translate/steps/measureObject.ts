import { refused } from '../../../kql/queryError';
import type { BoundCommand } from '../../commands/bindCommand';
import { expressionsOf, isGiven } from '../boundValues';
import { envOfRow, type Env } from '../context';
import { toNumber } from '../conversions';
import type { Property } from '../streams/stream';
import type { StreamBuilder } from '../streams/streamBuilder';
import { columnValue, nullOf, not, textValue, truthKql, type Value } from '../value';
import { chosenProperties } from './properties';

const statistics = [
  ['Average', 'avg'],
  ['Sum', 'sum'],
  ['Maximum', 'max'],
  ['Minimum', 'min'],
  ['StandardDeviation', 'stdev'],
] as const;

/** `Measure-Object`: Count, and what is asked for. Values that are missing do not count. */
export function measureObject(bound: BoundCommand, builder: StreamBuilder, env: Env): void {
  const { place } = bound;
  const list = expressionsOf(bound, 'Property');
  const { row } = builder;
  const chosen = list.length > 0 ? chosenProperties(list, envOfRow(env, builder)) : [];
  const [property, second] = chosen;
  if (second !== undefined) {
    throw refused('Measure-Object of several properties', 'Measure them one after the other.', second.place);
  }
  const value = property?.value ?? (row.kind === 'value' ? row.value : undefined);
  const all = isGiven(bound, 'AllStats', env);
  const asked = statistics.filter(([name]) => all || isGiven(bound, name, env));
  if (value === undefined && asked.length > 0) {
    throw refused(
      `-${asked[0]?.[0] ?? ''} of whole records`,
      'Name a property: Measure-Object -Property FileSizeBytes -Sum.',
      place,
    );
  }
  const isNull = value === undefined ? false : nullOf(value);
  const count = isNull === false ? 'count()' : `countif(${truthKql(not(isNull)).kql})`;
  const columns = [
    { name: 'Count', kql: count, type: 'long' } as const,
    ...asked.map(([name, aggregate]) => statistic(name, aggregate, value, bound)),
  ];
  builder.add(`summarize ${columns.map(({ name, kql }) => `${name} = ${kql}`).join(', ')}`, place);
  const properties: Property[] = columns.map(({ name, type }) => ({ name, value: columnValue(name, type, name) }));
  const named = property === undefined ? [] : [{ name: 'Property', value: textValue(property.name) }];
  builder.reset({ kind: 'object', properties: [...properties, ...named] });
  builder.hasExactly(columns.map(({ name }) => name));
  builder.isSingle = true;
}

interface Statistic {
  readonly name: string;
  readonly kql: string;
  readonly type: Value['type'];
}

/** Texts and times have a least and a greatest value; all else is computed with numbers. */
function statistic(name: string, aggregate: string, value: Value | undefined, { place }: BoundCommand): Statistic {
  const given = value ?? textValue('');
  const isExtreme = aggregate === 'max' || aggregate === 'min';
  const keepsType = isExtreme && (given.type === 'datetime' || given.type === 'timespan' || given.type === 'string');
  const operand = keepsType ? given : toNumber(given, place);
  const isReal = aggregate === 'avg' || aggregate === 'stdev';
  return { name, kql: `${aggregate}(${operand.kql})`, type: isReal ? 'real' : operand.type };
}
