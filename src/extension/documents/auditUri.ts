import { isContentType, type ContentType } from '../../core/api/contentType';

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
  | { readonly kind: 'record'; readonly connectionId: string; readonly recordId: string };

const recordsFolder = 'records';
const extension = '.json';

/**
 * `/<connection>/<content type>/<content id>/<title>.json`, or `/<connection>/records/<record id>/<title>.json`.
 *
 * @param title what the editor's tab shows, since ids are long; it stands for nothing
 */
export function documentPath(document: AuditDocument, title: string): string {
  const [folder, id] =
    document.kind === 'blob' ? [document.contentType, document.contentId] : [recordsFolder, document.recordId];
  return `/${document.connectionId}/${folder}/${encodeSegment(id)}/${encodeSegment(title)}${extension}`;
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
  return isContentType(folder) ? { kind: 'blob', connectionId, contentType: folder, contentId: id } : undefined;
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
