import type { ContentType } from '../api/contentType';
import type { EngineErrorData } from './engineError';
import type { ConnectionParams } from './requestParams';

export interface Subscription {
  readonly contentType: ContentType;
  /** `none`: this app has never subscribed, or stopped. */
  readonly status: 'enabled' | 'disabled' | 'none';
  readonly webhook?: Webhook;
  /** When this engine saw the subscription start, in milliseconds since the epoch; the service does not tell. */
  readonly startedAt?: number;
}

/** What became of one content type when all were started. */
export interface StartedSubscription {
  readonly contentType: ContentType;
  readonly subscription?: Subscription;
  readonly error?: EngineErrorData;
}

export interface SensitiveTypesParams extends ConnectionParams {
  /** A language tag; English where the service has no names in it. */
  readonly language: string;
}

export interface Webhook {
  readonly status: string;
  readonly address: string;
  readonly expiration?: string;
  /** The service sends an authId with its notifications. Which one, is a secret. */
  readonly hasAuthId?: boolean;
}
