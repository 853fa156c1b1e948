import type { ChartData } from '../chartData';
import type { ChartFormat } from '../chartFormat';
import type { ChartPalette } from './chartPalette';
import type { ChartSpec } from '../chartSpec';
import type { ChartTable } from '../chartTable';

/** All that the picture of a chart is made from. */
export interface ChartDrawing {
  readonly spec: ChartSpec;
  readonly table: ChartTable;
  readonly data: ChartData;
  readonly format: ChartFormat;
  readonly palette: ChartPalette;
  /** Pixels of the whole picture. */
  readonly width: number;
  /** Whether the names of the series stand in the picture; a page has buttons for them. */
  readonly hasLegend: boolean;
  /** Pixels that are kept free beside the places: below them, or to the right of bars that lie. */
  readonly sliderSize?: number;
  /** Whether the picture has the background of the palette; it is see-through otherwise. */
  readonly hasBackground?: boolean;
  /** Names of series and slices that are not drawn. */
  readonly hidden?: ReadonlySet<string>;
}
