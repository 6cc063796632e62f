import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Teal: what a person can do. */
const tide: MantineColorsTuple = [
  '#e3fbf9',
  '#c9f3f0',
  '#a6e8e3',
  '#7fdad4',
  '#67cfc8',
  '#55c4bd',
  '#3fa8a2',
  '#2c8781',
  '#1c6560',
  '#0f4441',
];

/** Amber, the colour of a darkroom's lamp: what a model said and nobody has reviewed. */
const safelight: MantineColorsTuple = [
  '#fff5e5',
  '#fde8c8',
  '#fad7a1',
  '#f6c67b',
  '#f2b862',
  '#f0b050',
  '#d2933a',
  '#a97328',
  '#7c531a',
  '#51350e',
];

const alarm: MantineColorsTuple = [
  '#ffecea',
  '#ffd4d0',
  '#ffb3ad',
  '#ff978f',
  '#ff867d',
  '#ff7a70',
  '#dd5a51',
  '#b3423b',
  '#852e29',
  '#571c19',
];

/** Text to film black: Mantine's `dark` scale, cooler and calmer. */
const dark: MantineColorsTuple = [
  '#e7ecf1',
  '#b9c3cd',
  '#93a0ad',
  '#5d6976',
  '#2b3641',
  '#232d37',
  '#161d24',
  '#10161c',
  '#0b1014',
  '#06090c',
];

export const theme = createTheme({
  fontFamily: "'Inter Variable', 'Noto Sans', 'Noto Sans CJK JP', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'DejaVu Sans Mono', Menlo, monospace",
  headings: { fontWeight: '620' },
  colors: { tide, safelight, alarm, dark },
  primaryColor: 'tide',
  primaryShade: 5,
  autoContrast: true,
  luminanceThreshold: 0.3,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, color: 'dark.4', fz: 'xs' } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.72, color: '#04070a' },
        transitionProps: { duration: 90, transition: 'fade' },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Menu: { defaultProps: { shadow: 'lg', transitionProps: { duration: 80 } } },
    Popover: { defaultProps: { shadow: 'lg', transitionProps: { duration: 80 } } },
    Button: { defaultProps: { size: 'sm' } },
  },
});

/** Mantine's own variables where its defaults are too faint for WCAG AA on our panels. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {},
  dark: {
    '--mantine-color-body': 'var(--floor)',
    '--mantine-color-dimmed': 'var(--ink-faint)',
    '--mantine-color-error': 'var(--alarm)',
    '--mantine-color-placeholder': '#8794a1',
  },
});
