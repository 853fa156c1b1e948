import * as vscode from 'vscode';
import type { BlobState } from '../../../core/protocol/contentProtocol';

export function blobStateLabels(): Readonly<Record<BlobState, string>> {
  return {
    listed: vscode.l10n.t('not fetched'),
    archived: vscode.l10n.t('fetched'),
    failed: vscode.l10n.t('failed'),
    lost: vscode.l10n.t('lost'),
  };
}
