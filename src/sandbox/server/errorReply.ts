import { AuditingOff } from './gate';
import { AuthorizationDenied, Refusal } from './refusal';
import { jsonReply, type Reply } from './reply';

export interface ErrorReplyOptions {
  readonly throttleStatus: number;
  readonly singleQuotedErrors: boolean;
}

/** The answer to a request that failed. What the sandbox did not foresee is AF50000, as it is in the service. */
export function errorReply(error: unknown, options: ErrorReplyOptions): Reply {
  const reply = describeError(error, options);
  return options.singleQuotedErrors && typeof reply.body === 'string'
    ? { ...reply, body: reply.body.replaceAll('"', "'") }
    : reply;
}

function describeError(error: unknown, { throttleStatus }: ErrorReplyOptions): Reply {
  if (error instanceof AuthorizationDenied) {
    return jsonReply({ Message: error.message }, {}, 401);
  }
  if (error instanceof AuditingOff) {
    const code = `Microsoft.Office.Compliance.Audit.DataServiceException: ${error.message}`;
    return jsonReply({ error: { code, message: error.message } }, {}, 400);
  }
  const { code, message, status } = error instanceof Refusal ? error : new Refusal('AF50000');
  return jsonReply({ error: { code, message } }, {}, code === 'AF429' ? throttleStatus : status);
}
