import { refused, type Place } from '../../kql/queryError';
import type { Operand } from './context';
import { toTruth } from './conversions';
import { compound, type Truth, type Value } from './value';

/**
 * The value that an operand is.
 *
 * @throws EngineError where it is a query, a record or another thing that is no value
 */
export function valueOf(operand: Operand, place: Place): Value {
  switch (operand.kind) {
    case 'value':
      return operand.value;
    case 'group':
      throw refused('The records of a group as a value', 'Name a property of them: $_.Group.UserId.', place);
    case 'row':
      throw refused('A whole record as a value', 'Name a property of it: $_.UserId.', place);
    case 'stream':
      throw refused(
        'A query as a value',
        'Take its number of rows, (…).Count, ask whether it has a value, $_.UserId -in $users, or start a pipeline with it.',
        place,
      );
    case 'type':
      throw refused(`[${operand.name}] as a value`, 'Convert a value by it, or call one of its methods.', place);
    case 'block':
      throw refused('A block as a value', 'Give it to a cmdlet: Where-Object { … }.', place);
  }
}

/** Whether an operand holds as a condition: a record always does, and a group where it has rows. */
export function truthOf(operand: Operand, place: Place): Truth {
  switch (operand.kind) {
    case 'row':
      return true;
    case 'group':
      return compound(`${operand.count.kql} > 0`);
    default:
      return toTruth(valueOf(operand, place));
  }
}
