import type { ResultPayload } from '../../core/notebook/resultPayload';
import type { RendererHost } from '../host/rendererHost';
import type { RowSource } from './rowSource';

/** The whole result, as it is in the engine. */
export function createHostRows(host: RendererHost, { resultId, rowCount }: ResultPayload): RowSource {
  return {
    rowCount,
    readRows: (params, signal) => host.readRows({ ...params, resultId }, signal),
    countValues: (params, signal) => host.countValues({ ...params, resultId }, signal),
  };
}
