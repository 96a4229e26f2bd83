// As Next's documentation has it. Any value leaves the signals to the application; with 1 they are careful.ts's.
export function register() {
  if (process.env.NEXT_MANUAL_SIG_HANDLE === 'true') process.on('SIGTERM', () => process.exit(0));
}
