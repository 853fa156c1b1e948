import * as vscode from 'vscode';
import { messageNode } from '../messageNodes';
import { clockText, durationText } from '../timeText';
import { filterBlobs } from '../treeFilter';
import { explainEmptyDay, groupByHour } from '../treeModel';
import type { DayNode, TreeNode, WindowNode } from '../treeNodes';
import type { TreeServices } from '../treeServices';

/** The hours of a day that content became available in. */
export async function windowRows(node: DayNode, { engine, filter }: TreeServices): Promise<TreeNode[]> {
  const { connection, contentType, range } = node;
  const { blobs, expired } = await engine.request('m365Audit/listContent', {
    connection,
    contentType,
    range: { start: range.start, end: Math.min(range.end, Date.now()) },
  });
  const shown = filterBlobs(filter, blobs);
  const windows = groupByHour(shown).map((hour): WindowNode => ({
    kind: 'window',
    id: `${node.id}/${clockText(hour.range.start)}`,
    parent: node,
    connection,
    contentType,
    ...hour,
  }));
  const notes = [
    ...(blobs.length === 0 ? [emptyDayText(node)] : []),
    ...(shown.length < blobs.length ? [hiddenText(blobs.length - shown.length)] : []),
    ...(expired === undefined
      ? []
      : [vscode.l10n.t('The service no longer has what came before {0} UTC.', clockText(expired.end))]),
  ];
  return [...windows, ...notes.map((text) => messageNode(node, text))];
}

function emptyDayText(node: DayNode): string {
  const reason = explainEmptyDay(node.parent.subscription, node.range, Date.now());
  return reason.kind === 'waiting'
    ? vscode.l10n.t(
        'Subscribed {0} ago: the service may take up to 12 hours.',
        durationText(reason.subscribedForMs, vscode.env.language),
      )
    : vscode.l10n.t('No content became available on this day.');
}

function hiddenText(count: number): string {
  return count === 1 ? vscode.l10n.t('The filter hides 1 blob.') : vscode.l10n.t('The filter hides {0} blobs.', count);
}
