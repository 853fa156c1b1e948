import type { EngineErrorAction, EngineErrorData } from '../../core/protocol/engineError';
import { isAboutArchivePlace } from '../archive/archivePlaceCodes';

export type ErrorAction = EngineErrorAction | 'setCredential' | 'chooseArchiveFolder' | 'showLog';

/** What the place that shows an error can offer. */
export interface ErrorOffers {
  readonly canRetry: boolean;
  readonly hasConnection: boolean;
  /** The connection signs in with a secret or a certificate. */
  readonly isAppOnly: boolean;
  readonly hasContentType: boolean;
}

/** The buttons of an error message: the one thing that helps, where this place can do it, and the log where a log helps. */
export function errorActions(data: EngineErrorData, offers: ErrorOffers): readonly ErrorAction[] {
  if (isAboutArchivePlace(data)) {
    // A drive may come back, or the archive be elsewhere: nobody but the user knows.
    return ['chooseArchiveFolder', ...(offers.canRetry ? (['retry'] as const) : [])];
  }
  const action = data.action === undefined ? undefined : actionHere(data, data.action, offers);
  const helping = action === undefined ? [] : [action];
  return explainsItself(data) ? helping : [...helping, 'showLog'];
}

/** VS Code makes links of `[words](address)` in messages, commands among them. Some of the words are a stranger's. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** What of an error goes into the log. The database's words may quote a record, so of those there is the kind only. */
export function errorLogText({ kind, code, message }: EngineErrorData): string {
  const words = kind === 'archive' || kind === 'query' ? undefined : message;
  return [kind, code, words].filter((part) => part !== undefined).join(': ');
}

/** What the authority and the engine say of a secret or certificate that another one has to take the place of. */
const credentialCodes: ReadonlySet<string> = new Set([
  'AADSTS7000215',
  'AADSTS7000216',
  'AADSTS7000222',
  'AADSTS700027',
  'CertificateExpired',
  'CertificateUnreadable',
  'CertificatePasswordMissing',
  'CertificatePasswordWrong',
  'CertificateKeyMissing',
  'CertificateKeyUnreadable',
  'CertificateKeyUnfit',
  'CertificateKeyForeign',
]);

/** An app signs in by itself where it can: where it cannot, signing in again is giving it another credential. */
function actionHere(
  { kind, code }: EngineErrorData,
  action: EngineErrorAction,
  offers: ErrorOffers,
): ErrorAction | undefined {
  if (!isOffered(action, offers)) {
    return undefined;
  }
  const isAboutCredential = action === 'signIn' || (code !== undefined && credentialCodes.has(code));
  return offers.isAppOnly && kind === 'signIn' && isAboutCredential ? 'setCredential' : action;
}

function isOffered(action: EngineErrorAction, offers: ErrorOffers): boolean {
  switch (action) {
    case 'retry':
      return offers.canRetry;
    case 'signIn':
    case 'fetch':
    case 'editConnection':
    case 'checkConnection':
      return offers.hasConnection;
    case 'subscribe':
    case 'editWebhook':
      return offers.hasContentType;
    case 'openSetup':
      return true;
  }
}

/** Of these the log tells no more than the message. */
function explainsItself({ kind }: EngineErrorData): boolean {
  return kind === 'signIn' || kind === 'query' || kind === 'notFound';
}
