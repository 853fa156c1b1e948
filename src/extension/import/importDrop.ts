import * as vscode from 'vscode';
import type { ConnectionStore } from '../connections/connectionStore';
import type { ErrorPresenter } from '../errors/errorPresenter';
import type { TreeNode } from '../tree/treeNodes';
import { pickImportTarget } from './importTarget';
import type { DroppedFile } from './localPlaces';
import type { RecordImporter } from './recordImporter';

const uriList = 'text/uri-list';

/** Files that are dropped on the Audit Feed are imported: for the connection of the row, or of one that is asked for. */
export class ImportDrop implements vscode.TreeDragAndDropController<TreeNode> {
  readonly dropMimeTypes = [uriList, 'files'];
  readonly dragMimeTypes = [];

  constructor(
    private readonly connections: ConnectionStore,
    private readonly importer: RecordImporter,
    private readonly errors: ErrorPresenter,
  ) {}

  async handleDrop(row: TreeNode | undefined, data: vscode.DataTransfer): Promise<void> {
    // What was dropped can be read only now, before anything is asked.
    const { uris, files } = await readDropped(data);
    if (uris.length + files.length === 0) {
      return;
    }
    const target = row !== undefined && 'connection' in row ? row : undefined;
    // VS Code waits for the drop to end, and the import may take long.
    void this.errors.guard({ ...target }, async () => {
      const connection = await pickImportTarget(this.connections, target);
      if (connection !== undefined) {
        await this.importer.import(connection, uris, files);
      }
    });
  }
}

/**
 * Files of this machine have an address; those that a browser brings have contents only, which VS Code hands out no longer than the drop
 * lasts.
 */
async function readDropped(
  data: vscode.DataTransfer,
): Promise<{ readonly uris: readonly vscode.Uri[]; readonly files: readonly DroppedFile[] }> {
  const transferred = [...data].flatMap(([, item]) => item.asFile() ?? []);
  const listed = parseUriList((await data.get(uriList)?.asString()) ?? '');
  const uris = [...listed, ...transferred.flatMap(({ uri }) => uri?.toString() ?? [])];
  const files = transferred
    .filter(({ uri }) => uri === undefined)
    .map(async (file): Promise<DroppedFile> => {
      const content = await file.data();
      return { name: file.name, data: () => Promise.resolve(content) };
    });
  return {
    uris: [...new Set(uris)].map((uri) => vscode.Uri.parse(uri, true)),
    files: await Promise.all(files),
  };
}

/** "The text/uri-list Internet Media Type", RFC 2483, section 5: an address a line, comments begin with `#`. */
export function parseUriList(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
