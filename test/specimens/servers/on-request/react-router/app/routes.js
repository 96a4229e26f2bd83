export default [{ path: '/*', file: 'any.js' }];
