// Loaded before each process of the demo: when the launcher is gone, however it died, the process ends as on SIGTERM.

const PATIENCE_MS = 3_000;

process.once('disconnect', () => {
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
// The tie to the launcher alone keeps nothing running.
process.channel?.unref();
