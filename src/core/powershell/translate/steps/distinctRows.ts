import { refused, type Place } from '../../../kql/queryError';
import type { Env } from '../context';
import { toText } from '../conversions';
import { columnName } from '../kqlText';
import { lowered } from '../operators/patterns';
import type { Row } from '../streams/stream';
import type { StreamBuilder } from '../streams/streamBuilder';
import { columnValue, type Value } from '../value';
import { propertiesOf } from './properties';

/** Each combination of values once. A missing text and an empty one are the same. */
export function distinctRows(builder: StreamBuilder, env: Env, place: Place, ignoresCase: boolean): void {
  const { row } = builder;
  const order = builder.keys;
  const properties =
    row.kind === 'value' ? [{ name: row.value.name ?? 'Value', value: row.value }] : propertiesOf(row, env);
  if (row.kind === 'record') {
    env.cell.notes.push({ message: 'Records differ all, by their Id: -Unique leaves out none.', place });
    return;
  }
  if (properties === undefined) {
    throw refused('-Unique of these', 'Name the properties before -Unique.', place);
  }
  const taken = new Set<string>();
  const columns = properties.map(({ name, value }) => {
    const column = columnName(freshName(name, taken));
    return { name, value, column, type: value.type === 'dynamic' ? 'string' : value.type } as const;
  });
  if (ignoresCase) {
    const aggregates = columns.map(({ column, value }) => `${column} = take_any(${textOfDynamic(value)})`);
    const keys = columns.map(
      ({ value }, index) =>
        `Key${index + 1} = ${value.type === 'string' || value.type === 'dynamic' ? lowered(toText(value), false).kql : value.kql}`,
    );
    builder.summarize(aggregates, keys.join(', '), place);
  } else {
    const named = columns.map(({ column, value }) => {
      const kql = textOfDynamic(value);
      return column === kql ? column : `${column} = ${kql}`;
    });
    builder.add(`summarize by ${named.join(', ')}`, place);
    builder.hasExactly(columns.map(({ column }) => column));
  }
  const made = columns.map(({ name, column, type }) => ({ name, value: columnValue(column, type, name) }));
  const [only] = made;
  const next: Row =
    row.kind === 'value' && only !== undefined
      ? { kind: 'value', value: only.value }
      : { kind: 'object', properties: made };
  builder.reset(next);
  // The order goes on where it is by what is left.
  const kept = order.map((key) => {
    const found = columns.find(({ value }) => value.kql === key.kql);
    const folded = columns.find(({ value }) => `tolower(${value.kql})` === key.kql);
    return found === undefined
      ? folded === undefined
        ? undefined
        : { ...key, kql: `tolower(${folded.column})` }
      : { ...key, kql: found.column };
  });
  const keys = kept.filter((key) => key !== undefined);
  if (keys.length > 0 && keys.length === kept.length) {
    builder.sort(keys, place);
  }
}

/** Dynamic values are compared as texts. */
function textOfDynamic(value: Value): string {
  return value.type === 'dynamic' ? toText(value).kql : value.kql;
}

export function freshName(name: string, taken: Set<string>): string {
  let fresh = name;
  for (let number = 2; taken.has(fresh.toLowerCase()); number++) {
    fresh = `${name}${number}`;
  }
  taken.add(fresh.toLowerCase());
  return fresh;
}
