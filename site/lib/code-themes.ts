interface Inks {
  paper: string;
  ink: string;
  comment: string;
  keyword: string;
  string: string;
  name: string;
  constant: string;
}

/**
 * The two themes of code on the page. Few colours, each at least 5.5:1 on its paper, and neither
 * App 1's amber nor App 2's teal, which mean an app and nothing else.
 */
export const codeThemes = {
  dark: theme('dark', {
    paper: '#191e29',
    ink: '#e9e7e0',
    comment: '#a4acbd',
    keyword: '#c8b6ff',
    string: '#a9d6a0',
    name: '#a3c8ff',
    constant: '#f2aed4',
  }),
  light: theme('light', {
    paper: '#ffffff',
    ink: '#1b2130',
    comment: '#5a6274',
    keyword: '#5a3ea8',
    string: '#2c672f',
    name: '#1f4f9e',
    constant: '#8c2f66',
  }),
};

function theme(type: 'dark' | 'light', inks: Inks) {
  const colour = (scope: string[], foreground: string) => ({ scope, settings: { foreground } });
  return {
    name: `still-answering-${type}`,
    type,
    fg: inks.ink,
    bg: inks.paper,
    colors: {
      'editor.foreground': inks.ink,
      'editor.background': inks.paper,
    },
    settings: [
      { settings: { foreground: inks.ink, background: inks.paper } },
      colour(['comment', 'punctuation.definition.comment'], inks.comment),
      colour(['keyword', 'storage', 'variable.language', 'constant.language'], inks.keyword),
      colour(['keyword.operator', 'punctuation'], inks.ink),
      colour(['keyword.operator.new', 'keyword.operator.expression'], inks.keyword),
      colour(['string', 'punctuation.definition.string'], inks.string),
      colour(['meta.template.expression'], inks.ink),
      colour(['entity.name', 'support.function', 'support.class', 'support.type'], inks.name),
      colour(['constant.numeric', 'constant.character', 'constant.other'], inks.constant),
    ],
  };
}
