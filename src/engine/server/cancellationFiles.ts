import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import {
  CancellationReceiverStrategy,
  CancellationTokenSource,
  type AbstractCancellationTokenSource,
  type CancellationId,
  type CancellationToken,
  type IdCancellationReceiverStrategy,
} from 'vscode-languageserver/node';
import {
  cancellationFileName,
  cancellationFolderArgument,
  isCancellationFile,
} from '../../core/protocol/cancellationFiles';

/**
 * How this process hears of cancelled requests: by messages, and by files where its arguments name a folder of them. Then whoever
 * looks at the token of a request looks for its file.
 */
export function cancellationReceiver(args: readonly string[]): CancellationReceiverStrategy {
  const argument = args.find((each) => each.startsWith(cancellationFolderArgument));
  if (argument === undefined) {
    return CancellationReceiverStrategy.Message;
  }
  const folder = argument.slice(cancellationFolderArgument.length);
  process.once('exit', () => {
    removeFolder(folder);
  });
  return new CancellationFiles(folder);
}

/** The host removes the folder, unless it ends too soon for that. Only what belongs here is removed, whatever folder was named. */
function removeFolder(folder: string): void {
  try {
    for (const name of readdirSync(folder).filter(isCancellationFile)) {
      rmSync(path.join(folder, name), { force: true });
    }
    rmdirSync(folder);
  } catch {
    // The host has removed it.
  }
}

class CancellationFiles implements IdCancellationReceiverStrategy {
  constructor(private readonly folder: string) {}

  createCancellationTokenSource(id: CancellationId): AbstractCancellationTokenSource {
    return new FileTokenSource(path.join(this.folder, cancellationFileName(id)));
  }
}

/** Is cancelled by a message, or when its token is looked at and the file is there. */
class FileTokenSource implements AbstractCancellationTokenSource {
  readonly token: CancellationToken;
  private readonly source = new CancellationTokenSource();

  constructor(file: string) {
    const { source } = this;
    this.token = {
      get isCancellationRequested() {
        if (!source.token.isCancellationRequested && existsSync(file)) {
          source.cancel();
        }
        return source.token.isCancellationRequested;
      },
      onCancellationRequested: (...args) => source.token.onCancellationRequested(...args),
    };
  }

  cancel(): void {
    this.source.cancel();
  }

  dispose(): void {
    this.source.dispose();
  }
}
