/** The colours of a chart, as CSS has them. */
export interface ChartPalette {
  /** Of the series, in turn; at least one. */
  readonly colors: readonly string[];
  readonly foreground: string;
  readonly axis: string;
  readonly line: string;
  /** Between slices and bars that touch each other. */
  readonly background: string;
  readonly fontFamily: string;
  /** Whether series differ by pattern and line as well as by colour: high contrast themes have few colours. */
  readonly hasPatterns: boolean;
}

const dashes = ['solid', 'dashed', 'dotted'] as const;
const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const;

/** Patterns of areas and bars; none at first. */
const patterns = [
  undefined,
  { rotation: Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [2, 4] },
  {
    symbol: 'circle',
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.6,
  },
  { rotation: -Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [2, 4] },
  {
    symbol: 'rect',
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [4, 4],
    symbolSize: 0.7,
  },
] as const;

export interface SeriesLook {
  readonly color: string;
  readonly dash: (typeof dashes)[number];
  readonly symbol: (typeof symbols)[number];
  readonly decal: (typeof patterns)[number];
  /** The position of the pattern among all, from 0, which is none. */
  readonly pattern: number;
}

/** How a series or a slice looks: no two look the same until colours, lines and patterns are used up. */
export function seriesLook({ colors, hasPatterns }: ChartPalette, index: number): SeriesLook {
  const round = hasPatterns ? index : Math.floor(index / colors.length);
  return {
    color: colors[index % colors.length] ?? 'currentColor',
    dash: dashes[round % dashes.length] ?? 'solid',
    symbol: symbols[round % symbols.length] ?? 'circle',
    decal: patterns[round % patterns.length],
    pattern: round % patterns.length,
  };
}
