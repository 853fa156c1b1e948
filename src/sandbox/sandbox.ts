import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { TokenReader } from './auth/tokenReader';
import type { ContentSource } from './content/contentSource';
import { FileContent } from './content/fileContent';
import { GeneratedContent } from './content/generatedContent';
import { ScriptedContent } from './content/scriptedContent';
import { GraphApi } from './graph/graphApi';
import { sandboxOptionsSchema, type SandboxOptions, type SandboxSettings } from './sandboxOptions';
import { ActivityFeed } from './server/activityFeed';
import { FaultPlan } from './server/faults';
import { Gate } from './server/gate';
import { RequestHandler } from './server/requestHandler';
import { Router } from './server/router';
import { Throttle } from './server/throttle';
import { seedSubscriptions } from './subscriptions/firstSubscriptions';
import { Notifier } from './subscriptions/notifier';
import { SubscriptionService } from './subscriptions/subscriptionService';
import { SubscriptionStore } from './subscriptions/subscriptionStore';
import { WebhookEndpoint } from './subscriptions/webhookEndpoint';

export type { SandboxOptions } from './sandboxOptions';

/** A demo tenant that runs. */
export interface Sandbox {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** Root of the API's operations: `{origin}/api/v1.0/{tenantId}/activity/feed`. */
  readonly apiRoot: string;
  readonly tenantId: string;
  /** Bearer token of an app with every permission. */
  readonly token: string;
  close(): Promise<void>;
}

/**
 * Starts the demo tenant: the Office 365 Management Activity API, played on loopback with its rules, limits and error codes. Its
 * subscriptions are forgotten when it closes; its records are the same in every process, for a seed and a day in UTC.
 *
 * Source: "Office 365 Management Activity API reference" (Microsoft), and what callers of the service have seen.
 *
 * @throws ZodError for wrong options, RecordsFileError for a records file that cannot be served, and Node's error for a port that
 * is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = sandboxOptionsSchema.parse(options);
  const source = await openContent(settings);
  const server = createServer();
  server.listen(settings.port, '127.0.0.1');
  await once(server, 'listening');

  const origin = originOf(server);
  const apiRoot = `${origin}/api/v1.0/${settings.tenantId}/activity/feed`;
  const token = settings.token ?? randomBytes(32).toString('base64url');
  const closing = new AbortController();
  const { handler, notifier } = assemble({ settings, source, origin, apiRoot, token, signal: closing.signal });
  server.on('request', (request, response) => {
    // Only a closing sandbox, or a client that went away, gets here: there is nobody to answer.
    handler.handle(request, response).catch(() => response.destroy());
  });
  notifier.start();

  return {
    origin,
    apiRoot,
    tenantId: settings.tenantId,
    token,
    async close(): Promise<void> {
      closing.abort();
      notifier.stop();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function openContent({ blobs, recordsFile, seed, tenantId, now }: SandboxSettings): Promise<ContentSource> {
  if (blobs !== undefined) {
    return new ScriptedContent(blobs);
  }
  return recordsFile === undefined
    ? new GeneratedContent({ seed, organizationId: tenantId, now: now() })
    : FileContent.open(recordsFile, now());
}

interface Ingredients {
  readonly settings: SandboxSettings;
  readonly source: ContentSource;
  readonly origin: string;
  readonly apiRoot: string;
  readonly token: string;
  readonly signal: AbortSignal;
}

function assemble(ingredients: Ingredients): { readonly handler: RequestHandler; readonly notifier: Notifier } {
  const { settings, source, origin, apiRoot, token, signal } = ingredients;
  const { tenantId, appId, now, webhooks, startIntervalMs, pageSize } = settings;
  const endpoint = new WebhookEndpoint(
    { allowHttp: settings.allowHttpWebhooks, timeoutMs: webhooks.timeoutMs },
    signal,
  );
  const store = new SubscriptionStore();
  seedSubscriptions(store, settings);
  const subscriptions = new SubscriptionService(store, endpoint, { now, startIntervalMs });
  const notifier = new Notifier(store, source, endpoint, { tenantId, apiRoot, now, ...webhooks });
  const feed = new ActivityFeed({ source, store, subscriptions, notifier, apiRoot, pageSize, now });
  const tokens = new TokenReader({ token, tenantId, appId, now }, origin);
  const handler = new RequestHandler(
    {
      origin,
      gate: new Gate(tokens, settings),
      graph: new GraphApi(tokens),
      throttle: new Throttle(settings.requestsPerMinute, now),
      router: new Router(feed),
      faults: new FaultPlan(settings.faults),
      errors: settings,
      now,
    },
    signal,
  );
  return { handler, notifier };
}

function originOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new TypeError('The sandbox listens on no TCP port.');
  }
  return `http://127.0.0.1:${address.port}`;
}
