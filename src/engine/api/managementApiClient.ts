import { z } from 'zod';
import type { ContentType } from '../../core/api/contentType';
import { isContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { EngineError } from '../../core/protocol/engineError';
import type { Subscription } from '../../core/protocol/subscriptionProtocol';
import type { ListedBlob } from '../archive/archiveTypes';
import type { CreateDispatcher } from '../network/network';
import { defaultNetworkSettings, Network } from '../network/network';
import { ApiAddress } from './apiAddress';
import { ApiError } from './apiError';
import {
  contentItem,
  notificationItem,
  sensitiveTypeItem,
  subscriptionItem,
  toListedBlob,
  toSubscription,
} from './apiSchemas';
import type { GetToken } from './apiTransport';
import { ApiTransport } from './apiTransport';
import type { PagedListing } from './contentPages';
import { readPages } from './contentPages';
import { everySubscription } from './everySubscription';
import { jsonReader, readRecordArray } from './readBody';
import type { RequestPriority } from './quotaKeeper';
import { QuotaKeeper } from './quotaKeeper';
import type { RetryPolicy } from './retryPolicy';
import { defaultRetryPolicy } from './retryPolicy';
import { ServerClock } from './serverClock';
import { ServiceHealth } from './serviceHealth';
import type { Timing } from './timing';
import { systemTiming } from './timing';

export interface ManagementApiClientOptions {
  /** Origin of the API: `apiOrigin` of a cloud, or the demo tenant's. The token goes there and nowhere else. */
  readonly origin: string;
  readonly tenantId: string;
  /** GUID that the service counts requests by; the tenant's own id where it is absent. */
  readonly publisherIdentifier?: string | undefined;
  readonly getToken: GetToken;
  /** The way to the service: proxy and trusted certificates; those of the environment where it is absent. */
  readonly createDispatcher?: CreateDispatcher;
  readonly retry?: RetryPolicy;
  /** Shared with the other clients of the same tenant; one of its own, of 2,000 requests a minute, where it is absent. */
  readonly quota?: QuotaKeeper;
  readonly timing?: Timing;
  /** Told before a request is tried again; for logs. */
  readonly onRetry?: (error: EngineError, waitMs: number) => void;
  /** Told once, if the clocks here and there are more than 5 minutes apart: how far the service's is ahead. */
  readonly onClockOffset?: (offsetMs: number) => void;
  /** Told what the service says of subscriptions: of all content types when they were listed, of one when it was started or stopped. */
  readonly onSubscriptions?: ((told: ToldSubscriptions) => void) | undefined;
}

export interface ToldSubscriptions {
  readonly subscriptions: readonly Subscription[];
  /** By the service's clock, in milliseconds since the epoch. */
  readonly toldAt: number;
}

/** A webhook that is asked for. */
export interface WebhookRequest {
  /** Begins with https. */
  readonly address: string;
  readonly authId?: string;
  /** An ISO time; none is no expiration. */
  readonly expiration?: string;
}

/** An attempt of the service to tell a webhook of a blob. */
export interface Notification extends ListedBlob {
  /** Milliseconds since the epoch. */
  readonly sent: number;
  readonly status: string;
}

export interface SensitiveType {
  readonly id: string;
  readonly name: string;
}

/** What the service allows at least; tenants with many seats have more. */
const defaultRequestsPerMinute = 2_000;

/**
 * The Office 365 Management Activity API of one tenant.
 *
 * Source: "Office 365 Management Activity API reference" (Microsoft). Each method throws `ApiError` where the service refuses and
 * `EngineError` of kind `network` where it cannot be reached, after the retries; it rejects with the signal's reason when cancelled.
 */
export class ManagementApiClient {
  /** The service's clock, as its answers show it. */
  readonly clock: ServerClock;
  /** What the requests so far have shown: clock, quota, last fault. */
  readonly health: ServiceHealth;
  readonly origin: string;
  private readonly address: ApiAddress;
  private readonly transport: ApiTransport;
  private readonly onSubscriptions: ManagementApiClientOptions['onSubscriptions'];

  constructor(options: ManagementApiClientOptions) {
    const { tenantId, getToken, onRetry, onClockOffset, timing = systemTiming, retry = defaultRetryPolicy } = options;
    const { quota = new QuotaKeeper({ requestsPerMinute: defaultRequestsPerMinute, timing }) } = options;
    const { createDispatcher = new Network(defaultNetworkSettings).createDispatcher } = options;
    this.origin = new URL(options.origin).origin;
    this.onSubscriptions = options.onSubscriptions;
    this.clock = new ServerClock(timing, onClockOffset);
    this.health = new ServiceHealth(this.clock, quota, timing);
    this.address = new ApiAddress(this.origin, tenantId, options.publisherIdentifier ?? tenantId);
    this.transport = new ApiTransport({
      origin: this.origin,
      getToken,
      createDispatcher,
      retry,
      quota,
      clock: this.clock,
      health: this.health,
      timing,
      onRetry,
    });
  }

  /** Breaks off what is under way and closes the connections. */
  close(): Promise<void> {
    return this.transport.close();
  }

  /** The subscriptions of this app; content types that it never subscribed to are not among them. */
  async listSubscriptions(signal?: AbortSignal): Promise<readonly Subscription[]> {
    const { value } = await this.transport.send({
      operation: 'listSubscriptions',
      method: 'GET',
      url: this.address.operation('/subscriptions/list'),
      read: jsonReader(z.array(subscriptionItem)),
      signal,
    });
    const listed = value.flatMap((item) =>
      isContentType(item.contentType) ? [toSubscription(item.contentType, item)] : [],
    );
    this.tellSubscriptions(everySubscription(listed));
    return listed;
  }

  /**
   * Starts a subscription, or updates the webhook of one that runs; without a webhook, one that it has is taken away. A
   * subscription that is enabled already is success.
   */
  async startSubscription(
    contentType: ContentType,
    webhook?: WebhookRequest,
    signal?: AbortSignal,
  ): Promise<Subscription> {
    try {
      const { value } = await this.transport.send({
        operation: 'startSubscription',
        method: 'POST',
        url: this.address.operation('/subscriptions/start', { contentType }),
        body: webhook === undefined ? undefined : { webhook },
        contentType,
        read: jsonReader(subscriptionItem),
        signal,
      });
      const started = toSubscription(contentType, value);
      this.tellSubscriptions([started]);
      return started;
    } catch (error) {
      if (error instanceof ApiError && error.reaction === 'success') {
        const subscriptions = await this.listSubscriptions(signal);
        return (
          subscriptions.find((subscription) => subscription.contentType === contentType) ?? {
            contentType,
            status: 'enabled',
          }
        );
      }
      throw error;
    }
  }

  /** Stops a subscription. One that does not exist is stopped already. */
  async stopSubscription(contentType: ContentType, signal?: AbortSignal): Promise<void> {
    try {
      await this.transport.send({
        operation: 'stopSubscription',
        method: 'POST',
        url: this.address.operation('/subscriptions/stop', { contentType }),
        contentType,
        read: () => undefined,
        signal,
      });
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'AF20022')) {
        throw error;
      }
    }
    this.tellSubscriptions([{ contentType, status: 'none' }]);
  }

  /**
   * The blobs that became available in a window, page by page, in the order of the service. When the service no longer knows its
   * own page mark (AF20031), the listing begins again, once: blobs then come a second time.
   *
   * @param window of whole seconds, 24 hours at most: the service answers a longer one in part, with no error
   * @param priority `bulk` where nobody waits for the listing
   */
  async *listContent(
    contentType: ContentType,
    window: ContentWindow,
    signal?: AbortSignal,
    priority?: RequestPriority,
  ): AsyncGenerator<readonly ListedBlob[], void, undefined> {
    const listing = { operation: 'listContent', contentType, window, item: contentItem, priority, signal } as const;
    for await (const page of this.pages(listing)) {
      yield page.map((item) => toListedBlob(contentType, item));
    }
  }

  /** The service's attempts to notify the webhook, paged as `listContent`; for diagnosis. A blob may be told of several times. */
  async *listNotifications(
    contentType: ContentType,
    window: ContentWindow,
    signal?: AbortSignal,
  ): AsyncGenerator<readonly Notification[], void, undefined> {
    const pages = this.pages({
      operation: 'listNotifications',
      contentType,
      window,
      item: notificationItem,
      signal,
    });
    for await (const page of pages) {
      yield page.map((item) => ({
        ...toListedBlob(contentType, item),
        sent: item.notificationSent,
        status: item.notificationStatus,
      }));
    }
  }

  /**
   * A blob as the service sends it: a JSON array of records, whole, in UTF-8.
   *
   * @param priority `bulk` where nobody waits for this one blob: it comes after what somebody waits for
   */
  async fetchBlob(
    contentUri: string,
    signal?: AbortSignal,
    priority: RequestPriority = 'interactive',
  ): Promise<Uint8Array> {
    const { value } = await this.transport.send({
      operation: 'fetchBlob',
      priority,
      method: 'GET',
      url: this.address.given(contentUri),
      read: readRecordArray,
      signal,
    });
    return value;
  }

  /** @param language a language tag, `en-US` where the service has no names in it */
  async listDlpSensitiveTypes(language: string, signal?: AbortSignal): Promise<readonly SensitiveType[]> {
    const { value } = await this.transport.send({
      operation: 'listSensitiveTypes',
      method: 'GET',
      url: this.address.operation('/resources/dlpSensitiveTypes'),
      headers: { 'accept-language': language },
      contentType: 'DLP.All',
      read: jsonReader(z.array(sensitiveTypeItem)),
      signal,
    });
    return value;
  }

  private tellSubscriptions(subscriptions: readonly Subscription[]): void {
    this.onSubscriptions?.({ subscriptions, toldAt: this.clock.now() });
  }

  private pages<Item>(listing: PagedListing<Item>): AsyncGenerator<readonly Item[], void, undefined> {
    return readPages(this.address, this.transport, listing);
  }
}
