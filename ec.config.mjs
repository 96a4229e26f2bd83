import { defineEcConfig } from '@astrojs/starlight/expressive-code';
import { codeThemes } from './site/lib/code-themes.ts';

export default defineEcConfig({
  themes: [codeThemes.dark, codeThemes.light],
  defaultProps: { wrap: true, hangingIndent: 2 },
  styleOverrides: {
    borderRadius: '0.75rem',
    borderColor: 'var(--line)',
    codeBackground: 'var(--card)',
    codeFontSize: 'var(--sl-text-code)',
    codeLineHeight: '1.7',
    codePaddingBlock: '1rem',
    codePaddingInline: '1.25rem',
    focusBorder: 'var(--amber)',
    frames: {
      frameBoxShadowCssValue: 'none',
      editorBackground: 'var(--card)',
      terminalBackground: 'var(--terminal)',
    },
    textMarkers: {
      markBackground: 'var(--mark)',
      markBorderColor: 'transparent',
      insBackground: 'var(--ins)',
      insBorderColor: 'transparent',
      insDiffIndicatorColor: 'var(--ink)',
      delBackground: 'var(--del)',
      delBorderColor: 'transparent',
      delDiffIndicatorColor: 'var(--ink)',
    },
  },
});
