/**
 * A clock that counts the processor time of this process alone, which a busy machine makes no
 * longer.
 * @returns gives the milliseconds since the clock was started
 */
export function startProcessorClock(): () => number {
  const start = process.cpuUsage();
  return () => process.cpuUsage(start).user / 1_000;
}
