import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connection } from '../../core/api/connection';
import type { ReceiverState } from '../../core/protocol/webhookProtocol';
import { readBoundedBody } from './boundedBody';
import type { Arrival, ContentInboxOptions } from './contentInbox';
import { ContentInbox } from './contentInbox';
import { parseNotifications } from './notificationBody';
import type { ReceiverRoutes } from './receiverRoutes';
import { findRecipient } from './receiverRoutes';
import { TokenBucket } from './tokenBucket';

export interface NotificationLimits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests that may come for long. */
  readonly requestsPerSecond: number;
  /** Blobs that wait to be fetched. */
  readonly waitingBlobs: number;
}

export interface NotificationHandlerOptions extends Pick<ContentInboxOptions, 'deliver' | 'onFailure'> {
  readonly limits: NotificationLimits;
  /** Origin of the API that a connection's blobs come from. */
  readonly originOf: (connection: Connection) => Promise<string>;
  /** Told after each request. */
  readonly onCount: () => void;
}

export const nothingReceived: ReceiverState = { notifications: 0, rejected: 0, validations: 0 };

export const notificationsPath = '/notifications';

/** Anything but 200 is a failure to the service, which tries again later. */
type Status = 200 | 400 | 403 | 404 | 405 | 413 | 429 | 500 | 503;

/**
 * Answers what comes to the address of a webhook: the service's validation, and its notifications.
 *
 * Source: "Office 365 Management Activity API reference" (Microsoft), sections "Webhook validation" and "Receiving notifications".
 */
export class NotificationHandler {
  private readonly inbox: ContentInbox;
  private readonly bucket: TokenBucket;
  private received = nothingReceived;

  /** @param routes may change while requests come */
  constructor(
    public routes: ReceiverRoutes,
    private readonly options: NotificationHandlerOptions,
  ) {
    const { limits, deliver, onFailure } = options;
    this.inbox = new ContentInbox({ capacity: limits.waitingBlobs, deliver, onFailure });
    this.bucket = new TokenBucket({ capacity: limits.burst, perSecond: limits.requestsPerSecond });
  }

  get counts(): ReceiverState {
    return this.received;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const status = await this.answer(request).catch((error: unknown): Status => {
      this.options.onFailure(error);
      return 500;
    });
    if (status !== 200) {
      this.count({ rejected: this.received.rejected + 1 });
      // What is left of the request is not read.
      response.setHeader('Connection', 'close');
    }
    response.writeHead(status, status === 405 ? { Allow: 'POST' } : {}).end();
  }

  /** Breaks off what is being fetched. */
  close(): Promise<void> {
    return this.inbox.close();
  }

  private async answer(request: IncomingMessage): Promise<Status> {
    const { method, headers, url = '/' } = request;
    if (url.split('?', 1)[0] !== notificationsPath) {
      return 404;
    }
    if (method !== 'POST') {
      return 405;
    }
    const connections = this.routes.recognize(headers['webhook-authid']);
    if (connections.length === 0) {
      return 403;
    }
    // Counted here and not before: what strangers send costs little, and cannot use up the service's share.
    if (!this.bucket.take()) {
      return 429;
    }
    const body = await readBoundedBody(request, this.options.limits.bodyBytes);
    if (body === undefined) {
      return 413;
    }
    if (headers['webhook-validationcode'] !== undefined) {
      this.count({ validations: this.received.validations + 1 });
      return 200;
    }
    return this.take(body, connections);
  }

  private async take(body: Uint8Array, connections: readonly Connection[]): Promise<Status> {
    const notifications = parseNotifications(body);
    if (notifications === undefined) {
      return 400;
    }
    const arrivals: Arrival[] = [];
    for (const { recipient, blob } of notifications) {
      const connection = findRecipient(connections, recipient);
      const isFromItsApi =
        connection !== undefined && new URL(blob.contentUri).origin === (await this.options.originOf(connection));
      if (!isFromItsApi) {
        // The service mixes nothing foreign in, so the rest of the body is not believed either.
        return 403;
      }
      arrivals.push({ connection, blob });
    }
    if (!this.inbox.offer(arrivals)) {
      return 503;
    }
    this.count({ notifications: this.received.notifications + 1, lastReceived: Date.now() });
    return 200;
  }

  private count(change: Partial<ReceiverState>): void {
    this.received = { ...this.received, ...change };
    this.options.onCount();
  }
}
