/** What to write instead of what this engine does not run, by the word that starts it. */
const alternatives: Readonly<Record<string, string>> = {
  'make-graph': 'Write "join" for each step of the graph.',
  'graph-match': 'Write "join" for each step of the graph.',
  cluster: 'There is one database here: write the name of the table alone.',
  database: 'There is one database here: write the name of the table alone.',
  workspace: 'There is one database here: write the name of the table alone.',
  'macro-expand': 'Write the query once for each table, and "union" them.',
  'execute-and-cache': 'Write "materialize()" in a let.',
};

/** What to write instead of a piece of KQL; undefined where nothing better is known. */
export function insteadOf(piece: string): string | undefined {
  const word = /^[\w-]+/.exec(piece)?.[0] ?? '';
  return Object.hasOwn(alternatives, word) ? alternatives[word] : undefined;
}
