import type { ContentType } from '../../core/api/contentType';
import { retentionMs } from '../../core/api/contentWindow';
import { requireDlpPermission, type Caller } from '../auth/caller';
import { parseContentId } from '../content/contentId';
import { describeBlob, type ContentSource, type StoredBlob } from '../content/contentSource';
import { cutPage, type Page } from '../content/paging';
import { readWindow } from '../content/requestedWindow';
import { readAcceptLanguage } from '../resources/acceptLanguage';
import { listDlpSensitiveTypes } from '../resources/dlpSensitiveTypes';
import type { Notifier } from '../subscriptions/notifier';
import { coversInstant, describeSubscription } from '../subscriptions/subscription';
import type { SubscriptionService } from '../subscriptions/subscriptionService';
import type { SubscriptionStore } from '../subscriptions/subscriptionStore';
import type { Parameters } from './parameters';
import { Refusal } from './refusal';
import { jsonReply, type Reply } from './reply';

/** A request that has passed the checks that all operations share. */
export interface FeedRequest {
  readonly caller: Caller;
  readonly parameters: Parameters;
  readonly publisher: string | undefined;
  readonly acceptLanguage: string | undefined;
  readonly body: string;
}

export interface ActivityFeedParts {
  readonly source: ContentSource;
  readonly store: SubscriptionStore;
  readonly subscriptions: SubscriptionService;
  readonly notifier: Notifier;
  readonly apiRoot: string;
  readonly pageSize: number;
  readonly now: () => number;
}

/** The operations of the API, after "Office 365 Management Activity API reference" (Microsoft). */
export class ActivityFeed {
  constructor(private readonly parts: ActivityFeedParts) {}

  async startSubscription({ caller, parameters, publisher, body }: FeedRequest): Promise<Reply> {
    const { subscriptions, now } = this.parts;
    const contentType = readContentType(caller, parameters);
    const started = await subscriptions.start({ appId: caller.appId, contentType, publisher, body });
    return jsonReply(describeSubscription(started, now()));
  }

  stopSubscription({ caller, parameters }: FeedRequest): Reply {
    this.parts.subscriptions.stop(caller.appId, readContentType(caller, parameters));
    return { status: 200, body: '' };
  }

  listSubscriptions({ caller }: FeedRequest): Reply {
    const now = this.parts.now();
    return jsonReply(
      this.parts.store.list(caller.appId).map((subscription) => describeSubscription(subscription, now)),
    );
  }

  /** What became available in a window while the app was subscribed, and has not expired. */
  listContent({ caller, parameters }: FeedRequest): Reply {
    const { source, store, apiRoot, pageSize } = this.parts;
    const now = this.parts.now();
    const contentType = readContentType(caller, parameters);
    const subscription = store.requireEnabled(caller.appId, contentType);
    const window = readWindow(parameters, now);
    // Content of this very millisecond waits for the next: a listing that was given stays complete.
    const blobs = source
      .list(contentType, { start: window.start, end: Math.min(window.end, now) })
      .filter(
        ({ created, listed = created }) =>
          listed < now && created > now - retentionMs && coversInstant(subscription, created),
      );
    return pageReply(
      cutPage(blobs, keyOfBlob, {
        address: `${apiRoot}/subscriptions/content`,
        contentType,
        window,
        pageSize,
        nextPage: parameters.get('nextPage'),
      }),
      (blob) => describeBlob(blob, apiRoot),
    );
  }

  /** The attempts to notify the webhook of content that became available in a window. */
  listNotifications({ caller, parameters }: FeedRequest): Reply {
    const { store, notifier, apiRoot, pageSize, now } = this.parts;
    const contentType = readContentType(caller, parameters);
    store.requireEnabled(caller.appId, contentType);
    const window = readWindow(parameters, now());
    const attempts = notifier
      .attemptsOf(caller.appId, contentType)
      .filter(({ created }) => window.start <= created && created < window.end);
    return pageReply(
      cutPage(attempts, ({ key }) => key, {
        address: `${apiRoot}/subscriptions/notifications`,
        contentType,
        window,
        pageSize,
        nextPage: parameters.get('nextPage'),
      }),
      ({ item, notificationSent, notificationStatus }) => ({ ...item, notificationSent, notificationStatus }),
    );
  }

  readContent({ caller }: FeedRequest, contentId: string): Reply {
    const { source, store } = this.parts;
    const now = this.parts.now();
    const created = parseContentId(contentId);
    if (created === undefined) {
      throw new Refusal('AF20052', contentId);
    }
    const blob = created < now ? source.find(contentId) : undefined;
    if (blob === undefined || (blob.listed ?? created) >= now) {
      throw new Refusal('AF20050', contentId);
    }
    requireDlpPermission(caller, blob.contentType);
    const subscription = store.requireEnabled(caller.appId, blob.contentType);
    if (blob.created <= now - retentionMs) {
      throw new Refusal('AF20051', contentId);
    }
    if (!coversInstant(subscription, blob.created)) {
      throw new Refusal('AF20050', contentId);
    }
    return { status: 200, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: blob.body() };
  }

  listDlpSensitiveTypes({ acceptLanguage }: FeedRequest): Reply {
    return jsonReply(listDlpSensitiveTypes(readAcceptLanguage(acceptLanguage)));
  }
}

function readContentType(caller: Caller, parameters: Parameters): ContentType {
  const contentType = parameters.contentType();
  requireDlpPermission(caller, contentType);
  return contentType;
}

/** Ids of one content type sort as its blobs do, and begin with a sequence number. */
function keyOfBlob({ contentId }: StoredBlob): string {
  return contentId.slice(0, contentId.indexOf('$'));
}

function pageReply<T>({ items, nextPageUri }: Page<T>, describe: (item: T) => object): Reply {
  return jsonReply(
    items.map((item) => describe(item)),
    nextPageUri === undefined ? {} : { NextPageUri: nextPageUri },
  );
}
