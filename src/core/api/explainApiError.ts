import type { EngineErrorData } from '../protocol/engineProtocol';
import type { ApiErrorCode, ApiErrorReaction } from './apiError';
import { isApiErrorCode } from './apiError';
import type { ContentType } from './contentType';

/** An error answer of the service, as far as it could be read. */
export interface ApiErrorFacts {
  readonly status: number;
  readonly code?: string | undefined;
  /** The service's own words. */
  readonly message?: string | undefined;
  /** What the request was about. */
  readonly contentType?: ContentType | undefined;
}

/** What each code means for the person who meets it, and what helps. */
const explanations: Readonly<Record<ApiErrorCode, string>> = {
  AF10001:
    'The app lacks the permission ActivityFeed.Read. Add it as an application or delegated permission, grant admin consent, and sign in again.',
  AF20001: 'The request lacked a parameter. Check the connection: the publisher identifier must be a GUID.',
  AF20002: 'A parameter was not understood. Check the connection: tenant and publisher identifier must be GUIDs.',
  AF20003: 'The expiration of the webhook is in the past. Give a later one, or none.',
  AF20010:
    'The token belongs to another tenant than the connection. Sign in with an account of that tenant, or correct the tenant id of the connection.',
  AF20011: 'The service does not know this tenant. Check the tenant id and the cloud of the connection.',
  AF20012:
    'The service says that the tenant is configured wrongly. Check tenant and cloud, then ask Microsoft support.',
  AF20013: 'The tenant id of the connection is not a GUID. Correct it in the connection.',
  AF20020: 'The service does not know this content type. It may not be offered in this cloud.',
  AF20021:
    'The webhook did not pass the validation. Its address must begin with https, be reachable from the internet, and answer the validation request with 200 at once.',
  AF20022: 'There is no subscription to this content type. Start it; the first content may take 12 hours.',
  AF20023:
    'The subscription was disabled by an administrator. Start it again; if it is disabled again, see whether auditing is turned on in the tenant.',
  AF20024: 'The subscription is already enabled.',
  AF20030:
    'The service refused the time window: it takes windows of 24 hours at most, begun within the last 7 days. Check the clock of this computer.',
  AF20031: 'The listing could not be continued, because the mark of the next page is no longer valid. List again.',
  AF20050: 'The service no longer has this content. It is lost, unless it is in the archive.',
  AF20051: 'This content has expired: the service keeps content for 7 days. It is lost, unless it is in the archive.',
  AF20052: 'The service does not know the id of this content. It is lost, unless it is in the archive.',
  AF20053: 'Only one language can be asked for at a time.',
  AF20054: 'The language was not understood. Give a language tag such as en-US.',
  AF20055:
    'The service refused the time window: it takes windows of 24 hours at most, begun within the last 7 days. Check the clock of this computer.',
  AF429: 'The service has too many requests of this publisher or tenant. Wait a few minutes and try again.',
  AF50000: 'The service had an internal error. Try again later; sometimes it takes an hour.',
};

const actions: Readonly<Record<ApiErrorReaction, EngineErrorData['action']>> = {
  retry: 'retry',
  signIn: 'signIn',
  subscribe: 'subscribe',
  relist: 'retry',
  gone: undefined,
  success: undefined,
  fix: undefined,
};

/** The service's own words are shown, but no page of them. Characters. */
const maximumMessageLength = 300;

/** Says what happened and what helps, in words; the service's code and words come after it, for those who search for them. */
export function explainApiError(facts: ApiErrorFacts, reaction: ApiErrorReaction): EngineErrorData {
  const action = actions[reaction];
  return {
    kind: reaction === 'gone' ? 'notFound' : 'api',
    message: `${explain(facts)}${quote(facts)}`,
    ...(facts.code === undefined ? {} : { code: facts.code }),
    ...(action === undefined ? {} : { action }),
  };
}

function explain({ status, code, contentType }: ApiErrorFacts): string {
  if (code === 'AF10001' && contentType === 'DLP.All') {
    return 'The app lacks the permission ActivityFeed.ReadDlp. Add it as an application or delegated permission, grant admin consent, and sign in again.';
  }
  return code !== undefined && isApiErrorCode(code) ? explanations[code] : explainStatus(status, contentType);
}

function explainStatus(status: number, contentType: ContentType | undefined): string {
  if (status >= 300 && status < 400) {
    return 'The service redirected the request. Redirections are not followed, because the token belongs to one host. Check the cloud of the connection, and whether a proxy is in between.';
  }
  if (status >= 500 || status === 408) {
    return `The service could not answer (HTTP ${status}). Try again later.`;
  }
  switch (status) {
    case 401:
      return contentType === 'DLP.All'
        ? 'The service refused the token for DLP.All. Where the other content types work, the app lacks the permission ActivityFeed.ReadDlp; else sign in again.'
        : 'The service refused the token. Sign in again; if that does not help, the token is for another cloud: check the cloud of the connection.';
    case 403:
      return 'The service forbids the request. Check the permissions of the app and the policies of the tenant.';
    case 404:
      return 'The service no longer has what was asked for.';
    case 429:
      return explanations.AF429;
    default:
      return `The service refused the request (HTTP ${status}). If it says that the tenant does not exist, auditing is turned off there: an administrator turns it on with Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true.`;
  }
}

function quote({ code, message }: ApiErrorFacts): string {
  const words = [code, message?.slice(0, maximumMessageLength)].filter((word) => word !== undefined && word !== '');
  return words.length === 0 ? '' : ` (${words.join(': ')})`;
}
