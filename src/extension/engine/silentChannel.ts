import * as vscode from 'vscode';

const ignore = (): void => undefined;

/**
 * Where the client library traces what travels between host and engine: nowhere, and at no level. Tokens, secrets and records are
 * among it, and settings, even of a folder, could turn its trace on in full.
 */
export class SilentChannel implements vscode.LogOutputChannel {
  readonly logLevel = vscode.LogLevel.Off;
  readonly trace = ignore;
  readonly debug = ignore;
  readonly info = ignore;
  readonly warn = ignore;
  readonly error = ignore;
  readonly append = ignore;
  readonly appendLine = ignore;
  readonly replace = ignore;
  readonly clear = ignore;
  readonly show = ignore;
  readonly hide = ignore;
  readonly dispose = ignore;

  constructor(readonly name: string) {}

  readonly onDidChangeLogLevel = (): vscode.Disposable => new vscode.Disposable(ignore);
}
