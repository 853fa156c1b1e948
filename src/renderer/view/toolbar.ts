import { resultExportFormats, type ResultExportFormat } from '../../core/protocol/resultProtocol';
import { afterPause } from '../parts/afterPause';
import { createButton, createElement } from '../parts/element';
import { createSearchField } from '../parts/field';
import { openMenu, type MenuItem } from '../parts/menu';
import type { Words } from './words';

export interface ToolbarOptions {
  /** Gets the menus. */
  readonly parent: HTMLElement;
  readonly words: Words;
  readonly hasTimes: boolean;
  readonly search: (text: string) => void;
  readonly openColumns: (button: HTMLElement) => void;
  readonly setLocalTime: (isLocal: boolean) => void;
  readonly copyAll: () => void;
  /** Absent where there is no host. */
  readonly exportResult?: (format: ResultExportFormat) => void;
}

export interface Toolbar {
  readonly element: HTMLElement;
  showTimeZone(isLocal: boolean): void;
  clearSearch(): void;
}

const exportLabels = {
  csv: 'exportCsv',
  json: 'exportJson',
  ndjson: 'exportNdjson',
  parquet: 'exportParquet',
  markdown: 'exportMarkdown',
} as const satisfies Record<ResultExportFormat, unknown>;

/** Above the grid: search, columns, time zone, export. */
export function createToolbar(options: ToolbarOptions): Toolbar {
  const { words, parent } = options;
  const search = createSearchField(words.label('search'), afterPause(options.search));
  const columns = createButton(words.label('columns'), () => {
    options.openColumns(columns);
  });
  columns.setAttribute('aria-haspopup', 'dialog');
  let isLocalTime = false;
  const zone = createButton(words.label('timesUtc'), () => {
    options.setLocalTime(!isLocalTime);
  });
  zone.hidden = !options.hasTimes;
  const exports = createButton(words.label('export'), () => {
    openMenu(
      {
        parent,
        anchor: exports.getBoundingClientRect(),
        label: words.label('export'),
        returnFocus: () => {
          exports.focus();
        },
      },
      [exportItems(options), [{ label: words.label('copyAll'), run: options.copyAll }]],
    );
  });
  exports.setAttribute('aria-haspopup', 'menu');
  const element = createElement(
    'div',
    { className: 'toolbar', attributes: { role: 'group', 'aria-label': words.label('toolbar') } },
    search,
    columns,
    zone,
    exports,
  );
  return {
    element,
    showTimeZone(isLocal) {
      isLocalTime = isLocal;
      zone.textContent = words.label(isLocal ? 'timesLocal' : 'timesUtc');
    },
    clearSearch() {
      search.value = '';
    },
  };
}

function exportItems({ words, exportResult }: ToolbarOptions): readonly MenuItem[] {
  return exportResult === undefined
    ? []
    : resultExportFormats.map((format) => ({
        label: words.label(exportLabels[format]),
        run: () => {
          exportResult(format);
        },
      }));
}
