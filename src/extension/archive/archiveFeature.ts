import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import { pickConnection, type ConnectionTarget } from '../connections/commandTarget';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import type { ErrorPresenter } from '../errors/errorPresenter';
import { ImportCommands } from '../import/importCommands';
import type { RecordImporter } from '../import/recordImporter';
import { archiveFolderSetting, type ArchivePlace } from './archivePlace';
import { RetentionKeeper } from './retentionKeeper';

export interface ArchiveServices {
  readonly engine: EngineSession;
  readonly connections: ConnectionStore;
  readonly place: ArchivePlace;
  readonly importer: RecordImporter;
  readonly state: vscode.Memento;
  readonly errors: ErrorPresenter;
  readonly log: vscode.LogOutputChannel;
  /** Tells when connections were synced. */
  readonly onDidSync: vscode.Event<Connection>;
}

/** The archive: what comes in by files, goes out, is deleted, and where it lies. */
export class ArchiveFeature extends Disposable {
  private readonly retention: RetentionKeeper;

  constructor(private readonly services: ArchiveServices) {
    super();
    const { engine, connections, place, importer, errors } = services;
    this.retention = this.register(new RetentionKeeper(services));
    this.register(new ImportCommands(connections, importer, errors));
    this.addCommand('m365Audit.showArchive', async (connection) => {
      const { showArchive } = await loadDialogs();
      await showArchive(engine, connection, connections.upkeepOf(connection).retention ?? {});
    });
    this.addCommand('m365Audit.exportRecords', async (connection) => {
      const { askAndExport } = await loadDialogs();
      await askAndExport(engine, connection);
    });
    this.addCommand('m365Audit.deleteRecords', async (connection) => {
      const { askAndDelete } = await loadDialogs();
      await askAndDelete(engine, connection);
    });
    this.addCommand('m365Audit.setRetention', (connection) => this.setRetention(connection));
    this.addCommand('m365Audit.moveArchive', async (connection) => {
      const { moveArchive } = await loadDialogs();
      await moveArchive(engine, place, connection);
    });
    this.register(
      vscode.commands.registerCommand('m365Audit.chooseArchiveFolder', () =>
        errors.guard({}, async () => {
          const { chooseArchiveFolder } = await loadDialogs();
          await chooseArchiveFolder(engine, place);
        }),
      ),
    );
    this.register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(archiveFolderSetting) && place.isChanged) {
          void errors.guard({}, () => this.offerRestart());
        }
      }),
    );
  }

  private addCommand(id: string, perform: (connection: Connection) => Promise<void>): void {
    const { connections, errors } = this.services;
    this.register(
      vscode.commands.registerCommand(id, async (target?: ConnectionTarget) => {
        const connection = await pickConnection(connections, target);
        if (connection !== undefined) {
          await errors.guard({ connection }, () => perform(connection));
        }
      }),
    );
  }

  private async setRetention(connection: Connection): Promise<void> {
    const { connections } = this.services;
    const { retention: before, ...others } = connections.upkeepOf(connection);
    const { askForRetention } = await loadDialogs();
    const retention = await askForRetention(connection.name, before ?? {});
    if (retention === undefined) {
      return;
    }
    const isNone = Object.keys(retention).length === 0;
    await connections.updateUpkeep(connection, isNone ? others : { ...others, retention });
    if (!isNone) {
      await this.retention.lookNow(connection);
    }
  }

  /** Queries that run would be lost, so the engine does not start anew by itself. */
  private async offerRestart(): Promise<void> {
    const { engine, place } = this.services;
    const restart = vscode.l10n.t('Restart Engine');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The folder of the archive was changed to {0}. Nothing was moved. The engine uses it when it starts anew.',
        place.folder,
      ),
      restart,
    );
    if (chosen === restart) {
      await engine.restart();
    }
  }
}

function loadDialogs(): Promise<typeof import('./archiveDialogs')> {
  return import(/* webpackChunkName: "archiveDialogs" */ './archiveDialogs');
}
