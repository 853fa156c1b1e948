import { contentTypes } from '../../../core/api/contentType';
import type { Subscription } from '../../../core/protocol/subscriptionProtocol';
import { showsContentType } from '../treeFilter';
import { contentTypeId } from '../treeModel';
import type { ConnectionNode, ContentTypeNode } from '../treeNodes';
import type { TreeServices } from '../treeServices';

/** The content types of a connection, each with its subscription as the service lists it. */
export async function contentTypeRows(
  node: ConnectionNode,
  { engine, wanted, gaps, filter }: TreeServices,
): Promise<ContentTypeNode[]> {
  const { connection } = node;
  const subscriptions = await engine.request('m365Audit/listSubscriptions', { connection });
  const enabled = subscriptions.filter(({ status }) => status === 'enabled');
  gaps.setSubscribed(
    connection.id,
    enabled.map(({ contentType }) => contentType),
  );
  const now = Date.now();
  return contentTypes
    .filter((contentType) => showsContentType(filter, contentType))
    .map((contentType) => {
      const subscription: Subscription = subscriptions.find((known) => known.contentType === contentType) ?? {
        contentType,
        status: 'none',
      };
      return {
        kind: 'contentType',
        id: contentTypeId(connection.id, contentType),
        parent: node,
        connection,
        contentType,
        subscription,
        finding: wanted.compare(connection, subscription, now),
      };
    });
}
