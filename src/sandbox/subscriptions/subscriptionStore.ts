import { contentTypes, type ContentType } from '../../core/api/contentType';
import { Refusal } from '../server/refusal';
import type { Subscription } from './subscription';

/** The subscriptions of all apps: each app sees its own only. They live as long as the sandbox does. */
export class SubscriptionStore {
  private readonly subscriptions = new Map<string, Subscription>();

  get(appId: string, contentType: ContentType): Subscription | undefined {
    return this.subscriptions.get(keyOf(appId, contentType));
  }

  put(subscription: Subscription): void {
    this.subscriptions.set(keyOf(subscription.appId, subscription.contentType), subscription);
  }

  /** Those that were started and not stopped. */
  list(appId: string): readonly Subscription[] {
    return contentTypes
      .map((contentType) => this.get(appId, contentType))
      .filter((subscription) => subscription !== undefined)
      .filter(({ state }) => state !== 'stopped');
  }

  all(): readonly Subscription[] {
    return [...this.subscriptions.values()];
  }

  /** @throws Refusal AF20022 where there is none, AF20023 where it is disabled. */
  requireEnabled(appId: string, contentType: ContentType): Subscription {
    const subscription = this.get(appId, contentType);
    if (subscription === undefined || subscription.state === 'stopped') {
      throw new Refusal('AF20022');
    }
    if (subscription.state === 'disabled') {
      throw new Refusal('AF20023', subscription.disabledBy ?? 'a service admin');
    }
    return subscription;
  }
}

function keyOf(appId: string, contentType: ContentType): string {
  return `${appId} ${contentType}`;
}
