// Preloaded into a program that is measured: tells how much processor time it has used whenever it is asked.
process.on('message', (question) => {
  if (question === 'cpu') process.send?.(process.cpuUsage());
});
