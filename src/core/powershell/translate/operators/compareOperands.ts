import { refused, type Place } from '../../../kql/queryError';
import type { Env, Operand } from '../context';
import { toText } from '../conversions';
import { valueOf } from '../operandValues';
import { stageKql, type Stream } from '../streams/stream';
import { compound, not, type Truth } from '../value';
import type { Comparison } from './comparison';
import { compareValues } from './compareValues';

/** A comparison, one side of which may be a query or a record. */
export function compareOperands(
  comparison: Comparison,
  left: Operand,
  right: Operand,
  places: { readonly left: { readonly place: Place }; readonly right: { readonly place: Place } },
  env: Env,
): Truth {
  const { operator } = comparison;
  const isMembership = operator.endsWith('in') || operator.endsWith('contains');
  const list = operator.endsWith('in') ? right : left;
  if (isMembership && list.kind === 'stream') {
    const value = valueOf(operator.endsWith('in') ? left : right, places.left.place);
    const column = singleColumn(list.stream, comparison.place);
    const found = compound(`${toText(value).kql} ${comparison.isCaseSensitive ? 'in' : 'in~'} ((${column}))`);
    return operator.startsWith('not') ? not(found) : found;
  }
  const isNullTest = (operand: Operand): boolean => operand.kind === 'value' && operand.value.constant === null;
  if (
    (operator === 'eq' || operator === 'ne') &&
    ((left.kind === 'row' && isNullTest(right)) || (right.kind === 'row' && isNullTest(left)))
  ) {
    return operator === 'ne';
  }
  return compareValues(comparison, valueOf(left, places.left.place), valueOf(right, places.right.place), env);
}

/** A query of one column, as `in` takes it. */
function singleColumn(stream: Stream, place: Place): string {
  if (stream.row.kind !== 'value') {
    throw refused(
      'A query of whole records here',
      'Take one property of it: $users = $rows.UserId, or Select-Object -ExpandProperty UserId.',
      place,
    );
  }
  const text = toText(stream.row.value);
  return [...stream.stages.map(stageKql), `project Value = ${text.kql}`].join(' | ');
}
