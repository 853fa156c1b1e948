import * as vscode from 'vscode';
import { contentTypeLabels } from '../../core/api/contentType';
import type { Subscription } from '../../core/protocol/subscriptionProtocol';
import type { ContentTypeTarget } from '../connections/commandTarget';
import type { EngineSession } from '../engine/engineSession';
import { isTreeNode } from '../tree/treeNodes';
import type { SubscriptionServices } from './subscriptionServices';

/** Does something to a subscription, shown on its row; with no row, as progress, and the whole tree is asked anew after it. */
export async function showWork(
  { tree }: Pick<SubscriptionServices, 'tree'>,
  target: ContentTypeTarget,
  words: string,
  work: () => Promise<void>,
): Promise<void> {
  if (isTreeNode(target)) {
    await tree.showWork(target, words, work);
  } else {
    const title = `${contentTypeLabels[target.contentType]}: ${words}`;
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work);
    } finally {
      tree.refresh();
    }
  }
}

/** The subscription as the service lists it now. */
export async function findSubscription(
  engine: EngineSession,
  { connection, contentType }: ContentTypeTarget,
): Promise<Subscription> {
  const subscriptions = await engine.request('m365Audit/listSubscriptions', { connection });
  return subscriptions.find((known) => known.contentType === contentType) ?? { contentType, status: 'none' };
}
