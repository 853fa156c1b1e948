import type { Check } from '../../core/protocol/doctorProtocol';
import type { EngineError, EngineErrorAction } from '../../core/protocol/engineError';

/** What a check came to. */
export type Finding = Pick<Check, 'status' | 'detail' | 'help' | 'action'>;

interface Remedy {
  /** The one thing to do, in words. */
  readonly help?: string;
  readonly action?: EngineErrorAction | undefined;
}

export function ok(detail: string): Finding {
  return { status: 'ok', detail };
}

export function warning(detail: string, remedy: Remedy = {}): Finding {
  return { status: 'warning', detail, ...known(remedy) };
}

export function failed(detail: string, remedy: Remedy = {}): Finding {
  return { status: 'failed', detail, ...known(remedy) };
}

/** An error says what happened and what helps in one. */
export function failedBy({ data }: EngineError): Finding {
  return failed(data.message, { action: data.action });
}

function known({ help, action }: Remedy): Pick<Finding, 'help' | 'action'> {
  return { ...(help === undefined ? {} : { help }), ...(action === undefined ? {} : { action }) };
}
