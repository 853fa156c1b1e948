import type { ContentType } from '../../../core/api/contentType';
import type { ContentWindow } from '../../../core/api/contentWindow';
import { clampToRetention, splitIntoWindows } from '../../../core/api/contentWindow';
import type { NotificationAttempt, NotificationListing } from '../../../core/protocol/webhookProtocol';
import type { ManagementApiClient } from '../../api/managementApiClient';

export interface NotificationListingOptions {
  readonly client: Pick<ManagementApiClient, 'listNotifications'>;
  readonly contentType: ContentType;
  readonly range: ContentWindow;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly signal?: AbortSignal;
  /** Attempts after which the listing ends. */
  readonly limit?: number;
}

/** For diagnosis: more than this nobody reads, and a broken webhook of a large tenant has many more. */
const defaultLimit = 10_000;

const secondMs = 1_000;

/** Lists the attempts to notify a webhook of the blobs of a range, in the order of the service. */
export async function listNotifications(options: NotificationListingOptions): Promise<NotificationListing> {
  const { client, contentType, range, now, signal, limit = defaultLimit } = options;
  const { available, expired } = clampToRetention(wholeSeconds({ ...range, end: Math.min(range.end, now) }), now);
  // By what tells them apart, because a listing that had to begin again names attempts twice.
  const attempts = new Map<string, NotificationAttempt>();
  const lost = expired === undefined ? {} : { expired };
  for (const window of available === undefined ? [] : splitIntoWindows(available)) {
    for await (const page of client.listNotifications(contentType, window, signal)) {
      for (const { contentId, contentUri, created, sent, status } of page) {
        if (attempts.size === limit) {
          return { attempts: [...attempts.values()], truncated: true, ...lost };
        }
        attempts.set(`${contentId} ${sent} ${status}`, { contentId, contentUri, created, sent, status });
      }
    }
  }
  return { attempts: [...attempts.values()], ...lost };
}

/** The API takes no fractions. The second that runs is asked for too: nobody concludes from an attempt that is missing. */
function wholeSeconds({ start, end }: ContentWindow): ContentWindow {
  return { start: Math.floor(start / secondMs) * secondMs, end: Math.ceil(end / secondMs) * secondMs };
}
