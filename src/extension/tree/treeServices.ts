import type { GapWatch } from '../coverage/gapWatch';
import type { EngineSession } from '../engine/engineSession';
import type { WantedSubscriptions } from '../subscriptions/wantedSubscriptions';
import type { TreeFilter } from './treeFilter';

/** What the children of a row are made from. */
export interface TreeServices {
  readonly engine: EngineSession;
  readonly wanted: WantedSubscriptions;
  readonly gaps: GapWatch;
  readonly filter: TreeFilter;
}
