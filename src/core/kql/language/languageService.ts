/** What editors ask of the language, as plain data. It runs nothing, and never throws for a text with errors. */
import type { Place } from '../queryError';
import type { TableSchema } from '../tableSchema';
import { listItems, loadKusto, present } from './kusto';
import { kustoGlobals } from './kustoGlobals';
import { analyzeKql, separateStatements } from './parseKql';

export interface KqlDiagnostic extends Place {
  readonly message: string;
  /** Kusto's code: `KS142`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'suggestion' | 'information';
}

/** What is wrong with a text, in the order of the text. */
export function diagnose(text: string, tables: readonly TableSchema[]): KqlDiagnostic[] {
  return listItems(analyzeKql(text, tables).GetDiagnostics())
    .map((diagnostic) => ({
      message: diagnostic.Message ?? '',
      code: diagnostic.Code ?? '',
      severity: severities.get(diagnostic.Severity ?? '') ?? 'information',
      start: diagnostic.Start,
      length: diagnostic.Length,
    }))
    .sort((left, right) => left.start - right.start);
}

const severities: ReadonlyMap<string, KqlDiagnostic['severity']> = new Map([
  ['Error', 'error'],
  ['Warning', 'warning'],
  ['Suggestion', 'suggestion'],
]);

export interface KqlCompletionItem {
  /** What the list shows. */
  readonly label: string;
  /** What typing is matched with. */
  readonly filterText: string;
  /** Orders the list. */
  readonly sortText: string;
  /** Goes in before the cursor's new place, and after it. */
  readonly before: string;
  readonly after: string;
  /** Kusto's name of the kind: `Column`, `Table`, `BuiltInFunction`, `QueryPrefix`... */
  readonly kind: string;
}

export interface KqlCompletions {
  /** What the chosen item replaces. */
  readonly edit: Place;
  readonly items: readonly KqlCompletionItem[];
}

/** What can stand at an offset, in UTF-16 code units. */
export function complete(text: string, offset: number, tables: readonly TableSchema[]): KqlCompletions {
  const { Editor } = loadKusto();
  const service = new Editor.KustoCodeService.$ctor1(separateStatements(text), kustoGlobals(tables));
  const info = present(service.GetCompletionItems(offset), 'completions');
  return {
    edit: { start: info.EditStart, length: info.EditLength },
    items: listItems(info.Items).map((item) => ({
      label: item.DisplayText ?? '',
      filterText: item.MatchText ?? '',
      sortText: item.OrderText ?? '',
      before: item.BeforeText ?? '',
      after: item.AfterText ?? '',
      kind: Editor.CompletionKind[item.Kind],
    })),
  };
}
