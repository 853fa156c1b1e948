import * as vscode from 'vscode';

/**
 * What asks for a look at the view: content that came, until someone looks, and otherwise the content types with gaps. The words tell
 * of both.
 */
export function viewBadge(newBlobs: number, contentTypesWithGaps: number): vscode.ViewBadge | undefined {
  const words = [
    ...(newBlobs === 0
      ? []
      : [newBlobs === 1 ? vscode.l10n.t('1 new content blob') : vscode.l10n.t('{0} new content blobs', newBlobs)]),
    ...(contentTypesWithGaps === 0
      ? []
      : [
          contentTypesWithGaps === 1
            ? vscode.l10n.t('1 content type with gaps')
            : vscode.l10n.t('{0} content types with gaps', contentTypesWithGaps),
        ]),
  ];
  return words.length === 0
    ? undefined
    : { value: newBlobs > 0 ? newBlobs : contentTypesWithGaps, tooltip: words.join('\n') };
}
