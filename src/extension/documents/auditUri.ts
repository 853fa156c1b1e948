import { isContentType, type ContentType } from '../../core/api/contentType';
import type { ContentWindow } from '../../core/api/contentWindow';

/** Scheme of the documents that blobs and records open as. */
export const auditScheme = 'm365audit';

/** What a document shows. */
export type AuditDocument =
  | {
      readonly kind: 'blob';
      readonly connectionId: string;
      readonly contentType: ContentType;
      readonly contentId: string;
    }
  | { readonly kind: 'record'; readonly connectionId: string; readonly recordId: string }
  /** The service's attempts to notify the webhook of a content type. */
  | {
      readonly kind: 'notifications';
      readonly connectionId: string;
      readonly contentType: ContentType;
      readonly range: ContentWindow;
    }
  /** What Microsoft Graph answered to a look-up. */
  | { readonly kind: 'graph'; readonly connectionId: string; readonly subject: 'user' | 'app'; readonly id: string };

const recordsFolder = 'records';
const notificationsFolder = 'notifications';
const graphFolders = { user: 'users', app: 'apps' } as const;
const extension = '.json';

/**
 * `/<connection>/<content type>/<content id>/<title>.json`, or the same with `records` and a record's id, with `users` or `apps` and
 * an id of Microsoft Graph, or with `notifications`, a content type and a range.
 *
 * @param title what the editor's tab shows, since ids are long; it stands for nothing
 */
export function documentPath(document: AuditDocument, title: string): string {
  const [folder, id] = folderAndId(document);
  return `/${document.connectionId}/${folder}/${encodeSegment(id)}/${encodeSegment(title)}${extension}`;
}

function folderAndId(document: AuditDocument): readonly [folder: string, id: string] {
  switch (document.kind) {
    case 'blob':
      return [document.contentType, document.contentId];
    case 'record':
      return [recordsFolder, document.recordId];
    case 'notifications':
      return [notificationsFolder, [document.contentType, document.range.start, document.range.end].join(' ')];
    case 'graph':
      return [graphFolders[document.subject], document.id];
  }
}

/** What a path stands for; undefined for a path that `documentPath` does not make. */
export function parseDocumentPath(path: string): AuditDocument | undefined {
  const [root, connectionId, folder, segment, fileName, ...rest] = path.split('/');
  if (root !== '' || !connectionId || folder === undefined || !segment || rest.length > 0) {
    return undefined;
  }
  if (!fileName?.endsWith(extension)) {
    return undefined;
  }
  const id = decodeSegment(segment);
  if (folder === recordsFolder) {
    return { kind: 'record', connectionId, recordId: id };
  }
  if (folder === notificationsFolder) {
    return parseNotifications(connectionId, id);
  }
  if (folder === graphFolders.user || folder === graphFolders.app) {
    return { kind: 'graph', connectionId, subject: folder === graphFolders.user ? 'user' : 'app', id };
  }
  return isContentType(folder) ? { kind: 'blob', connectionId, contentType: folder, contentId: id } : undefined;
}

function parseNotifications(connectionId: string, id: string): AuditDocument | undefined {
  const [, contentType = '', start, end] = /^(\S+) (\d+) (\d+)$/.exec(id) ?? [];
  return isContentType(contentType)
    ? { kind: 'notifications', connectionId, contentType, range: { start: Number(start), end: Number(end) } }
    : undefined;
}

/**
 * Ids are opaque, so all but a few characters become `~` and their UTF-16 code in four hexadecimal digits. That is unlike
 * percent-encoding, which addresses take apart on their way.
 */
function encodeSegment(text: string): string {
  return text.replace(/[^\w $.-]/g, (character) => `~${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function decodeSegment(segment: string): string {
  return segment.replace(/~([\da-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
