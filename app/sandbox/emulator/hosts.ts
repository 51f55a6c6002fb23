/** Whether the host is the one that is meant: exactly, or below `*.`, where each tenant has its own. */
export function hostFits(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host
}
