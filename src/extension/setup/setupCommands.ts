import * as vscode from 'vscode';
import { demoConnection, type Connection } from '../../core/api/connection';
import type { ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { setupScript, type Shell } from './setupScript';
import { isSetupStep } from './setupSteps';

/** Id of the walkthrough, as in the manifest. */
const walkthroughId = 'start';

/** Commands that help to set up an app registration. */
export class SetupCommands extends Disposable {
  constructor(
    private readonly connections: ConnectionStore,
    private readonly extensionId: string,
    errors: ErrorPresenter,
  ) {
    super();
    this.register(
      vscode.commands.registerCommand('m365Audit.openSetup', (step?: unknown) =>
        errors.guard({}, () => this.openGuide(step)),
      ),
    );
    this.register(
      vscode.commands.registerCommand('m365Audit.copySetupCommands', (target?: ConnectionTarget) =>
        errors.guard({}, () => this.copyCommands(target)),
      ),
    );
  }

  /** A row of the tree or nothing opens the step that setting up begins with. */
  private async openGuide(step: unknown): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', {
      category: `${this.extensionId}#${walkthroughId}`,
      step: isSetupStep(step) ? step : 'register',
    });
  }

  private async copyCommands(target?: ConnectionTarget): Promise<void> {
    const tenant = await this.pickTenant(target);
    const shell = tenant === undefined ? undefined : await pickShell();
    if (tenant === undefined || shell === undefined) {
      return;
    }
    await vscode.env.clipboard.writeText(setupScript(shell, tenant.connection));
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Copied. Paste it into a shell with Azure CLI, such as Azure Cloud Shell, and look it through first.',
      ),
    );
  }

  /** A tenant that has no connection yet is one without `connection`. */
  private async pickTenant(target?: ConnectionTarget): Promise<{ readonly connection?: Connection } | undefined> {
    const own = this.connections.connections.filter(({ id }) => id !== demoConnection.id);
    if (target !== undefined || own.length === 0) {
      return target ?? {};
    }
    const items: readonly (vscode.QuickPickItem & { readonly connection?: Connection })[] = [
      ...own.map((connection) => ({ label: connection.name, description: connection.tenantId, connection })),
      { label: vscode.l10n.t('Another Tenant'), description: vscode.l10n.t('leaves a place for its id') },
    ];
    return vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which tenant is the app for?') });
  }
}

async function pickShell(): Promise<Shell | undefined> {
  const shells: readonly (vscode.QuickPickItem & { readonly shell: Shell })[] = [
    { label: 'Bash', description: vscode.l10n.t('Azure Cloud Shell, Linux, macOS'), shell: 'bash' },
    { label: 'PowerShell', description: 'Windows', shell: 'powershell' },
  ];
  const chosen = await vscode.window.showQuickPick(shells, { placeHolder: vscode.l10n.t('For which shell?') });
  return chosen?.shell;
}
