import type { SubscriptionChange } from '../notebook/powerShell/managementActions';
import type { SubscriptionServices } from './subscriptionServices';

/** What a cell did at the service is what the user wants, as what the side bar does is. */
export async function rememberChange(
  { wanted, secrets, tree }: SubscriptionServices,
  { connection, contentType, subscription, webhook }: SubscriptionChange,
): Promise<void> {
  const target = { connection, contentType };
  if (subscription === undefined) {
    await wanted.rememberStopped(target);
  } else if (webhook === undefined) {
    await wanted.rememberStarted(target, subscription);
  } else {
    const { authId, ...known } = webhook;
    await secrets.put(target, authId);
    await wanted.rememberWebhook(target, known);
  }
  tree.refresh();
}
