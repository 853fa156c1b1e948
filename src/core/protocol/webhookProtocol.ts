import type { Connection } from '../api/connection';
import type { ContentType } from '../api/contentType';
import type { ContentWindow } from '../api/contentWindow';
import type { ContentBlob } from './contentProtocol';

/** A webhook that is asked for. */
export interface WebhookRequest {
  /** Begins with https; the demo tenant takes http on loopback too. */
  readonly address: string;
  /** The service sends it with each notification, as `Webhook-AuthID`. A secret. */
  readonly authId?: string;
  /** An ISO time; none is no expiration. */
  readonly expiration?: string;
}

export interface SetWebhookParams {
  readonly connection: Connection;
  readonly contentType: ContentType;
  /** null takes the webhook away; the subscription goes on. The same one again enables a disabled one. */
  readonly webhook: WebhookRequest | null;
}

/** An attempt of the service to tell a webhook of a blob. A blob may be told of several times. */
export interface NotificationAttempt {
  readonly contentId: string;
  readonly contentUri: string;
  /** When the blob became available, in milliseconds since the epoch. */
  readonly created: number;
  /** When the attempt was made, in milliseconds since the epoch. */
  readonly sent: number;
  /** `success`, `failure`, or what else the service says. */
  readonly status: string;
}

export interface NotificationListing {
  /** In the order of the service. */
  readonly attempts: readonly NotificationAttempt[];
  /** There are more, later ones: ask for a shorter range. */
  readonly truncated?: boolean;
  /** Part of the asked range that the service no longer has. */
  readonly expired?: ContentWindow;
}

/** Whose notifications the receiver takes. */
export interface ReceiverRoute {
  readonly connection: Connection;
  /** Those that were given to the service for this connection; a notification must carry one of them. */
  readonly authIds: readonly string[];
}

export interface ReceiverParams {
  /** Port on loopback; 0 lets the system choose one. */
  readonly port: number;
  readonly routes: readonly ReceiverRoute[];
}

export interface ReceiverState {
  /** Address on loopback, with its path; absent where nothing listens. */
  readonly localAddress?: string;
  /** Counted since the receiver was started. */
  readonly notifications: number;
  /** Requests that were turned away: a wrong `Webhook-AuthID`, an unknown tenant, too large, too many. */
  readonly rejected: number;
  /** Validations that the service made. */
  readonly validations: number;
  /** When the last notification came, in milliseconds since the epoch. */
  readonly lastReceived?: number;
}

/** Blobs that the service told of, as they are after the receiver fetched them. */
export interface ReceivedContent {
  readonly connectionId: string;
  readonly contentType: ContentType;
  readonly blobs: readonly ContentBlob[];
}
