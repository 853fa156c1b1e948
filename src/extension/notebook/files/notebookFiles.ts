import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { EngineError, type EngineErrorData } from '../../../core/protocol/engineError';
import type { QueryFiles } from '../../../core/protocol/queryProtocol';
import { toEngineError } from '../../errors/rehydrateError';
import { confirm } from '../../quickInput/confirm';

const memoryKey = 'm365Audit.allowedFiles';

const filePaths = z.catch(z.array(z.string()), []);

/** The user's files that the queries of notebooks read: each is asked for once in a workspace. Without trust in it, none is read. */
export class NotebookFiles {
  /** @param memory of the workspace */
  constructor(private readonly memory: vscode.Memento) {}

  /** Runs a query; where it reads a file that nobody has allowed yet, the user is asked, and it runs again. */
  async run<T>(notebook: vscode.NotebookDocument, query: (files: QueryFiles) => Promise<T>): Promise<T> {
    const asked = new Set<string>();
    for (;;) {
      try {
        return await query(this.filesOf(notebook));
      } catch (error) {
        const { data } = toEngineError(error);
        if (data.code !== 'fileNotAllowed' || data.file === undefined || asked.has(data.file)) {
          throw error;
        }
        asked.add(data.file);
        await this.ask(data, data.file);
      }
    }
  }

  private filesOf({ uri }: vscode.NotebookDocument): QueryFiles {
    const folders = (vscode.workspace.workspaceFolders ?? [])
      .filter((folder) => folder.uri.scheme === 'file')
      .map((folder) => folder.uri.fsPath);
    const folder = uri.scheme === 'file' ? path.dirname(uri.fsPath) : (folders[0] ?? homedir());
    const settings = vscode.workspace.getConfiguration('m365Audit');
    const watchlists = settings.get('watchlists.folder', '').trim();
    const geoDatabase = settings.get('geoDatabase', '').trim();
    const { isTrusted } = vscode.workspace;
    return {
      folder,
      allowed: isTrusted ? this.allowed : [],
      watchlistFolders: isTrusted && watchlists !== '' ? folders.map((root) => path.resolve(root, watchlists)) : [],
      ...(geoDatabase === '' ? {} : { geoDatabase: path.resolve(folders[0] ?? homedir(), geoDatabase) }),
    };
  }

  private get allowed(): string[] {
    return filePaths.parse(this.memory.get(memoryKey, []));
  }

  private async ask(data: EngineErrorData, file: string): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      throw new EngineError({
        ...data,
        message: vscode.l10n.t('The query reads {0}. Queries read files in trusted workspaces only.', file),
      });
    }
    const isAllowed = await confirm(
      vscode.l10n.t('The query reads the file {0}. Allow it?', file),
      vscode.l10n.t('Queries of this workspace may read it from now on.'),
      vscode.l10n.t('Allow'),
    );
    if (!isAllowed) {
      throw new EngineError({
        ...data,
        message: vscode.l10n.t('The query reads {0}, which you did not allow. Run it again to be asked again.', file),
      });
    }
    await this.memory.update(memoryKey, [...this.allowed, file]);
  }
}
