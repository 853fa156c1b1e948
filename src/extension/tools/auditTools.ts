import type { AuditTool } from './auditTool';
import { explainRecord } from './explainRecord';
import { getSchema } from './getSchema';
import { listSources } from './listSources';
import { openQuery } from './openQuery';
import { runQuery } from './runQuery';
import type { ToolName } from './toolNames';

export const auditTools: Readonly<Record<ToolName, AuditTool>> = {
  m365_audit_list_sources: listSources,
  m365_audit_get_schema: getSchema,
  m365_audit_run_query: runQuery,
  m365_audit_explain_record: explainRecord,
  m365_audit_open_query: openQuery,
};
