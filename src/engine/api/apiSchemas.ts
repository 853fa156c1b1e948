import { z } from 'zod';
import type { ContentType } from '../../core/api/contentType';
import { parseUtcTime } from '../../core/api/contentWindow';
import type { Subscription } from '../../core/protocol/subscriptionProtocol';
import type { ListedBlob } from '../archive/archiveTypes';

/**
 * What the service answers, as far as it is used. Further fields are let through: the service adds some with no notice.
 *
 * Source: "Office 365 Management Activity API reference" (Microsoft), section "Activity API operations".
 */
const time = z
  .string()
  .transform(parseUtcTime)
  .refine((instant) => !Number.isNaN(instant), 'is no time');

export const contentItem = z.object({
  contentType: z.string(),
  contentId: z.string().min(1),
  contentUri: z.url(),
  contentCreated: time,
  contentExpiration: time,
});

export const notificationItem = contentItem.extend({
  notificationSent: time,
  notificationStatus: z.string(),
});

/** `status` is missing in a sample of the reference, and `webhook` is null where there is none. */
export const subscriptionItem = z.object({
  contentType: z.string(),
  status: z.string().optional(),
  webhook: z
    .object({
      status: z.string(),
      address: z.string(),
      authId: z.string().nullish(),
      expiration: z.string().nullish(),
    })
    .nullish(),
});

export const sensitiveTypeItem = z.object({ id: z.string(), name: z.string() });

export function toListedBlob(contentType: ContentType, item: z.infer<typeof contentItem>): ListedBlob {
  return {
    contentType,
    contentId: item.contentId,
    contentUri: item.contentUri,
    created: item.contentCreated,
    expires: item.contentExpiration,
  };
}

/** A subscription that is listed with no status is one that runs. */
export function toSubscription(
  contentType: ContentType,
  { status, webhook }: z.infer<typeof subscriptionItem>,
): Subscription {
  return {
    contentType,
    status: status === undefined || status === 'enabled' ? 'enabled' : 'disabled',
    ...(webhook
      ? {
          webhook: {
            status: webhook.status,
            address: webhook.address,
            ...(webhook.expiration ? { expiration: webhook.expiration } : {}),
            ...(webhook.authId ? { hasAuthId: true } : {}),
          },
        }
      : {}),
  };
}
