/** The scalar types of KQL, by the names that Kusto gives them. */
export const kustoTypes = [
  'bool',
  'datetime',
  'decimal',
  'dynamic',
  'guid',
  'int',
  'long',
  'real',
  'string',
  'timespan',
] as const;

export type KustoType = (typeof kustoTypes)[number];

/** A column of a table or of a result. */
export interface Column {
  readonly name: string;
  readonly type: KustoType;
}
