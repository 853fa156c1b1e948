import type { EngineErrorData } from '../protocol/engineError';
import type { ApiErrorReaction, ApiErrorShape } from './apiError';
import { isApiErrorCode } from './apiError';
import type { Explanation } from './apiErrorExplanations';
import { apiErrorExplanations, otherExplanations, unavailable } from './apiErrorExplanations';
import type { ContentType } from './contentType';

/** An error answer of the service, as far as it could be read. */
export interface ApiErrorFacts extends ApiErrorShape {
  /** The service's own words. */
  readonly message?: string | undefined;
  /** The body as it came. */
  readonly raw?: string | undefined;
  /** What the request was about. */
  readonly contentType?: ContentType | undefined;
  /** What the service asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** The service's own words are shown whole, but no page of them. Characters. */
const longestQuote = 2_000;
/** The same of the body, which is for a closer look. Characters. */
const longestDetail = 16_000;

const minuteMs = 60_000;

/** What AF429 names where a request came without a publisher identifier. */
const noPublisher = '00000000-0000-0000-0000-000000000000';

/** Says what happened and what helps, in words; the service's code and words come after it, for those who search for them. */
export function explainApiError(facts: ApiErrorFacts, reaction: ApiErrorReaction): EngineErrorData {
  const { code, message, raw } = facts;
  const { text, action } = explain(facts, reaction);
  const quote = quoteWords(code, message);
  return {
    kind: reaction === 'gone' ? 'notFound' : 'api',
    message: [text, ...waitingTime(facts), ...quote].join(' '),
    ...(code === undefined ? {} : { code }),
    ...(action === undefined ? {} : { action }),
    ...(raw === undefined || raw.trim() === '' ? {} : { detail: clip(raw, longestDetail) }),
  };
}

/** Whether it is an exception in the place of a code, and not one of another meaning: an outage, a refused token, lost content. */
export function isAuditingOff({ exception }: ApiErrorShape, reaction: ApiErrorReaction): boolean {
  return exception !== undefined && reaction === 'fix';
}

function explain(facts: ApiErrorFacts, reaction: ApiErrorReaction): Explanation {
  const { code, message, contentType } = facts;
  if (code === undefined || !isApiErrorCode(code)) {
    return isAuditingOff(facts, reaction) ? otherExplanations.auditingOff : explainStatus(facts, reaction);
  }
  if (code === 'AF10001' && contentType === 'DLP.All') {
    return otherExplanations.dlpPermissionMissing;
  }
  // The message names the publisher that the request was counted for. It chooses the words, not what is done.
  return code === 'AF429' && message?.includes(noPublisher) === true
    ? otherExplanations.publisherLost
    : apiErrorExplanations[code];
}

function explainStatus({ status, code, contentType }: ApiErrorFacts, reaction: ApiErrorReaction): Explanation {
  if (reaction === 'retry') {
    return status === 429 ? otherExplanations.tooManyRequests : unavailable(code ?? `HTTP ${status}`);
  }
  if (status >= 300 && status < 400) {
    return otherExplanations.redirected;
  }
  switch (status) {
    case 401:
      return contentType === 'DLP.All' ? otherExplanations.dlpTokenRefused : otherExplanations.tokenRefused;
    case 403:
      return otherExplanations.forbidden;
    case 404:
      return reaction === 'gone' ? otherExplanations.contentGone : otherExplanations.addressUnknown;
    default:
      return { text: `The service refused the request (HTTP ${status}).`, action: 'checkConnection' };
  }
}

/** A wait that was not worth it is told of, so that the next try comes after it. */
function waitingTime({ retryAfterMs }: ApiErrorFacts): readonly string[] {
  if (retryAfterMs === undefined || retryAfterMs < minuteMs) {
    return [];
  }
  const minutes = Math.ceil(retryAfterMs / minuteMs);
  return [`The service asks to wait for ${minutes === 1 ? 'a minute' : `${minutes} minutes`} before the next request.`];
}

function quoteWords(code: string | undefined, message: string | undefined): readonly string[] {
  // A stranger's words: what moves the cursor of a terminal, or the line of a log, is not theirs to decide.
  const words = [code, message?.replace(/\p{Cc}+/gu, ' ').trim()].filter((word) => word !== undefined && word !== '');
  return words.length === 0 ? [] : [`(${clip(words.join(': '), longestQuote)})`];
}

/** The beginning of a text that is too long, and how much more there is. */
function clip(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… and ${text.length - longest} more characters`;
}
