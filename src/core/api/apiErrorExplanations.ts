import type { EngineErrorAction } from '../protocol/engineError';
import type { ApiErrorCode } from './apiError';

/** What an error means for the person who meets it. */
export interface Explanation {
  /** What happened and what helps, in whole sentences. */
  readonly text: string;
  /** The one thing that helps; absent where nothing is to be done, or nothing can be. */
  readonly action?: EngineErrorAction;
}

function missingPermission(permission: string): Explanation {
  return {
    text: `The token lacks the permission ${permission}. In the app registration, add it as an application permission if the app signs in by itself, as a delegated one if users sign in, and grant admin consent; then sign in again, because a token keeps the permissions that it was made with.`,
    action: 'openSetup',
  };
}

const refusedWindow: Explanation = {
  text: 'The service refused the time window: it takes windows of 24 hours at most, begun within the last 7 days. Check the clock of this computer.',
  action: 'checkConnection',
};

const tooManyRequests: Explanation = {
  text: 'The service has too many requests of this publisher or tenant. Wait a few minutes and try again.',
  action: 'retry',
};

const internalError: Explanation = {
  text: 'The service had an internal error. Try again later; sometimes it takes an hour.',
  action: 'retry',
};

/** Every code of the service, in the words of this product. */
export const apiErrorExplanations: Readonly<Record<ApiErrorCode, Explanation>> = {
  AF10001: missingPermission('ActivityFeed.Read'),
  AF20001: {
    text: 'The request lacked a parameter. Check the connection: the publisher identifier must be a GUID.',
    action: 'editConnection',
  },
  AF20002: {
    text: 'A parameter was not understood. Check the connection: tenant and publisher identifier must be GUIDs.',
    action: 'editConnection',
  },
  AF20003: { text: 'The expiration of the webhook is in the past. Give a later one, or none.', action: 'editWebhook' },
  AF20010: {
    text: 'The token belongs to another tenant than the connection. Sign in with an account of that tenant, or correct the tenant id of the connection.',
    action: 'editConnection',
  },
  AF20011: {
    text: 'The service does not know this tenant. Check the tenant id and the cloud of the connection.',
    action: 'editConnection',
  },
  AF20012: {
    text: 'The service says that the tenant is configured wrongly. Check tenant and cloud, then ask Microsoft support.',
    action: 'editConnection',
  },
  AF20013: {
    text: 'The tenant id of the connection is not a GUID. Correct it in the connection.',
    action: 'editConnection',
  },
  AF20020: {
    text: 'The service does not know this content type. It may not be offered in this cloud: check the cloud of the connection.',
    action: 'editConnection',
  },
  AF20021: {
    text: 'The webhook did not pass the validation, and nothing was changed. Check its endpoint: the address begins with https; the certificate is valid and not self-signed; it is reachable from the internet, and a firewall lets the service tag M365ManagementActivityApiWebhook in; it answers the validation request with 200 at once, and needs to send nothing back.',
    action: 'editWebhook',
  },
  AF20022: {
    text: 'There is no subscription to this content type. Start it; the first content may take 12 hours.',
    action: 'subscribe',
  },
  AF20023: {
    text: 'The subscription was disabled by an administrator. Start it again; if it is disabled again, see whether auditing is turned on in the tenant.',
    action: 'subscribe',
  },
  AF20024: { text: 'The subscription is already enabled.' },
  AF20030: refusedWindow,
  AF20031: {
    text: 'The listing could not be continued, because the mark of the next page is no longer valid. List again.',
    action: 'retry',
  },
  AF20050: { text: 'The service no longer has this content. It is lost, unless it is in the archive.' },
  AF20051: {
    text: 'This content has expired: the service keeps content for 7 days. It is lost, unless it is in the archive. Fetch what is left before it expires too.',
    action: 'fetch',
  },
  AF20052: { text: 'The service does not know the id of this content. It is lost, unless it is in the archive.' },
  AF20053: { text: 'Only one language can be asked for at a time.' },
  AF20054: { text: 'The language was not understood. Give a language tag such as en-US.' },
  AF20055: refusedWindow,
  AF429: tooManyRequests,
  AF50000: internalError,
  AF50005: internalError,
  AF50006: internalError,
};

/** What an answer means that has no known code, and two codes in cases of their own. */
export const otherExplanations = {
  dlpPermissionMissing: missingPermission('ActivityFeed.ReadDlp'),
  publisherLost: {
    text: `${tooManyRequests.text} The publisher identifier did not arrive, so the request was counted with those of all who send none: see whether a proxy in between changes addresses.`,
    action: 'retry',
  },
  tooManyRequests,
  /** The code field holds a sentence: an exception of the audit log's store, which does not have the tenant. */
  auditingOff: {
    text: 'The service failed with an exception in place of an error code. It does so for a tenant whose auditing is not turned on: an administrator turns it on in Exchange Online PowerShell with Set-AdminAuditLogConfig -UnifiedAuditLogIngestionEnabled $true, and it may take an hour. If it is on, check the tenant and the cloud of the connection.',
    action: 'checkConnection',
  },
  redirected: {
    text: 'The service redirected the request. Redirections are not followed, because the token belongs to one host. Check the cloud of the connection, and whether a proxy is in between.',
    action: 'checkConnection',
  },
  tokenRefused: {
    text: 'The service refused the token. Sign in again; if that does not help, the token is for another cloud: check the cloud of the connection.',
    action: 'signIn',
  },
  dlpTokenRefused: {
    text: 'The service refused the token for DLP.All. Where the other content types work, the app lacks the permission ActivityFeed.ReadDlp; else sign in again.',
    action: 'openSetup',
  },
  forbidden: {
    text: 'The service forbids the request. Check the permissions of the app and the policies of the tenant.',
    action: 'checkConnection',
  },
  contentGone: { text: 'The service no longer has what was asked for.' },
  addressUnknown: {
    text: 'The service does not know this address. Check the cloud and the tenant of the connection.',
    action: 'editConnection',
  },
} as const satisfies Readonly<Record<string, Explanation>>;

/** @param status how the answer names itself: its code, or its HTTP status */
export function unavailable(status: string): Explanation {
  return {
    text: `The service could not answer (${status}). Try again later; sometimes it takes an hour.`,
    action: 'retry',
  };
}
