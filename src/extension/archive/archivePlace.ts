import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { EngineError } from '../../core/protocol/engineError';
import type { ArchivePlaceCode } from './archivePlaceCodes';

const section = 'm365Audit';
const settingName = 'archiveFolder';

/** Full name of the setting. */
export const archiveFolderSetting = `${section}.${settingName}`;

/** The folder in which the user wants an archive to begin, as long as there is none in it. */
const newArchiveKey = 'archivePlace.newArchive';

/** What an engine needs to know of the place. */
export interface ArchiveFolders {
  readonly archiveFolder: string;
  /** Root of the demo tenant's archives: it stays in VS Code's storage, wherever the archive goes. */
  readonly demoArchiveFolder: string;
  /** An archive that is not found is not begun anew: it may lie on a drive that was removed. */
  readonly archiveMustExist: boolean;
}

/** Where the archive of real tenants lies: in VS Code's storage, or where the user put it. */
export class ArchivePlace {
  private usedFolder: string | undefined;

  /** @param storageFolder that of the extension */
  constructor(
    private readonly storageFolder: string,
    private readonly state: vscode.Memento,
  ) {}

  /** Absolute, unless the setting is wrong. */
  get folder(): string {
    return this.ownFolder ?? path.join(this.storageFolder, 'archive');
  }

  /** Whether the setting names another folder than the engine has, or will have. */
  get isChanged(): boolean {
    return this.usedFolder !== undefined && this.usedFolder !== this.folder;
  }

  /**
   * The folders for an engine that is to start.
   *
   * @throws EngineError if the setting is no path
   */
  async prepare(): Promise<ArchiveFolders> {
    const { folder } = this;
    const folders: ArchiveFolders = {
      archiveFolder: folder,
      demoArchiveFolder: path.join(this.storageFolder, 'demo-archive'),
      archiveMustExist: this.ownFolder !== undefined && (await this.mustExist(folder)),
    };
    this.usedFolder = folder;
    return folders;
  }

  /** Takes another folder. The engine must be started anew, by whoever calls this. */
  async choose(folder: string): Promise<void> {
    this.usedFolder = folder;
    await vscode.workspace.getConfiguration(section).update(settingName, folder, vscode.ConfigurationTarget.Global);
  }

  /** Lets an archive begin in a folder that has none. */
  async allowNew(folder: string): Promise<void> {
    await this.state.update(newArchiveKey, folder);
  }

  private get ownFolder(): string | undefined {
    const value = vscode.workspace.getConfiguration(section).get<unknown>(settingName);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  }

  /** What the user put elsewhere is there already, unless they asked for a new one and it has not begun yet. */
  private async mustExist(folder: string): Promise<boolean> {
    if (!path.isAbsolute(folder)) {
      throw new EngineError({
        kind: 'archive',
        code: 'ArchiveFolderInvalid' satisfies ArchivePlaceCode,
        message: vscode.l10n.t('The setting {0} is no absolute path: {1}', archiveFolderSetting, folder),
      });
    }
    if (this.state.get(newArchiveKey) !== folder) {
      return true;
    }
    const hasBegun = await hasArchive(folder);
    if (hasBegun) {
      await this.state.update(newArchiveKey, undefined);
    }
    return hasBegun;
  }
}

/** Whether a folder holds an archive: the file that names its format. */
export async function hasArchive(folder: string): Promise<boolean> {
  try {
    return (await stat(path.join(folder, 'format.json'))).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return false;
    }
    throw error;
  }
}
