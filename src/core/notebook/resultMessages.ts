import type { ResultPage, ResultValues, ResultValuesParams, ResultViewParams } from '../protocol/resultProtocol';
import type { CellValue } from '../protocol/queryProtocol';
import type { ValuePath } from '../protocol/resultPlace';
import type { ResultExportFormat, ResultView } from '../protocol/resultProtocol';

/**
 * What the renderer of results and the host say to each other. Without a host the renderer shows the rows that came with the output.
 * Whatever comes is checked: an output may be of another version, and of another author.
 */
export interface RendererRequests {
  readRows: { readonly params: ResultViewParams; readonly result: ResultPage };
  countValues: { readonly params: ResultValuesParams; readonly result: ResultValues };
}

export type RendererRequest = {
  [M in keyof RendererRequests]: {
    readonly kind: 'request';
    /** Unique in the renderer; comes back with the answer. */
    readonly id: number;
    readonly method: M;
    readonly params: RendererRequests[M]['params'];
  };
}[keyof RendererRequests];

/** A request whose answer nobody waits for any more. */
export interface RendererCancellation {
  readonly kind: 'cancel';
  readonly id: number;
}

/** What the user wants of a value, a row or a result; the host does it. */
export type RendererAction = {
  readonly kind: 'action';
  readonly resultId: string;
} & (
  | {
      /** A new cell below: the query, narrowed to the rows that have this value, or have it not. */
      readonly action: 'filter' | 'exclude';
      readonly column: string;
      /** What of the column's dynamic value is meant; absent for the whole. */
      readonly path?: ValuePath;
      readonly value: CellValue;
    }
  | {
      /** A new cell below: all that this user, address or session did around then. */
      readonly action: 'pivot';
      readonly subject: 'user' | 'address' | 'session';
      readonly value: string;
      /** Time of the row; absent where it has none. */
      readonly time?: string;
    }
  | {
      /** A new cell below: the query, with a column more that holds a part of a dynamic value. */
      readonly action: 'extend';
      readonly column: string;
      readonly path: ValuePath;
    }
  | { readonly action: 'openRecord'; readonly recordId: string }
  | { readonly action: 'openBlob'; readonly contentType: string; readonly contentId: string }
  | { readonly action: 'copy'; readonly text: string }
  | { readonly action: 'export'; readonly format: ResultExportFormat; readonly view: ResultView }
  | { readonly action: 'saveChart'; readonly format: 'svg' | 'png'; readonly data: string }
);

export type RendererMessage = RendererRequest | RendererCancellation | RendererAction;

/** What the host answers. */
export type HostMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };
