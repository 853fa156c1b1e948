import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import { CodeActionKind, DiagnosticSeverity } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { z } from 'zod';
import type { KqlDiagnostic } from '../../core/kql/language/service/diagnostics/diagnostic';
import { unknownNameCodes } from '../../core/kql/language/service/definedNames';
import { findDefinition, type DocumentNames } from './notebookNames';
import { rangeOf } from './ranges';

const position = z.object({ line: z.number(), character: z.number() });
const textEdit = z.object({ range: z.object({ start: position, end: position }), newText: z.string() });

/** A change that mends a diagnostic; it travels to the editor and back in the diagnostic's `data`. */
const diagnosticFix = z.object({ title: z.string(), edits: z.array(textEdit) });
type DiagnosticFix = z.infer<typeof diagnosticFix>;

const diagnosticData = z.object({ fixes: z.array(diagnosticFix) });

const severities: Readonly<Record<KqlDiagnostic['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  suggestion: DiagnosticSeverity.Hint,
  information: DiagnosticSeverity.Information,
};

/** The other cells of a document's notebook: they may define what it lacks. */
export interface Surroundings {
  readonly index: number;
  readonly names: readonly DocumentNames[];
  readonly documents: readonly TextDocument[];
}

export function toDiagnostic(
  document: TextDocument,
  found: KqlDiagnostic,
  surroundings: Surroundings | undefined,
): Diagnostic {
  const copied = unknownNameCodes.has(found.code) ? copyOfDefinition(document, found, surroundings) : undefined;
  const fixes: DiagnosticFix[] = [
    ...(copied === undefined ? [] : [copied]),
    ...found.fixes.map(({ replacement, edits }) => ({
      title: `Write "${replacement}"`,
      edits: edits.map((edit) => ({ range: rangeOf(document, edit), newText: edit.text })),
    })),
  ];
  return {
    range: rangeOf(document, found),
    message:
      copied === undefined
        ? found.message
        : `${found.message} Another cell defines it, but each cell runs on its own: copy the let into this one.`,
    severity: severities[found.severity],
    code: found.code,
    source: 'KQL',
    ...(fixes.length === 0 ? {} : { data: { fixes } }),
  };
}

/** The quick fixes that diagnostics carry. */
export function quickFixes(uri: string, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const fixes = diagnosticData.safeParse(diagnostic.data).data?.fixes ?? [];
    return fixes.map(({ title, edits }, index): CodeAction => ({
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      isPreferred: index === 0,
      edit: { changes: { [uri]: edits } },
    }));
  });
}

function copyOfDefinition(
  document: TextDocument,
  { start, length }: KqlDiagnostic,
  surroundings: Surroundings | undefined,
): DiagnosticFix | undefined {
  const name = document.getText().slice(start, start + length);
  const found = surroundings === undefined ? undefined : findDefinition(surroundings.names, surroundings.index, name);
  const other = found === undefined ? undefined : surroundings?.documents[found.index];
  if (found === undefined || other === undefined) {
    return undefined;
  }
  const statement = other.getText(rangeOf(other, found.defined.statement));
  const top = { line: 0, character: 0 };
  return {
    title: `Copy "let ${name}" from the other cell`,
    edits: [{ range: { start: top, end: top }, newText: `${statement.trimEnd()};\n` }],
  };
}
