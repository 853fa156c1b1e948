import type { Place } from '../kql/queryError';
import type { QueryStatement } from './translate/cellTranslator';

/** The place in a cell that a place in the KQL of its statement stands for: that of the cmdlet. */
export function placeInCell({ places, place }: Pick<QueryStatement, 'places' | 'place'>, kqlStart: number): Place {
  const found = places.findLast((part) => part.kqlStart <= kqlStart && kqlStart <= part.kqlStart + part.kqlLength);
  return found?.place ?? place;
}
