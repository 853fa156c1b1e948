import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const wallRules = new Set(['no-restricted-imports', 'import-x/no-restricted-paths']);

/** Without types: the texts below are in no project, and the rules need none. */
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => wallRules.has(ruleId),
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
});

async function importIsRefused(file: string, specifier: string): Promise<boolean> {
  const results = await eslint.lintText(`import '${specifier}';\n`, { filePath: file });
  return results.flatMap((result) => result.messages).some((message) => wallRules.has(message.ruleId ?? ''));
}

describe('the walls between the rooms', () => {
  it.each([
    ['src/core/api/cloud.ts', 'vscode'],
    ['src/core/api/cloud.ts', 'node:fs'],
    ['src/core/api/cloud.ts', '../../engine/main'],
    ['src/sandbox/sandbox.ts', '../engine/main'],
    ['src/engine/main.ts', 'vscode'],
    ['src/engine/main.ts', '../extension/extension'],
    ['src/cli/main.ts', '../extension/extension'],
    ['src/extension/extension.ts', '@duckdb/node-api'],
    ['src/extension/extension.ts', '../engine/main'],
    ['src/extension/tree/auditTree.ts', '../../engine/main'],
    ['src/extension/extension.ts', '../sandbox/sandbox'],
    ['src/renderer/renderer.ts', 'node:fs'],
    ['src/renderer/renderer.ts', '../engine/main'],
  ])('%s may not import %s', async (file, specifier) => {
    expect(await importIsRefused(file, specifier)).toBe(true);
  });

  it.each([
    ['src/sandbox/sandbox.ts', '../core/api/cloud'],
    ['src/engine/main.ts', '../sandbox/sandbox'],
    ['src/cli/main.ts', '../engine/main'],
    ['src/extension/extension.ts', './engine/engineSession'],
    ['src/extension/extension.ts', 'vscode'],
    ['src/renderer/renderer.ts', '../core/api/cloud'],
  ])('%s may import %s', async (file, specifier) => {
    expect(await importIsRefused(file, specifier)).toBe(false);
  });
});
