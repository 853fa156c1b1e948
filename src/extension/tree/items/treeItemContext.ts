import type { ContentGaps } from '../../coverage/contentGaps';
import type { SignedIn } from '../../signIn/signInProvider';
import type { BackgroundConnection } from '../../sync/backgroundSync';

/** What a row shows besides what it is. */
export interface TreeItemContext {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly locale: string;
  /** Of connections only; absent where nobody is signed in. */
  readonly signedIn?: SignedIn;
  /** Of connections that are synced in the background only. */
  readonly background?: BackgroundConnection;
  /** Of content types with gaps only. */
  readonly gaps?: ContentGaps;
  /** What is being done, in words. */
  readonly work?: string;
}
