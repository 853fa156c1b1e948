/** Gives a text in the language of the user: `vscode.l10n` in the editor. */
export interface ChartTranslator {
  t(message: string): string;
}

/** Charts outside of the editor speak English. */
export const english: ChartTranslator = { t: (message) => message };

export const chartLabelKeys = [
  'chartTimechart',
  'chartLinechart',
  'chartAreachart',
  'chartBarchart',
  'chartColumnchart',
  'chartScatterchart',
  'chartPiechart',
  'chartCard',
  'chartUnknown',
  'chartUnknownColumn',
  'chartNotNumeric',
  'chartNoTime',
  'chartNoNumbers',
  'chartNotNumber',
  'chartEmptyRange',
  'chartNotOneOf',
  'chartUnused',
  'chartColumnLeftOut',
  'chartSeriesLeftOut',
  'chartPointsLeftOut',
  'chartAddedUp',
  'chartNotAboveZero',
  'chartOthers',
  'chartOthersJoined',
  'chartRowsLeftOut',
  'chartEmpty',
  'chartEmptyName',
  'chartSeriesOver',
  'chartSeriesBy',
  'chartSlices',
  'chartHighest',
  'chartLowest',
  'chartMoreNames',
  'chartNearby',
  'chartLoading',
  'chartFailed',
  'chartLegend',
  'chartSaveSvg',
  'chartSavePng',
  'chartZoomOut',
] as const;

export type ChartLabelKey = (typeof chartLabelKeys)[number];
export type ChartLabels = Readonly<Record<ChartLabelKey, string>>;

/** The words of charts; `{0}`, `{1}`... stand for what is put there. */
export function chartLabels(l10n: ChartTranslator): ChartLabels {
  return {
    chartTimechart: l10n.t('Time chart'),
    chartLinechart: l10n.t('Line chart'),
    chartAreachart: l10n.t('Area chart'),
    chartBarchart: l10n.t('Bar chart'),
    chartColumnchart: l10n.t('Column chart'),
    chartScatterchart: l10n.t('Scatter chart'),
    chartPiechart: l10n.t('Pie chart'),
    chartCard: l10n.t('Card'),
    chartUnknown: l10n.t('"{0}" is not drawn here, so the result is a table. What is drawn: {1}.'),
    chartUnknownColumn: l10n.t('The property {0} names the column "{1}", which the result does not have. It has: {2}.'),
    chartNotNumeric: l10n.t('The property {0} names the column "{1}", which holds no numbers.'),
    chartNoTime: l10n.t('A time chart needs a column of type datetime, and the result has none.'),
    chartNoNumbers: l10n.t('The chart needs a column of numbers beside its axis, and the result has none.'),
    chartNotNumber: l10n.t('The property {0} must be a number, not "{1}".'),
    chartEmptyRange: l10n.t('The property ymin must be below ymax.'),
    chartNotOneOf: l10n.t('The property {0} must be one of {1}, not "{2}".'),
    chartUnused: l10n.t('The property {0} has no effect on this chart.'),
    chartColumnLeftOut: l10n.t('The column "{0}" is left out. To split by it, name it in the property series.'),
    chartSeriesLeftOut: l10n.t('Only {0} of {1} series are shown, those with the highest sums.'),
    chartPointsLeftOut: l10n.t('Only the first {0} points of a series are shown.'),
    chartAddedUp: l10n.t('Values of the same series at the same place are added up.'),
    chartNotAboveZero: l10n.t('Values that are zero or less cannot be shown in this chart: {0}.'),
    chartOthers: l10n.t('(others)'),
    chartOthersJoined: l10n.t('The {0} smallest slices are shown as one.'),
    chartRowsLeftOut: l10n.t('The chart shows the first {0} of {1} rows.'),
    chartEmpty: l10n.t('The result has no values that a chart could show.'),
    chartEmptyName: l10n.t('(empty)'),
    chartSeriesOver: l10n.t('{0} of {1} series over {2}, from {3} until {4}: {5}.'),
    chartSeriesBy: l10n.t('{0} of {1} series by {2}, with {3} values: {4}.'),
    chartSlices: l10n.t('{0} of {1} by {2}, with {3} slices: {4}.'),
    chartHighest: l10n.t('Highest: {0}, {1}, {2}.'),
    chartLowest: l10n.t('Lowest: {0}, {1}, {2}.'),
    chartMoreNames: l10n.t('{0} more'),
    chartNearby: l10n.t('{0} more series'),
    chartLoading: l10n.t('Reading rows for the chart…'),
    chartFailed: l10n.t('The rows of the chart could not be read: {0}'),
    chartLegend: l10n.t('Series'),
    chartSaveSvg: l10n.t('Save as SVG…'),
    chartSavePng: l10n.t('Save as PNG…'),
    chartZoomOut: l10n.t('Show Everything'),
  };
}
