export default [
  { id: 'home', index: true, file: 'answers.js' },
  { id: 'rest', path: '*', file: 'answers.js' },
];
