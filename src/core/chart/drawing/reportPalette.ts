import type { ChartPalette } from './chartPalette';

/** Light and dark shades that are told apart by people who do not see all colours, after Okabe and Ito. */
const colors = [
  ['#0072b2', '#56b4e9'],
  ['#d55e00', '#e69f00'],
  ['#00805c', '#2fbf96'],
  ['#a8518a', '#cc79a7'],
  ['#6b5b00', '#f0e442'],
  ['#4d4d4d', '#c8c8c8'],
] as const;

const tones = {
  foreground: ['#1f2328', '#e6edf3'],
  axis: ['#6e7781', '#8b949e'],
  line: ['#d8dee4', '#30363d'],
  background: ['#ffffff', '#0d1117'],
} as const;

const shades: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  ...Object.fromEntries(colors.map((shade, index) => [`series-${index + 1}`, shade])),
  ...tones,
};

/** Variables, so that one picture is right on a light and on a dark page; light where the page does not define them. */
export const reportPalette: ChartPalette = {
  colors: colors.map((_, index) => variable(`series-${index + 1}`)),
  foreground: variable('foreground'),
  axis: variable('axis'),
  line: variable('line'),
  background: variable('background'),
  fontFamily: 'system-ui, sans-serif',
  hasPatterns: false,
};

/** The style that a page needs for charts of `reportPalette`; it also says which colour scheme the page is in. */
export const reportChartStyle = `:root { color-scheme: light dark; ${declarations(0)} }
@media (prefers-color-scheme: dark) { :root { ${declarations(1)} } }`;

function variable(name: string): string {
  return `var(--chart-${name}, ${shades[name]?.[0] ?? 'currentColor'})`;
}

function declarations(scheme: 0 | 1): string {
  return Object.entries(shades)
    .map(([name, shade]) => `--chart-${name}: ${shade[scheme]};`)
    .join(' ');
}
