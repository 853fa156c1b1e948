import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The words of charts are shared with reports, which are made without VS Code. */
const folders = ['extension', 'core/chart'].map((folder) => path.join(import.meta.dirname, '../../src', folder));

/** The bundle for translators. */
export const messageBundleFile = path.join(import.meta.dirname, '../../media/l10n/bundle.l10n.json');

/** Every message that the extension host translates: the first argument of each `l10n.t(...)`, sorted. It must be a literal, or translators never see it. */
export function hostMessages(): readonly string[] {
  const messages = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => messagesOf(path.join(folder, file))),
  );
  return [...new Set(messages)].sort();
}

function messagesOf(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText().endsWith('l10n.t')) {
      const [first] = node.arguments;
      if (first === undefined || !ts.isStringLiteralLike(first)) {
        throw new Error(`${file}: l10n.t wants a literal: ${node.getText()}`);
      }
      found.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, true));
  return found;
}
