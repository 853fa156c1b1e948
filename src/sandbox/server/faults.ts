import { Random } from '../records/random';
import { faultNames, type FaultName, type FaultSettings } from './faultSettings';
import { parseFeedPath } from './router';

/** What goes wrong with one request. */
export type Faults = ReadonlySet<FaultName>;

/** Faults that befall the first page of a listing only, further pages only, or both. */
const listingFaults: ReadonlyMap<FaultName, readonly RequestKind[]> = new Map<FaultName, readonly RequestKind[]>([
  ['refusedWindow', ['listing']],
  ['lostPage', ['page']],
  ['foreignPage', ['listing', 'page']],
  ['pageLoop', ['listing', 'page']],
  ['foreignContent', ['listing', 'page']],
]);

type RequestKind = 'listing' | 'page' | 'other';

/** Decides what goes wrong with each request. */
export class FaultPlan {
  private readonly sources: readonly (readonly [name: FaultName, random: Random])[];
  private befallen = 0;

  constructor(readonly settings: FaultSettings) {
    this.sources = faultNames.map((name) => [name, new Random('faults', settings.seed, name)]);
  }

  /** The faults of the next request. */
  draw(url: URL): Faults {
    const kind = kindOf(url);
    const drawn = this.sources
      .filter(([name]) => listingFaults.get(name)?.includes(kind) ?? true)
      .filter(([name, random]) => random.chance(this.settings[name]))
      .map(([name]) => name);
    if (drawn.length === 0 || this.befallen === this.settings.most) {
      return new Set();
    }
    this.befallen += 1;
    return new Set(drawn);
  }
}

function kindOf({ pathname, searchParams }: URL): RequestKind {
  const operation = parseFeedPath(pathname)?.operation.toLowerCase();
  if (operation !== 'subscriptions/content' && operation !== 'subscriptions/notifications') {
    return 'other';
  }
  return [...searchParams.keys()].some((name) => name.toLowerCase() === 'nextpage') ? 'page' : 'listing';
}
