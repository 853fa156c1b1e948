import { z } from 'zod';
import { isContentType } from '../../core/api/contentType';
import { contentItem } from '../api/apiSchemas';
import type { ListedBlob } from '../archive/archiveTypes';
import type { Recipient } from './receiverRoutes';

/** Blobs that the service tells an app of. */
export interface Notification {
  readonly recipient: Recipient;
  readonly blob: ListedBlob;
}

/** Longer than any id that has been seen. They are kept in the catalogue, and their sender may be anyone who knows the secret. */
const maximumIdLength = 1_024;
const maximumUriLength = 4_096;

/** Source: "Office 365 Management Activity API reference" (Microsoft), section "Receiving notifications". */
const notificationItems = z.array(
  contentItem.extend({
    contentId: z.string().min(1).max(maximumIdLength),
    contentUri: z.url({ protocol: /^https?$/ }).max(maximumUriLength),
    tenantId: z.guid(),
    clientId: z.guid(),
  }),
);

/**
 * Reads the body of a notification. Content types that are not known are left out: the service adds some with no notice.
 *
 * @returns undefined for what is no notification
 */
export function parseNotifications(body: Uint8Array): readonly Notification[] | undefined {
  const { data } = notificationItems.safeParse(parseJson(body));
  return data?.flatMap(
    ({ tenantId, clientId, contentType, contentId, contentUri, contentCreated, contentExpiration }) =>
      isContentType(contentType)
        ? [
            {
              recipient: { tenantId, clientId },
              blob: { contentType, contentId, contentUri, created: contentCreated, expires: contentExpiration },
            },
          ]
        : [],
  );
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
