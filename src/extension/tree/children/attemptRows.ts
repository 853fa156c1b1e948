import * as vscode from 'vscode';
import { groupByDay, latestSpan } from '../../notifications/notificationModel';
import { messageNode } from '../messageNodes';
import type { AttemptDayNode, AttemptNode, TreeNode, WebhookNode } from '../treeNodes';
import type { TreeServices } from '../treeServices';

/** The days on which the service told a webhook of blobs; of a short span, since there may be thousands. */
export async function attemptDayRows(node: WebhookNode, { engine }: TreeServices): Promise<TreeNode[]> {
  const { connection, contentType } = node;
  const range = latestSpan(Date.now());
  const { attempts } = await engine.request('m365Audit/listNotifications', { connection, contentType, range });
  const days = groupByDay(attempts).map((group): AttemptDayNode => ({
    kind: 'attemptDay',
    id: `${node.id}/${new Date(group.day).toISOString().slice(0, 10)}`,
    parent: node,
    connection,
    contentType,
    ...group,
  }));
  const older = messageNode(node, vscode.l10n.t('Show the last 7 days'), 'info', {
    hint:
      days.length === 0
        ? vscode.l10n.t('The service sent no notification in the last 24 hours.')
        : vscode.l10n.t('as a document'),
    command: 'm365Audit.showNotifications',
    arguments: [node],
  });
  return [...days, older];
}

export function attemptRows(node: AttemptDayNode): AttemptNode[] {
  const { connection, contentType } = node;
  return node.attempts.map((attempt, index) => ({
    kind: 'attempt',
    // The service may tell of a blob several times, so its id alone would not do.
    id: `${node.id}/${attempt.sent}/${attempt.contentId}/${index}`,
    parent: node,
    connection,
    contentType,
    attempt,
  }));
}
