import type { ChartFormat } from '../../core/chart/chartFormat';
import type { ChartLabelKey } from '../../core/chart/chartLabels';
import { createButton, createElement } from '../parts/element';
import type { Words } from '../view/words';
import type { ZoomStep } from './zoomWindow';

export interface ChartToolbarOptions {
  readonly words: Words;
  readonly hasTimes: boolean;
  readonly setLocalTime: (isLocal: boolean) => void;
  readonly zoom: (step: ZoomStep) => void;
  /** Absent where there is no host that could write a file. */
  readonly save?: (format: 'svg' | 'png') => void;
}

export interface ChartToolbar {
  readonly element: HTMLElement;
  showTimeZone(isLocal: ChartFormat['isLocalTime']): void;
  showZoom(isShown: boolean): void;
}

const zoomSteps: readonly (readonly [step: ZoomStep, sign: string, label: ChartLabelKey])[] = [
  ['zoomIn', '+', 'chartZoomIn'],
  ['zoomOut', '−', 'chartZoomOut'],
  ['moveBack', '‹', 'chartMoveBack'],
  ['moveOn', '›', 'chartMoveOn'],
  ['showAll', '↔', 'chartShowAll'],
];

/** Above a chart: zoom for those who have no mouse, the clock, and pictures to keep. */
export function createChartToolbar({ words, hasTimes, setLocalTime, zoom, save }: ChartToolbarOptions): ChartToolbar {
  const zooms = zoomSteps.map(([step, sign, key]) => {
    const label = words.label(key);
    return createButton(
      sign,
      () => {
        zoom(step);
      },
      { className: 'chart-zoom', attributes: { 'aria-label': label, title: label } },
    );
  });
  let isLocalTime = false;
  const zone = createButton(words.label('timesUtc'), () => {
    setLocalTime(!isLocalTime);
  });
  zone.hidden = !hasTimes;
  const saves =
    save === undefined
      ? []
      : (['svg', 'png'] as const).map((format) =>
          createButton(words.label(format === 'svg' ? 'chartSaveSvg' : 'chartSavePng'), () => {
            save(format);
          }),
        );
  return {
    element: createElement(
      'div',
      { className: 'toolbar', attributes: { role: 'group', 'aria-label': words.label('chartTools') } },
      ...zooms,
      zone,
      ...saves,
    ),
    showTimeZone(isLocal) {
      isLocalTime = isLocal;
      zone.textContent = words.label(isLocal ? 'timesLocal' : 'timesUtc');
    },
    showZoom(isShown) {
      for (const button of zooms) {
        button.hidden = !isShown;
      }
    },
  };
}
