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
  /** There is an archive, so one that cannot be found later is not begun anew. */
  readonly archiveMustExist: boolean;
}

/** Where the archive of real tenants lies: in VS Code's storage, or where the user put it. */
export class ArchivePlace {
  private foldersInUse: ArchiveFolders | undefined;

  /** @param storageFolder that of the extension */
  constructor(
    private readonly storageFolder: string,
    private readonly state: vscode.Memento,
  ) {}

  /** Absolute, unless the setting is wrong. */
  get folder(): string {
    return this.ownFolder ?? path.join(this.storageFolder, 'archive');
  }

  /** Folder that the engine was started with; undefined where none was. */
  get folderInUse(): string | undefined {
    return this.foldersInUse?.archiveFolder;
  }

  /**
   * The folders for an engine that is to start.
   *
   * @throws EngineError with an `ArchivePlaceCode`: a drive that was removed must not make an empty archive begin in its place
   */
  async prepare(): Promise<ArchiveFolders> {
    const { folder } = this;
    const folders: ArchiveFolders = {
      archiveFolder: folder,
      demoArchiveFolder: path.join(this.storageFolder, 'demo-archive'),
      archiveMustExist: this.ownFolder !== undefined && (await this.checkOwnFolder(folder)),
    };
    this.foldersInUse = folders;
    return folders;
  }

  /** Takes another folder; undefined for VS Code's storage. The engine must be started anew. */
  async choose(folder: string | undefined): Promise<void> {
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

  /** Whether there is an archive in it. */
  private async checkOwnFolder(folder: string): Promise<boolean> {
    if (!path.isAbsolute(folder)) {
      throw placeError(
        'ArchiveFolderInvalid',
        vscode.l10n.t('The setting {0} is no absolute path: {1}', archiveFolderSetting, folder),
      );
    }
    if (!(await isFolder(folder))) {
      throw placeError(
        'ArchiveFolderMissing',
        vscode.l10n.t(
          'The folder of the archive is not there: {0}. If it lies on another drive, connect it, then try again.',
          folder,
        ),
      );
    }
    if (await hasArchive(folder)) {
      await this.state.update(newArchiveKey, undefined);
      return true;
    }
    if (this.state.get(newArchiveKey) !== folder) {
      throw placeError(
        'ArchiveMissing',
        vscode.l10n.t(
          'There is no archive in {0}. If it lies on another drive, connect it, then try again. To begin a new archive there, choose the folder.',
          folder,
        ),
      );
    }
    return false;
  }
}

/** Whether a folder holds an archive: its log of commits. */
export function hasArchive(folder: string): Promise<boolean> {
  return isFolder(path.join(folder, 'catalogue'));
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return false;
    }
    throw error;
  }
}

function placeError(code: ArchivePlaceCode, message: string): EngineError {
  return new EngineError({ kind: 'archive', code, message, action: 'retry' });
}
