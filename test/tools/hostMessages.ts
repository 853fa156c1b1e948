import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const hostFolder = path.join(import.meta.dirname, '../../src/extension');

/** The bundle for translators. */
export const messageBundleFile = path.join(import.meta.dirname, '../../media/l10n/bundle.l10n.json');

/** Every message of the extension host: the first argument of each `l10n.t(...)`, sorted. It must be a literal, or translators never see it. */
export function hostMessages(): readonly string[] {
  const files = readdirSync(hostFolder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return [...new Set(files.flatMap((file) => messagesOf(path.join(hostFolder, file))))].sort();
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
