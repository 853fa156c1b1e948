import type { SandboxSettings } from '../sandboxOptions';
import { AuditingOff } from './gate';
import { AuthorizationDenied, Refusal } from './refusal';
import { jsonReply, type Reply } from './reply';
import { minuteMs } from './throttle';

export type ErrorReplyOptions = Pick<
  SandboxSettings,
  'throttleStatus' | 'throttleRetryAfter' | 'singleQuotedErrors' | 'now'
>;

/** The answer to a request that failed. What the sandbox did not foresee is AF50000, as it is in the service. */
export function errorReply(error: unknown, options: ErrorReplyOptions): Reply {
  const reply = describeError(error, options);
  return options.singleQuotedErrors && typeof reply.body === 'string'
    ? { ...reply, body: reply.body.replaceAll('"', "'") }
    : reply;
}

function describeError(error: unknown, options: ErrorReplyOptions): Reply {
  if (error instanceof AuthorizationDenied) {
    return jsonReply({ Message: error.message }, {}, 401);
  }
  if (error instanceof AuditingOff) {
    const code = `Microsoft.Office.Compliance.Audit.DataServiceException: ${error.message}`;
    return jsonReply({ error: { code, message: error.message } }, {}, 400);
  }
  const { code, message, status } = error instanceof Refusal ? error : new Refusal('AF50000');
  return code === 'AF429'
    ? jsonReply({ error: { code, message } }, retryAfter(options), options.throttleStatus)
    : jsonReply({ error: { code, message } }, {}, status);
}

/** The quota is free again with the next minute. */
function retryAfter({ throttleRetryAfter, now }: ErrorReplyOptions): Readonly<Record<string, string>> {
  const waitMs = minuteMs - (now() % minuteMs);
  switch (throttleRetryAfter) {
    case 'none':
      return {};
    case 'seconds':
      return { 'Retry-After': String(Math.ceil(waitMs / 1_000)) };
    case 'date':
      return { 'Retry-After': new Date(now() + waitMs).toUTCString() };
  }
}
