import type { CellValue } from '../../protocol/queryProtocol';
import { quoteBigNumbers } from '../compute/json';

/** A dynamic value of its JSON. A whole number that JavaScript cannot hold is text, so that it keeps its digits. */
export function dynamicValue(json: string): CellValue {
  return JSON.parse(quoteBigNumbers(json)) as CellValue;
}
