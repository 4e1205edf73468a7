// How Teams draws cards. Colours are the names of theme.css, so one host config serves the light and the dark theme and
// a card changes with the page without being drawn again.

/** @param {string} name */
const color = (name) => ({ default: `var(--card-${name})`, subtle: `var(--card-${name})` });

const foregroundColors = {
  default: { default: 'var(--card-text)', subtle: 'var(--card-soft)' },
  dark: { default: 'var(--card-text)', subtle: 'var(--card-soft)' },
  light: { default: 'var(--card-soft)', subtle: 'var(--card-soft)' },
  accent: color('accent'),
  good: color('good'),
  warning: color('warning'),
  attention: color('attention'),
};

/** @param {string} ground */
const container = (ground) => ({ backgroundColor: ground, borderColor: 'var(--card-line)', foregroundColors });

const text = { weight: 'default', size: 'default', color: 'default', isSubtle: false };

export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: 'var(--font)',
  fontTypes: {
    default: { fontFamily: 'var(--font)' },
    monospace: { fontFamily: 'ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace' },
  },
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
  separator: { lineThickness: 1, lineColor: 'var(--card-line)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: container('var(--card)'),
    emphasis: container('var(--card-emphasis-ground)'),
    accent: container('var(--card-accent-ground)'),
    good: container('var(--card-good-ground)'),
    warning: container('var(--card-warning-ground)'),
    attention: container('var(--card-attention-ground)'),
  },
  textStyles: {
    heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' },
    columnHeader: { size: 'default', weight: 'bolder', color: 'default', isSubtle: false, fontType: 'default' },
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { ...text, weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { ...text, weight: 'bolder' },
    },
    errorMessage: { ...text, size: 'small', color: 'attention', spacing: 'small' },
  },
  factSet: {
    title: { ...text, weight: 'bolder', wrap: true, maxWidth: 140 },
    value: { ...text, wrap: true },
    spacing: 12,
  },
  actions: {
    maxActions: 6,
    spacing: 'large',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  adaptiveCard: { allowCustomStyle: false },
  imageSet: { imageSize: 'medium', maxImageHeight: 100 },
};
