/**
 * How long work keeps the processor busy, in milliseconds of this process: what else the machine does meanwhile
 * does not count, nor does waiting.
 */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
