import type { Destination, PriorSource } from '@wetread/contracts';

/** What follows from removing a peer, with what else goes by it. */
export function removalWords(
  aeTitle: string,
  destinations: readonly Destination[],
  sources: readonly PriorSource[],
): string {
  const uses = [
    ...destinations
      .filter(({ target }) => target.kind === 'dicom' && target.aeTitle === aeTitle)
      .map(({ name }) => `the destination ${name}`),
    ...sources
      .filter(({ settings }) => settings.kind === 'dimse' && settings.aeTitle === aeTitle)
      .map(({ name }) => `the source of priors ${name}`),
  ];
  const consequence =
    'Its next call is refused, and nothing can be sent to it or fetched from it. What it sent stays.';
  return uses.length === 0
    ? consequence
    : `${consequence} It is used by ${uses.join(' and ')}, which will fail.`;
}
