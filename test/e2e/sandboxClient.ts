import { z } from 'zod';
import type { Sandbox } from '../../src/sandbox/sandbox';

const subscriptionsSchema = z.array(z.object({ contentType: z.string(), status: z.string() }));

/** The content types that an app is subscribed to, asked of the demo tenant itself. */
export async function listEnabledContentTypes(sandbox: Sandbox, accessToken: string): Promise<readonly string[]> {
  const response = await fetch(`${sandbox.apiRoot}/subscriptions/list?PublisherIdentifier=${sandbox.tenantId}`, {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const subscriptions = subscriptionsSchema.parse(await response.json());
  return subscriptions.filter(({ status }) => status === 'enabled').map(({ contentType }) => contentType);
}
