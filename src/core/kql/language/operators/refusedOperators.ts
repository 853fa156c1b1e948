import type { Syntax } from '../kusto/kusto';

/** Syntax that is not supported, by its class, and what to write instead. */
export const refusedSyntax: { readonly [Name in keyof Syntax]?: string } = {
  ForkOperator: 'It can only be the last operator of a statement: write the rest into its branches.',
  FacetOperator: 'It can only be the last operator of a statement: write the rest into "with (...)".',
  MakeGraphOperator: 'Use "join" to follow relations.',
  GraphMatchOperator: 'Use "join" to follow relations.',
  GraphToTableOperator: 'Use "join" to follow relations.',
  GraphShortestPathsOperator: 'Use "join" to follow relations.',
  GraphMarkComponentsOperator: 'Use "join" to follow relations.',
  GraphWhereNodesOperator: 'Use "join" to follow relations.',
  GraphWhereEdgesOperator: 'Use "join" to follow relations.',
  MacroExpandOperator: 'Write the query once for each table, with "union".',
  ExecuteAndCacheOperator: 'Leave it out: it changes no result.',
  ProjectByNamesOperator: 'Use "project" with the names of the columns.',
  AssertSchemaOperator: 'Use "getschema" to see the columns.',
  AliasStatement: 'There is one database here: name its tables alone.',
  PatternStatement: 'Use a function: "let f = (name: string) { ... };".',
  RestrictStatement: 'All tables of the archive can be read: leave it out.',
  PathExpression: 'There is one database here: name its tables alone.',
  InlineExternalTableExpression: 'Use "externaldata" with a file.',
  ContextualDataTableExpression: 'Use "datatable".',
};
