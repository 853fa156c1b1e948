import { z } from 'zod';
import { parseUtcTime } from '../../core/api/contentWindow';

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
  webhook: z.object({ status: z.string(), address: z.string(), expiration: z.string().nullish() }).nullish(),
});

export type SubscriptionItem = z.infer<typeof subscriptionItem>;

export const sensitiveTypeItem = z.object({ id: z.string(), name: z.string() });
