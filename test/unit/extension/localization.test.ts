import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../..');

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Record<string, unknown>;
}

/** The first argument of every `l10n.t(...)`, which must be a literal or translators never see it. */
function translatedStrings(file: string): string[] {
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

describe('localization', () => {
  it('has every string of the host in the bundle for translators, and no other', () => {
    const folder = path.join(root, 'src/extension');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const used = new Set(files.flatMap((file) => translatedStrings(path.join(folder, file))));
    const bundle = readJson('media/l10n/bundle.l10n.json');
    expect(Object.keys(bundle).sort()).toEqual([...used].sort());
  });

  it('has every string of the manifest in package.nls.json, and no other', () => {
    const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
    const used = new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    expect(Object.keys(readJson('package.nls.json')).sort()).toEqual([...used].sort());
  });
});
