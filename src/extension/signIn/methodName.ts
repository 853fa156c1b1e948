import * as vscode from 'vscode';
import type { SignInMethod } from '../../core/api/connection';

/** A way to sign in, as people choose it. */
export function methodName(method: SignInMethod): string {
  switch (method) {
    case 'microsoft':
      return vscode.l10n.t('Microsoft Account in VS Code');
    case 'deviceCode':
      return vscode.l10n.t('Device Code');
    case 'clientSecret':
      return vscode.l10n.t('Client Secret');
    case 'certificate':
      return vscode.l10n.t('Certificate');
  }
}
