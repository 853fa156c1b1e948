import * as vscode from 'vscode';

/**
 * What a request gives, unless it is cancelled: then nobody waits for it any more. The engine may be amid a computation that it
 * can leave only after a second or two.
 *
 * @param release what came all the same
 * @throws `vscode.CancellationError` as soon as the token is cancelled
 */
export function untilCancelled<T>(
  request: Promise<T>,
  token: vscode.CancellationToken,
  release: (late: T) => Promise<void>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const listener = token.onCancellationRequested(() => {
      listener.dispose();
      reject(new vscode.CancellationError());
      // Mostly the request fails, for it was cancelled; an engine that is gone holds nothing.
      request.then(release).catch(() => undefined);
    });
    const settled = request.finally(() => {
      listener.dispose();
    });
    settled.then(resolve, reject);
  });
}
