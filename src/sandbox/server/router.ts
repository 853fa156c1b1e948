import type { ActivityFeed, FeedRequest } from './activityFeed';
import { Refusal } from './refusal';
import { jsonReply, type Reply } from './reply';

export interface FeedPath {
  readonly tenantId: string;
  /** What follows `/activity/feed/`, still encoded. */
  readonly operation: string;
}

/** Splits a path of the API, in any case; undefined for another one. */
export function parseFeedPath(pathname: string): FeedPath | undefined {
  const match = /^\/api\/v1(?:\.0)?\/([^/]+)\/activity\/feed\/(.+?)\/?$/i.exec(pathname);
  return match === null ? undefined : { tenantId: decode(match[1] ?? ''), operation: match[2] ?? '' };
}

type Handler = (request: FeedRequest) => Reply | Promise<Reply>;

/** Finds the operation of a request. */
export class Router {
  private readonly operations: Readonly<Record<string, { readonly method: string; readonly handle: Handler }>>;

  constructor(private readonly feed: ActivityFeed) {
    this.operations = {
      'subscriptions/start': { method: 'POST', handle: (request) => feed.startSubscription(request) },
      'subscriptions/stop': { method: 'POST', handle: (request) => feed.stopSubscription(request) },
      'subscriptions/list': { method: 'GET', handle: (request) => feed.listSubscriptions(request) },
      'subscriptions/content': { method: 'GET', handle: (request) => feed.listContent(request) },
      'subscriptions/notifications': { method: 'GET', handle: (request) => feed.listNotifications(request) },
      'resources/dlpsensitivetypes': { method: 'GET', handle: (request) => feed.listDlpSensitiveTypes(request) },
    };
  }

  async route(method: string, operation: string, request: FeedRequest): Promise<Reply> {
    const found = this.find(operation);
    if (found === undefined) {
      return notFound(operation);
    }
    if (found.method !== method) {
      return jsonReply({ Message: `The requested resource does not support http method '${method}'.` }, {}, 405);
    }
    return found.handle(request);
  }

  private find(operation: string): { readonly method: string; readonly handle: Handler } | undefined {
    const contentId = /^audit\/([^/]+)$/i.exec(operation)?.[1];
    if (contentId !== undefined) {
      return { method: 'GET', handle: (request) => this.feed.readContent(request, decode(contentId)) };
    }
    const name = operation.toLowerCase();
    return Object.hasOwn(this.operations, name) ? this.operations[name] : undefined;
  }
}

export function notFound(path: string): Reply {
  return jsonReply({ Message: `No HTTP resource was found that matches the request URI '${path}'.` }, {}, 404);
}

/** @throws Refusal AF20052 for a text whose percent signs encode nothing. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal('AF20052', text);
  }
}
