import * as vscode from 'vscode';

/** Work on the same thing is done one after the other, in the order in which it was asked for. */
export class TurnQueue {
  /** The last turn of each thing; it never fails. */
  private readonly last = new Map<string, Promise<void>>();

  isTaken(key: string): boolean {
    return this.last.has(key);
  }

  /**
   * Does the work when its turn has come.
   *
   * @throws what the work throws, or `vscode.CancellationError` if it was cancelled before its turn
   */
  take<T>(key: string, token: vscode.CancellationToken, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const done = waitFor(before, token).then(work);
    // Whoever leaves the queue does not let the next one in before its time.
    const present = Promise.allSettled([before, done]).then(() => {
      if (this.last.get(key) === present) {
        this.last.delete(key);
      }
    });
    this.last.set(key, present);
    return done;
  }
}

/** Ends at once when it is cancelled. */
function waitFor(before: Promise<void>, token: vscode.CancellationToken): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const listener = token.onCancellationRequested(() => {
      reject(new vscode.CancellationError());
    });
    void before.then(() => {
      listener.dispose();
      if (token.isCancellationRequested) {
        reject(new vscode.CancellationError());
      } else {
        resolve();
      }
    });
  });
}
