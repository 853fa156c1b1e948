import * as vscode from 'vscode';
import type { ContentGaps } from '../../coverage/contentGaps';
import { gapText } from '../../coverage/gapText';
import { describeFinding } from '../../subscriptions/findingText';
import { messageNode } from '../messageNodes';
import { dayId, recentDays } from '../treeModel';
import type { ContentTypeNode, DayNode, MessageNode, TreeNode, WebhookNode } from '../treeNodes';

/** What lies below a content type: what is wrong with its subscription, what is missing, its webhook, and its days. */
export function subscriptionRows(node: ContentTypeNode, gaps: ContentGaps | undefined): TreeNode[] {
  const isOn = node.subscription.status === 'enabled';
  return [
    ...findingRows(node),
    ...(gaps === undefined ? [] : [gapRow(node, gaps)]),
    ...webhookRows(node),
    ...(isOn ? dayRows(node) : startRows(node)),
  ];
}

function gapRow(node: ContentTypeNode, gaps: ContentGaps): MessageNode {
  return messageNode(node, vscode.l10n.t('Missing: {0}', gapText(gaps)), 'warning', {
    hint: vscode.l10n.t('Show the coverage'),
    command: 'm365Audit.showCoverage',
    arguments: [node],
  });
}

function findingRows(node: ContentTypeNode): MessageNode[] {
  if (node.finding === undefined) {
    return [];
  }
  const { detail, help, canKeep } = describeFinding(node.finding, Date.now(), vscode.env.language);
  const keep = messageNode(node, vscode.l10n.t('Keep it so'), 'info', {
    hint: vscode.l10n.t('What the service has is what you want.'),
    command: 'm365Audit.keepSubscription',
    arguments: [node],
  });
  return [
    // What to do comes first: a narrow side bar cuts off what follows.
    messageNode(node, help.title, 'warning', { hint: detail, command: help.command, arguments: [node] }),
    ...(canKeep ? [keep] : []),
  ];
}

function webhookRows(node: ContentTypeNode): WebhookNode[] {
  const { connection, contentType } = node;
  const { webhook } = node.subscription;
  return webhook === undefined
    ? []
    : [{ kind: 'webhook', id: `${node.id}/webhook`, parent: node, connection, contentType, webhook }];
}

/** Where a finding offers the start already, it is not offered twice. */
function startRows(node: ContentTypeNode): MessageNode[] {
  return node.finding === undefined
    ? [
        messageNode(node, vscode.l10n.t('Start the subscription'), 'info', {
          hint: vscode.l10n.t('Without it the service gives no content.'),
          command: 'm365Audit.startSubscription',
          arguments: [node],
        }),
      ]
    : [];
}

function dayRows(node: ContentTypeNode): DayNode[] {
  const { connection, contentType } = node;
  return recentDays(Date.now()).map((range): DayNode => {
    return {
      kind: 'day',
      id: dayId(connection.id, contentType, range.start),
      parent: node,
      connection,
      contentType,
      range,
    };
  });
}
