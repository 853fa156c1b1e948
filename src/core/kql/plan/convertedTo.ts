import type { KustoType } from '../kustoType';
import type { Place } from '../queryError';
import { callOf } from './callOf';
import type { Expression } from './plan';

/** A value as another type than its own; a whole number stays a literal, which some operators want. */
export function convertedTo(type: KustoType, value: Expression, place: Place): Expression {
  if (value.type === type) {
    return value;
  }
  if (value.kind === 'literal' && typeof value.value === 'bigint' && (value.type === 'int' || value.type === 'long')) {
    if (type === 'real') {
      return { ...value, type, value: Number(value.value) };
    }
    if (type === 'long' || (type === 'int' && BigInt.asIntN(32, value.value) === value.value)) {
      return { ...value, type };
    }
  }
  return callOf(`to${type}`, type, [value], place);
}
