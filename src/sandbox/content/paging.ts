import { createHash } from 'node:crypto';
import type { ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';
import { Refusal } from '../server/refusal';

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextPageUri?: string;
}

export interface PageRequest {
  /** Address of the operation, without a query. */
  readonly address: string;
  readonly contentType: ContentType;
  readonly window: ContentWindow;
  readonly pageSize: number;
  /** What the request says of `nextPage`. */
  readonly nextPage: string | undefined;
}

/**
 * Cuts a page out of a listing. A page begins after the key of the last item before it, not at a position: what expires or becomes
 * available meanwhile moves nothing. Keys are unique, without `$`, and sort as the items do.
 *
 * @throws Refusal AF20031 for a `nextPage` that this listing did not give.
 */
export function cutPage<T>(items: readonly T[], keyOf: (item: T) => string, request: PageRequest): Page<T> {
  const after = readNextPage(request);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, request.pageSize);
  const last = page.at(-1);
  return last === undefined || page.length === rest.length
    ? { items: page }
    : { items: page, nextPageUri: formatNextPageUri(request, keyOf(last)) };
}

function readNextPage(request: PageRequest): string | undefined {
  const { nextPage } = request;
  if (nextPage === undefined || nextPage === '') {
    return undefined;
  }
  const [key = '', check] = nextPage.split('$');
  if (check !== checksum(request, key)) {
    throw new Refusal('AF20031', nextPage);
  }
  return key;
}

/** As the service writes it: names in lower case, no PublisherIdentifier, and a bare `$`. */
function formatNextPageUri(request: PageRequest, key: string): string {
  const { address, contentType, window } = request;
  const endTime = encodeURIComponent(new Date(window.end).toISOString());
  const startTime = encodeURIComponent(new Date(window.start).toISOString());
  const nextPage = `${key}$${checksum(request, key)}`;
  return `${address}?contenttype=${contentType}&endtime=${endTime}&starttime=${startTime}&nextpage=${nextPage}`;
}

function checksum({ address, contentType, window }: PageRequest, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([new URL(address).pathname, contentType, window.start, window.end, key]))
    .digest('hex')
    .slice(0, 12);
}
