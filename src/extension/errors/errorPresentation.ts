import type { EngineErrorAction, EngineErrorData } from '../../core/protocol/engineProtocol';

export type ErrorAction = EngineErrorAction | 'showLog';

/** What the place that shows an error can offer. */
export interface ErrorOffers {
  readonly canRetry: boolean;
  readonly hasConnection: boolean;
  readonly hasContentType: boolean;
}

/** The buttons of an error message: the one thing that helps, where this place can do it, and the log where a log helps. */
export function errorActions(data: EngineErrorData, offers: ErrorOffers): readonly ErrorAction[] {
  const helping = data.action !== undefined && isOffered(data.action, offers) ? [data.action] : [];
  return explainsItself(data) ? helping : [...helping, 'showLog'];
}

function isOffered(action: EngineErrorAction, offers: ErrorOffers): boolean {
  switch (action) {
    case 'retry':
      return offers.canRetry;
    case 'signIn':
    case 'fetch':
      return offers.hasConnection;
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
