import type { EngineErrorData } from '../../../core/protocol/engineError';
import { placeAt, type TextPlace } from '../../../core/notebook/textPlace';

/** Where in the cell an error lies; undefined if it lies nowhere in particular. */
export function errorPlace(data: EngineErrorData, query: string): TextPlace | undefined {
  return data.start === undefined ? undefined : placeAt(query, data.start);
}
