import type { ApiOperation } from '../../core/api/apiOperation';
import type { EngineError, EngineErrorKind } from '../../core/protocol/engineError';
import { ApiError } from './apiError';
import type { QuotaFacts, QuotaKeeper } from './quotaKeeper';
import type { ServerClock } from './serverClock';
import type { Timing } from './timing';

/** A request that failed, whether or not another try passed. Nothing in it comes from a record. */
export interface ServiceFault {
  /** Milliseconds since the epoch, by this computer's clock. */
  readonly at: number;
  readonly operation: ApiOperation;
  readonly kind: EngineErrorKind;
  /** HTTP status; absent where there was no answer. */
  readonly status?: number;
  /** The service's code, or that of the network. */
  readonly code?: string;
}

/** What the requests of one client have shown of the service so far. */
export class ServiceHealth {
  private fault: ServiceFault | undefined;

  constructor(
    private readonly clock: ServerClock,
    private readonly keeper: QuotaKeeper,
    private readonly timing: Timing,
  ) {}

  /** How many milliseconds the service's clock is ahead of this computer's; undefined before the first answer. */
  get clockOffsetMs(): number | undefined {
    return this.clock.offsetMs;
  }

  /** How far `clockOffsetMs` may be off, both ways; half a second at best. */
  get clockUncertaintyMs(): number | undefined {
    return this.clock.uncertaintyMs;
  }

  get quota(): QuotaFacts {
    return this.keeper.facts;
  }

  /** The last one; undefined where none has failed. */
  get lastFault(): ServiceFault | undefined {
    return this.fault;
  }

  recordFault(operation: ApiOperation, error: EngineError): void {
    const { kind, code } = error.data;
    this.fault = {
      at: this.timing.now(),
      operation,
      kind,
      ...(error instanceof ApiError ? { status: error.status } : {}),
      ...(code === undefined ? {} : { code }),
    };
  }
}
