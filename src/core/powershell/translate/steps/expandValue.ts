import type { Place } from '../../../kql/queryError';
import { columnName } from '../kqlText';
import type { StreamBuilder } from '../streams/streamBuilder';
import { columnValue, compound, type Value } from '../value';

/** Goes on with a value for each row; with each element of it, where it can be an array. */
export function expandValue(value: Value, builder: StreamBuilder, place: Place): void {
  if (
    value.type !== 'dynamic' ||
    value.constant !== undefined ||
    (value.isElement === true && value.isMember !== true && value.list === undefined)
  ) {
    builder.row = { kind: 'value', value };
    return;
  }
  const column = columnName(builder.temporary('Value'));
  const array = value.list ?? value.kql;
  // Within a query over elements no row may be lost: there an empty array stays, and is passed over at the end.
  const isArray = builder.isOfElements ? `array_length(${array}) > 0` : `gettype(${array}) == "array"`;
  builder.add(`mv-expand ${column} = iff(${isArray}, ${array}, pack_array(${array}))`, place);
  if (builder.isOfElements) {
    builder.where(compound(`array_length(${column}) != 0`), place);
  }
  builder.row = {
    kind: 'value',
    value: { ...columnValue(column, 'dynamic', value.name ?? 'Value'), isElement: true },
  };
}
