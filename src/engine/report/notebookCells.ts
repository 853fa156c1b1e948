import type { AuditNotebook, AuditNotebookCell } from '../../core/notebook/notebookFormat';
import { cellNameOf } from '../../core/notebook/state/cellName';
import { declaredParameters, type QueryParameter } from '../../core/notebook/state/queryParameters';
import type { QueryLanguage } from '../../core/protocol/queryProtocol';

/** The languages of cells that run, by the names that the editor has for them. */
const languages: Readonly<Record<string, QueryLanguage>> = {
  kql: 'kql',
  powershell: 'powershell',
  'm365-audit-powershell': 'powershell',
};

/** What a cell of code is written in; undefined for what only the editor may run. */
export function queryLanguageOf({ language }: AuditNotebookCell): QueryLanguage | undefined {
  return Object.hasOwn(languages, language) ? languages[language] : undefined;
}

/** The name of a cell's result: other cells read it as a table. */
export function nameOf({ metadata }: AuditNotebookCell): string | undefined {
  return cellNameOf(metadata);
}

/** The parameters of all cells; of those that several cells declare, as the first one does. */
export function notebookParameters({ cells }: AuditNotebook): ReadonlyMap<string, QueryParameter> {
  const parameters = new Map<string, QueryParameter>();
  for (const cell of cells) {
    for (const parameter of queryLanguageOf(cell) === 'kql' ? declaredParameters(cell.text) : []) {
      if (!parameters.has(parameter.name)) {
        parameters.set(parameter.name, parameter);
      }
    }
  }
  return parameters;
}
