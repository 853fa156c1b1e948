import * as vscode from 'vscode';
import type { Connection } from '../../core/api/connection';
import type { BlobText, RecordText } from '../../core/protocol/contentProtocol';
import { connectionGone } from '../connections/connectionGone';
import type { ConnectionStore } from '../connections/connectionStore';
import { Disposable } from '../disposable';
import type { EngineSession } from '../engine/engineSession';
import { toEngineError } from '../errors/rehydrateError';
import { notificationDocument } from '../notifications/notificationDocument';
import { parseDocumentPath, type AuditDocument } from './auditUri';
import { formatJson } from './formatJson';

/** A document that the engine has or can fetch. */
type StoredDocument = Exclude<AuditDocument, { kind: 'graph' }>;

interface LoadedDocument {
  readonly bytes: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** Documents that are kept, since VS Code asks for the size and then for the text. They never change, so none goes stale. */
const maxKeptDocuments = 8;

/** Answers of Microsoft Graph that are kept. They are small, and are not asked for again when VS Code reads a document anew. */
const maxKeptAnswers = 100;

/** Blobs and records as read-only JSON files: outline, folding, search, compare and save as are VS Code's own. */
export class AuditFileSystem extends Disposable implements vscode.FileSystemProvider {
  private readonly changeEmitter = this.register(new vscode.EventEmitter<vscode.FileChangeEvent[]>());
  /** By path, the one used last at the end. */
  private readonly kept = new Map<string, Promise<LoadedDocument>>();
  /** By path, the oldest first. */
  private readonly answers = new Map<string, LoadedDocument>();

  readonly onDidChangeFile = this.changeEmitter.event;

  constructor(
    private readonly engine: EngineSession,
    private readonly connections: ConnectionStore,
  ) {
    super();
  }

  /**
   * Brings a document in, so that it opens at once.
   *
   * @throws EngineError if it cannot be had.
   */
  async load(uri: vscode.Uri): Promise<LoadedDocument> {
    const { path } = uri;
    const answer = this.answers.get(path);
    if (answer !== undefined) {
      return answer;
    }
    const loading = this.kept.get(path) ?? this.request(uri);
    this.kept.delete(path);
    this.kept.set(path, loading);
    for (const oldest of [...this.kept.keys()].slice(0, -maxKeptDocuments)) {
      this.kept.delete(oldest);
    }
    try {
      return await loading;
    } catch (error) {
      this.kept.delete(path);
      throw error;
    }
  }

  /** Takes an answer of Microsoft Graph in, so that it opens as a document. @param text JSON */
  keepAnswer(uri: vscode.Uri, text: string): void {
    this.answers.delete(uri.path);
    this.answers.set(uri.path, toDocument(text, Date.now()));
    for (const oldest of [...this.answers.keys()].slice(0, -maxKeptAnswers)) {
      this.answers.delete(oldest);
    }
    this.changeEmitter.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes, created } = await this.loadForVsCode(uri);
    return {
      type: vscode.FileType.File,
      size: bytes.byteLength,
      ctime: created,
      mtime: created,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { bytes } = await this.loadForVsCode(uri);
    return bytes;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.Unavailable(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** VS Code hides the words of `FileNotFound`, and shows those of `Unavailable`. */
  private async loadForVsCode(uri: vscode.Uri): Promise<LoadedDocument> {
    try {
      return await this.load(uri);
    } catch (error) {
      throw error instanceof vscode.FileSystemError
        ? error
        : vscode.FileSystemError.Unavailable(toEngineError(error).message);
    }
  }

  private async request(uri: vscode.Uri): Promise<LoadedDocument> {
    const document = parseDocumentPath(uri.path);
    if (document === undefined) {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
    if (document.kind === 'graph') {
      return toDocument(JSON.stringify(answerGoneText()), 0);
    }
    const connection = this.connections.find(document.connectionId);
    if (connection === undefined) {
      throw connectionGone(document.connectionId);
    }
    const { text, created } = await this.read(connection, document);
    return { bytes: new TextEncoder().encode(formatJson(text)), created };
  }

  private async read(connection: Connection, document: StoredDocument): Promise<BlobText | RecordText> {
    if (document.kind === 'notifications') {
      const { contentType, range } = document;
      const listing = await this.engine.request('m365Audit/listNotifications', { connection, contentType, range });
      return {
        text: notificationDocument({ connection: connection.name, contentType, range }, listing),
        created: range.end,
      };
    }
    if (document.kind === 'record') {
      return this.engine.request('m365Audit/readRecord', { connection, recordId: document.recordId });
    }
    const { contentType, contentId } = document;
    return this.engine.request('m365Audit/readBlob', { connection, contentType, contentId });
  }
}

/** @param created milliseconds since the epoch */
function toDocument(text: string, created: number): LoadedDocument {
  return { bytes: new TextEncoder().encode(formatJson(text)), created };
}

/**
 * What stands in an editor of the last time: Microsoft Graph is asked on a click of the user's only, not when VS Code opens editors
 * again. It would not show the words of an error there.
 */
function answerGoneText(): string {
  return vscode.l10n.t('Answers of Microsoft Graph are not kept. Close this and look the id up again.');
}
