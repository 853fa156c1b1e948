import type { ContentType } from '../../core/api/contentType';
import { contentTypes } from '../../core/api/contentType';
import type { Subscription } from '../../core/protocol/subscriptionProtocol';

/** One of each content type: the service does not list those that the app never subscribed to. */
export function everySubscription(listed: readonly Subscription[]): readonly Subscription[] {
  return contentTypes.map((contentType) => subscriptionOf(listed, contentType));
}

/** The subscription to a content type, among those that the service listed. */
export function subscriptionOf(listed: readonly Subscription[], contentType: ContentType): Subscription {
  return listed.find((subscription) => subscription.contentType === contentType) ?? { contentType, status: 'none' };
}
