import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Connection } from '../../core/api/connection';
import type { ConnectionReport } from '../../core/protocol/doctorProtocol';
import type { EngineErrorAction } from '../../core/protocol/engineError';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import { ConnectionPanels } from '../page/connectionPanels';
import { setupStepFor } from '../setup/setupSteps';
import { ReportPanel } from './reportPanel';

const manifest = z.object({ version: z.string() });

/** "Check Connection": finds out what holds and what does not, on one page for each connection. */
export class DoctorFeature extends Disposable {
  private readonly panels: ConnectionPanels<ReportPanel>;

  /** @param extension this one; its version is in the report */
  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
    private readonly extension: vscode.Extension<unknown>,
  ) {
    super();
    this.register(
      vscode.commands.registerCommand('m365Audit.checkConnection', (target?: ConnectionTarget) =>
        this.checkConnection(target),
      ),
    );
    this.panels = this.register(
      new ConnectionPanels(
        connections,
        (connection, onClosed) =>
          new ReportPanel(
            {
              name: () => connection().name,
              check: (token) => this.examine(connection(), token),
              help: (action) => runHelp(action, connection()),
            },
            onClosed,
          ),
      ),
    );
  }

  private async checkConnection(target?: ConnectionTarget): Promise<void> {
    const connection = await pickConnection(this.connections, target);
    if (connection === undefined) {
      return;
    }
    await this.panels.show(connection).check();
  }

  private async examine(connection: Connection, token: vscode.CancellationToken): Promise<ConnectionReport> {
    const report = await this.engine.request('m365Audit/checkConnection', { connection }, token);
    const host = [
      ['Extension', manifest.parse(this.extension.packageJSON).version],
      ['VS Code', `${vscode.version}, ${vscode.env.appHost}`],
    ] as const;
    return { ...report, facts: [...report.facts, ...host] };
  }
}

/** The commands ask for what a connection alone does not say. */
async function runHelp(action: EngineErrorAction, connection: Connection): Promise<void> {
  const target = action === 'openSetup' ? setupStepFor(undefined) : { connection };
  await vscode.commands.executeCommand(helpCommands[action], target);
}

/** What each action of a check runs. */
const helpCommands: Readonly<Record<EngineErrorAction, string>> = {
  retry: 'm365Audit.checkConnection',
  checkConnection: 'm365Audit.checkConnection',
  signIn: 'm365Audit.signIn',
  subscribe: 'm365Audit.startAllSubscriptions',
  fetch: 'm365Audit.fetch',
  editConnection: 'm365Audit.editConnection',
  editWebhook: 'm365Audit.setWebhook',
  openSetup: 'm365Audit.openSetup',
};
