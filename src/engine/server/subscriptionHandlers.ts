import type { Connection } from '../../core/api/connection';
import type { ContentType } from '../../core/api/contentType';
import { contentTypes } from '../../core/api/contentType';
import type { Subscription } from '../../core/protocol/engineProtocol';
import type { RequestRouter } from './requestRouter';
import type { Tenants } from './tenants';

export function registerSubscriptionHandlers(router: RequestRouter, tenants: Tenants): void {
  const startTimes = new Map<string, number>();

  const withStartTime = (connection: Connection, subscription: Subscription): Subscription => {
    const startedAt = startTimes.get(keyOf(connection, subscription.contentType));
    return startedAt === undefined ? subscription : { ...subscription, startedAt };
  };

  router.handle('m365Audit/listSubscriptions', async ({ connection }, signal) => {
    const client = await tenants.client(connection);
    const listed = new Map(
      (await client.listSubscriptions(signal)).map((subscription) => [subscription.contentType, subscription]),
    );
    return contentTypes.map((contentType) =>
      withStartTime(connection, listed.get(contentType) ?? { contentType, status: 'none' }),
    );
  });

  router.handle('m365Audit/startSubscription', async ({ connection, contentType }, signal) => {
    const client = await tenants.client(connection);
    const subscriptions = await client.listSubscriptions(signal);
    const running = subscriptions.find((listed) => listed.contentType === contentType && listed.status === 'enabled');
    if (running !== undefined) {
      // Starting it again would take its webhook away, and the service asks for 15 minutes between starts.
      return withStartTime(connection, running);
    }
    const subscription = await client.startSubscription(contentType, undefined, signal);
    startTimes.set(keyOf(connection, contentType), Date.now());
    return withStartTime(connection, subscription);
  });

  router.handle('m365Audit/stopSubscription', async ({ connection, contentType }, signal) => {
    const client = await tenants.client(connection);
    await client.stopSubscription(contentType, signal);
    startTimes.delete(keyOf(connection, contentType));
    return null;
  });
}

function keyOf(connection: Connection, contentType: ContentType): string {
  return `${connection.id}/${contentType}`;
}
