/** The tools for language models, as the manifest names them. */
export const toolNames = [
  'm365_audit_list_sources',
  'm365_audit_get_schema',
  'm365_audit_run_query',
  'm365_audit_explain_record',
  'm365_audit_open_query',
] as const;

export type ToolName = (typeof toolNames)[number];
