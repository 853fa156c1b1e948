import { z } from 'zod';
import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { dayMs, formatApiTime } from '../../core/api/contentWindow';
import { EngineError } from '../../core/protocol/engineError';
import type { ApiAddress } from './apiAddress';
import { ApiError } from './apiError';
import type { ApiTransport } from './apiTransport';
import type { RequestPriority } from './quotaKeeper';
import { jsonReader } from './readBody';

export interface PagedListing<Item> {
  readonly operation: 'listContent' | 'listNotifications';
  readonly contentType: ContentType;
  /** Of whole seconds, 24 hours at most: the service answers a longer one in part, with no error. */
  readonly window: ContentWindow;
  readonly item: z.ZodType<Item>;
  readonly priority?: RequestPriority | undefined;
  readonly signal: AbortSignal | undefined;
}

const paths = { listContent: '/subscriptions/content', listNotifications: '/subscriptions/notifications' };

/**
 * The pages of a listing, in the order of the service. When the service no longer knows its own page mark (AF20031), the listing
 * begins again, once: items then come a second time.
 */
export async function* readPages<Item>(
  address: ApiAddress,
  transport: ApiTransport,
  { operation, contentType, window, item, priority, signal }: PagedListing<Item>,
): AsyncGenerator<readonly Item[], void, undefined> {
  if (window.end - window.start > dayMs) {
    throw new RangeError('A content window is 24 hours long at most.');
  }
  const first = address.operation(paths[operation], {
    contentType,
    startTime: formatApiTime(window.start),
    endTime: formatApiTime(window.end),
  });
  const read = jsonReader(z.array(item));
  const seen = new Set<string>();
  let hasBegunAgain = false;
  for (let next: URL | undefined = first; next !== undefined;) {
    const url: URL = next;
    if (seen.has(url.href)) {
      throw repeatedPage();
    }
    seen.add(url.href);
    try {
      const { value, headers } = await transport.send({
        operation,
        priority,
        method: 'GET',
        url,
        contentType,
        read,
        signal,
      });
      yield value;
      next = address.nextPage(headers, url);
    } catch (error) {
      if (hasBegunAgain || !(error instanceof ApiError && error.reaction === 'relist')) {
        throw error;
      }
      hasBegunAgain = true;
      seen.clear();
      next = first;
    }
  }
}

function repeatedPage(): EngineError {
  return new EngineError({
    kind: 'api',
    code: 'RepeatedPage',
    action: 'retry',
    message: 'The service named a page of the listing as its own next page, so the listing is not whole. Try again.',
  });
}
