import node from '@astrojs/node';

export default {
  output: 'server',
  adapter: node({ mode: 'standalone' }),
  // The doctor posts without an Origin, as no browser does.
  security: { checkOrigin: false },
};
