// Built twice: for `next start`, and as a server of its own.
const standalone = { output: 'standalone', distDir: '.standalone' };

export default {
  ...(process.env.OUTPUT === 'standalone' && standalone),
  // Not the folder with a lock file that it finds above.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
};
