import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

/** A file that was dropped from a browser: it has a name and contents, and no address. */
export interface DroppedFile {
  readonly name: string;
  data(): Thenable<Uint8Array>;
}

/** Files and folders on the disk of this machine, some of them copies. */
export interface LocalPlaces {
  /** Absolute paths. */
  readonly places: readonly string[];
  /** Deletes the copies. */
  readonly release: () => Promise<void>;
}

/**
 * Brings to the disk what the engine is to read: what lies in another file system, or was dropped from a browser, is copied.
 *
 * @param copiesFolder where copies are made
 */
export async function toLocalPlaces(
  uris: readonly vscode.Uri[],
  dropped: readonly DroppedFile[],
  copiesFolder: vscode.Uri,
): Promise<LocalPlaces> {
  const folder = vscode.Uri.joinPath(copiesFolder, randomUUID());
  const foreign = uris.filter(({ scheme }) => scheme !== 'file');
  const hasCopies = foreign.length + dropped.length > 0;
  const release = async (): Promise<void> => {
    if (hasCopies) {
      await vscode.workspace.fs.delete(folder, { recursive: true, useTrash: false });
    }
  };
  const places = uris.filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
  if (hasCopies) {
    // Before the first copy: should that fail, there is something to delete all the same.
    await vscode.workspace.fs.createDirectory(folder);
  }
  try {
    for (const [index, uri] of foreign.entries()) {
      const copy = copyOf(folder, index, uri.path);
      await vscode.workspace.fs.copy(uri, copy);
      places.push(copy.fsPath);
    }
    for (const [index, file] of dropped.entries()) {
      const copy = copyOf(folder, foreign.length + index, file.name);
      await vscode.workspace.fs.writeFile(copy, await file.data());
      places.push(copy.fsPath);
    }
    return { places, release };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Two files may have the same name. A name is a stranger's text: of a path only its end is taken. */
function copyOf(folder: vscode.Uri, index: number, name: string): vscode.Uri {
  return vscode.Uri.joinPath(folder, String(index), safeName(name));
}

export function safeName(name: string): string {
  const end = name.split(/[/\\]/).at(-1) ?? '';
  return end === '' || end === '.' || end === '..' ? 'records' : end;
}
