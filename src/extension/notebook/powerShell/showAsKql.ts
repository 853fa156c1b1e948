import * as vscode from 'vscode';
import type { TranslatedStatement } from '../../../core/powershell/translatePowerShell';

/** The KQL of a cell in PowerShell style: its statements with blank lines between them, which part them. */
export function kqlOfCell(statements: readonly TranslatedStatement[], text: string): string {
  return statements
    .map((statement) => {
      if (statement.kind === 'query') {
        return statement.kql;
      }
      const { start, length } = statement.place;
      const [line = ''] = text.slice(start, start + length).split(/[\r\n]/);
      return `// ${vscode.l10n.t('This is done at the service, and has no KQL: {0}', line)}`;
    })
    .join('\n\n');
}
