import { EngineError } from '../protocol/engineError';

/** A place in a query's text, in UTF-16 code units. */
export interface Place {
  readonly start: number;
  readonly length: number;
}

/** The query is wrong, or asks for what is not there: said at its place. */
export function queryError(message: string, place: Place, code?: string): EngineError {
  return new EngineError({
    kind: 'query',
    message,
    start: place.start,
    length: place.length,
    ...(code === undefined ? {} : { code }),
  });
}

/** What a query says is KQL, but this product cannot run it. */
export function notSupported(what: string, place: Place): EngineError {
  return queryError(`${what} is not supported yet.`, place, 'notSupported');
}

/**
 * Refuses what is not supported.
 *
 * @param instead a sentence on what to write instead; undefined where there is nothing to say.
 */
export function refused(what: string, instead: string | undefined, place: Place): EngineError {
  return instead === undefined
    ? notSupported(what, place)
    : queryError(`${what} is not supported. ${instead}`, place, 'notSupported');
}
