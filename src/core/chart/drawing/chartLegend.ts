/** Of a mark and its name. */
const itemHeight = 14;

/** The mark before a name, and the gap between them. */
const markWidth = 30;

/** Pixels of a letter, as they are measured without a browser. */
const letterWidth = 6.4;
const maxNameWidth = 300;
const minGap = 10;
const maxGap = 32;

/** Below a picture, in pixels. */
export interface LegendLayout {
  readonly width: number;
  readonly height: number;
  readonly itemGap: number;
  /** Where longer names are cut. */
  readonly nameWidth: number;
}

/** Rows of names that are whole where they can be, and do not run into each other where the reader's font is wider than the measured one. */
export function layOutLegend(names: readonly string[], pictureWidth: number): LegendLayout {
  const width = Math.floor(pictureWidth * 0.94);
  const nameWidth = Math.min(maxNameWidth, width - markWidth);
  const widths = names.map((name) => Math.min(nameWidth, name.length * letterWidth));
  const itemGap = Math.min(maxGap, Math.round(minGap + Math.max(0, ...widths) / 7));
  const rows = rowsOf(widths, itemGap, width);
  return { width, height: rows * (itemHeight + itemGap), itemGap, nameWidth };
}

function rowsOf(widths: readonly number[], itemGap: number, width: number): number {
  let rows = Math.min(1, widths.length);
  let used = 0;
  for (const nameWidth of widths) {
    const itemWidth = markWidth + nameWidth;
    if (used > 0 && used + itemWidth > width) {
      rows += 1;
      used = 0;
    }
    used += itemWidth + itemGap;
  }
  return rows;
}
