import type { ApiOperation } from './apiOperation';

/**
 * The error codes of the Office 365 Management Activity API.
 *
 * Source: "Office 365 Management Activity API reference" (Microsoft), section "Errors": codes and messages. It gives few statuses;
 * those here are what callers have seen, and 400 elsewhere. AF20024, AF50005 and AF50006 are in no document and come all the same;
 * what the last two say is not known.
 */
export interface ApiErrorDefinition {
  /** HTTP statuses that the code has been seen with, the usual one first. */
  readonly statuses: readonly number[];
  /** The service's message; `{0}` stands for the first argument. */
  readonly message: string;
  readonly reaction: ApiErrorReaction;
}

/**
 * What a client does about an error:
 * - `retry`: ask again after a while;
 * - `signIn`: another token is needed, with what the code says is missing;
 * - `subscribe`: there is no subscription;
 * - `gone`: the content is lost, go on with the rest;
 * - `relist`: begin the listing again;
 * - `reclamp`: cut the window to what the service has by its own clock, once;
 * - `success`: what was asked for holds already;
 * - `fix`: the request or the configuration is wrong, asking again does not help.
 */
export type ApiErrorReaction = 'retry' | 'signIn' | 'subscribe' | 'gone' | 'relist' | 'reclamp' | 'success' | 'fix';

/** An error answer of the service, as far as it can be decided by. The service's own words are not part of it. */
export interface ApiErrorShape {
  readonly status: number;
  /** A code such as AF20022. */
  readonly code?: string | undefined;
  /** Type of the exception that the service let through in the place of a code. */
  readonly exception?: string | undefined;
  readonly operation?: ApiOperation | undefined;
}

/** The exception of a tenant that the audit log's store does not have: its auditing was never turned on. */
const unknownTenantException = 'DataServiceException';

function define(reaction: ApiErrorReaction, message: string, ...statuses: readonly number[]): ApiErrorDefinition {
  return { reaction, message, statuses: statuses.length > 0 ? statuses : [400] };
}

const windowRule =
  'Start time and end time must both be specified (or both omitted) and must be less than or equal to 24 hours apart, with the start time';

export const apiErrors = {
  AF10001: define(
    'signIn',
    'The permission set ({0}) sent in the request did not include the expected permission ActivityFeed.Read.',
    401,
  ),
  AF20001: define('fix', 'Missing parameter: {0}.'),
  AF20002: define('fix', 'Invalid parameter type: {0}. Expected type: {1}'),
  AF20003: define('fix', 'Expiration {0} provided is set to past date and time.'),
  AF20010: define(
    'signIn',
    'The tenant ID passed in the URL ({0}) does not match the tenant ID passed in the access token ({1}).',
  ),
  AF20011: define('fix', 'Specified tenant ID ({0}) does not exist in the system or has been deleted.'),
  AF20012: define('fix', 'Specified tenant ID ({0}) is incorrectly configured in the system.'),
  AF20013: define('fix', 'The tenant ID passed in the URL ({0}) is not a valid GUID.'),
  AF20020: define('fix', 'The specified content type is not valid.'),
  AF20021: define('fix', 'The webhook endpoint ({0}) could not be validated. {1}'),
  AF20022: define('subscribe', 'No subscription found for the specified content type.'),
  AF20023: define('subscribe', 'The subscription was disabled by {0}.'),
  AF20024: define('success', 'The subscription is already enabled. No property change.'),
  AF20030: define('reclamp', `${windowRule} no more than 7 days in the past.`),
  AF20031: define('relist', 'Invalid nextPage Input: {0}.'),
  AF20050: define('gone', 'The specified content ({0}) does not exist.'),
  AF20051: define(
    'gone',
    'Content requested with the key {0} has already expired. Content older than 7 days cannot be retrieved.',
  ),
  AF20052: define('gone', 'Content ID {0} in the URL is invalid.'),
  AF20053: define('fix', 'Only one language may be present in the Accept-Language header.'),
  AF20054: define('fix', 'Invalid syntax in Accept-Language header.'),
  AF20055: define('reclamp', `${windowRule} prior to end time and start time no more than 7 days in the past.`),
  AF429: define('retry', 'Too many requests. Method={0}, PublisherId={1}', 403, 429),
  AF50000: define('retry', 'An internal error occurred. Retry the request.', 500),
  AF50005: define('retry', 'An internal error occurred. Retry the request.', 500),
  AF50006: define('retry', 'An internal error occurred. Retry the request.', 500),
} as const satisfies Readonly<Record<string, ApiErrorDefinition>>;

export type ApiErrorCode = keyof typeof apiErrors;

export function isApiErrorCode(code: string): code is ApiErrorCode {
  return Object.hasOwn(apiErrors, code);
}

/** The service's message with its arguments in place. */
export function formatApiErrorMessage(code: ApiErrorCode, ...args: readonly string[]): string {
  return apiErrors[code].message.replace(/\{(\d)\}/g, (whole, index: string) => args[Number(index)] ?? whole);
}

/** What to do about an error answer: the code decides, and the status only where there is no known code. */
export function reactionTo({ status, code, exception, operation }: ApiErrorShape): ApiErrorReaction {
  if (code !== undefined && isApiErrorCode(code)) {
    return apiErrors[code].reaction;
  }
  if (exception === unknownTenantException) {
    return 'fix';
  }
  // Further internal errors have been seen to come without being written down.
  if ((code !== undefined && /^AF500\d\d$/.test(code)) || status >= 500 || status === 408 || status === 429) {
    return 'retry';
  }
  if (status === 401) {
    return 'signIn';
  }
  const isContent = operation === undefined || operation === 'fetchBlob';
  return status === 404 && isContent ? 'gone' : 'fix';
}
