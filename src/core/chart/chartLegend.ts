const rowHeight = 24;

/** The mark before a name, and the gap between them. */
const markWidth = 30;

/** Pixels of a letter, in a wide font: without a browser nobody knows the font of the reader. */
const letterWidth = 7.5;
const maxNameWidth = 300;

/** Below a picture, in pixels. */
export interface LegendLayout {
  readonly width: number;
  readonly height: number;
  readonly itemGap: number;
  /** Where longer names are cut. */
  readonly nameWidth: number;
}

/** Rows of names that are whole where they can be, and do not run into each other in a font that is wider than was thought. */
export function layOutLegend(names: readonly string[], pictureWidth: number): LegendLayout {
  const width = Math.floor(pictureWidth * 0.94);
  const nameWidth = Math.min(maxNameWidth, width - markWidth);
  const widths = names.map((name) => Math.min(nameWidth, name.length * letterWidth));
  const itemGap = Math.round(10 + Math.max(0, ...widths) / 8);
  return { width, height: rowsOf(widths, itemGap, width) * rowHeight, itemGap, nameWidth };
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
