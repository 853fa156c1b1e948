import type { Place } from '../../../kql/queryError';
import { columnName } from '../kqlText';
import type { StreamBuilder } from '../streamBuilder';
import { columnValue, type Value } from '../value';

/** Goes on with a value for each row; with each element of it, where it can be an array. */
export function expandValue(value: Value, builder: StreamBuilder, place: Place): void {
  if (
    value.type !== 'dynamic' ||
    value.constant !== undefined ||
    (value.isElement === true && value.list === undefined)
  ) {
    builder.row = { kind: 'value', value };
    return;
  }
  const column = columnName(builder.temporary('Value'));
  const array = value.list ?? value.kql;
  const elements =
    value.list === undefined || value.items === undefined
      ? `iff(gettype(${array}) == "array", ${array}, pack_array(${array}))`
      : array;
  builder.add(`mv-expand ${column} = ${elements}`, place);
  builder.row = {
    kind: 'value',
    value: { ...columnValue(column, 'dynamic', value.name ?? 'Value'), isElement: true },
  };
}
