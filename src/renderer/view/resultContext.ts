import type { ResultPayload } from '../../core/notebook/resultPayload';
import type { RendererHost } from '../host/rendererHost';
import type { ResultAction } from '../menus/valueMenu';
import { createHostRows } from '../rows/hostRows';
import { createLocalRows } from '../rows/localRows';
import type { RowSource } from '../rows/rowSource';
import { Words } from './words';

/** What the parts of one shown result have in common. */
export interface ResultContext {
  readonly payload: ResultPayload;
  readonly words: Words;
  readonly source: RowSource;
  /** Ends all that is still waited for, when the output goes. */
  readonly signal: AbortSignal;
  /** Lets the host do something; absent where there is none. */
  readonly act?: (action: ResultAction) => void;
}

export function createResultContext(
  payload: ResultPayload,
  host: RendererHost | undefined,
  signal: AbortSignal,
): ResultContext {
  const { resultId } = payload;
  const isWhole = payload.rows.length >= payload.rowCount;
  return {
    payload,
    words: new Words(payload),
    // What came whole needs no engine, which may have let the result go.
    source: host === undefined || isWhole ? createLocalRows(payload) : createHostRows(host, payload),
    signal,
    ...(host === undefined
      ? {}
      : {
          act: (action: ResultAction) => {
            host.act({ kind: 'action', resultId, ...action });
          },
        }),
  };
}
