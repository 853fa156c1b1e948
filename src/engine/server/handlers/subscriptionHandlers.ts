import type { Connection } from '../../../core/api/connection';
import type { ContentType } from '../../../core/api/contentType';
import { EngineError } from '../../../core/protocol/engineError';
import type { StartedSubscription, Subscription } from '../../../core/protocol/subscriptionProtocol';
import type { WebhookRequest } from '../../../core/protocol/webhookProtocol';
import { everySubscription, subscriptionOf } from '../../api/everySubscription';
import type { ManagementApiClient } from '../../api/managementApiClient';
import { listNotifications } from './notificationListing';
import type { RequestRouter } from '../requestRouter';
import type { SubscriptionStartTimes } from './subscriptionStartTimes';
import type { Tenants } from '../tenants';
import { checkWebhook } from './webhookRequest';

/** How long a webhook that was set is looked for, in milliseconds: someone waits. */
const secondLookMs = 10_000;

export function registerSubscriptionHandlers(
  router: RequestRouter,
  tenants: Tenants,
  startTimes: SubscriptionStartTimes,
): void {
  const withStartTime = (connection: Connection, subscription: Subscription): Subscription => {
    const startedAt = startTimes.get(connection, subscription.contentType);
    return startedAt === undefined ? subscription : { ...subscription, startedAt };
  };

  const start = async (
    connection: Connection,
    { contentType, status }: Subscription,
    webhook: WebhookRequest | undefined,
    signal: AbortSignal,
  ): Promise<Subscription> => {
    const client = await tenants.client(connection);
    const started = await client.startSubscription(contentType, webhook, signal);
    if (status !== 'enabled') {
      startTimes.start(connection, contentType);
    }
    return withStartTime(connection, started);
  };

  router.handle('m365Audit/listSubscriptions', async ({ connection }, signal) => {
    const subscriptions = await listAll(await tenants.client(connection), signal);
    return subscriptions.map((subscription) => withStartTime(connection, subscription));
  });

  router.handle('m365Audit/startSubscription', async ({ connection, contentType }, signal) => {
    const found = await find(await tenants.client(connection), contentType, signal);
    // Starting a running one again would take its webhook away, and the service asks for 15 minutes between starts.
    return found.status === 'enabled' ? withStartTime(connection, found) : start(connection, found, undefined, signal);
  });

  router.handle('m365Audit/startAllSubscriptions', async ({ connection }, signal) => {
    const started: StartedSubscription[] = [];
    for (const found of await listAll(await tenants.client(connection), signal)) {
      const { contentType } = found;
      try {
        const subscription =
          found.status === 'enabled'
            ? withStartTime(connection, found)
            : await start(connection, found, undefined, signal);
        started.push({ contentType, subscription });
      } catch (error) {
        if (!(error instanceof EngineError)) {
          throw error;
        }
        started.push({ contentType, error: error.data });
      }
    }
    return started;
  });

  router.handle('m365Audit/stopSubscription', async ({ connection, contentType }, signal) => {
    const client = await tenants.client(connection);
    await client.stopSubscription(contentType, signal);
    startTimes.stop(connection, contentType);
    return null;
  });

  router.handle('m365Audit/setWebhook', async ({ connection, contentType, webhook }, signal) => {
    const client = await tenants.client(connection);
    const wanted = webhook === null ? undefined : checkWebhook(webhook, { connection, now: client.clock.now() });
    const found = await find(client, contentType, signal);
    if (wanted === undefined && found.status === 'none') {
      // A start without a webhook, which takes one away, would begin a subscription here.
      return found;
    }
    const started = await start(connection, found, wanted, signal);
    try {
      // Listed again, because the answer to a start has been seen with no webhook until it is validated.
      return withStartTime(connection, await find(client, contentType, AbortSignal.timeout(secondLookMs)));
    } catch {
      // From the start on the service has the webhook and its secret: who asked must not take it for a failure, nor for cancelled.
      return started;
    }
  });

  router.handle('m365Audit/listNotifications', async ({ connection, contentType, range }, signal) => {
    const client = await tenants.client(connection);
    return listNotifications({ client, contentType, range, now: client.clock.now(), signal });
  });
}

/** One of each content type. */
async function listAll(client: ManagementApiClient, signal: AbortSignal): Promise<readonly Subscription[]> {
  return everySubscription(await client.listSubscriptions(signal));
}

async function find(client: ManagementApiClient, contentType: ContentType, signal: AbortSignal): Promise<Subscription> {
  return subscriptionOf(await client.listSubscriptions(signal), contentType);
}
