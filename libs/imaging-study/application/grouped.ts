import type { IncomingInstance } from '../domain/incoming';

export interface GroupSize {
  items: number;
  bytes: number;
}

const weight = (instance: IncomingInstance): number => ('bytes' in instance ? instance.bytes.byteLength : 0);

/** Gathers a stream into groups of at most `items` pieces or `bytes`; an error of the stream follows what preceded it. */
export async function* grouped(
  instances: AsyncIterable<IncomingInstance>,
  size: GroupSize,
): AsyncGenerator<IncomingInstance[]> {
  let group: IncomingInstance[] = [];
  let bytes = 0;
  try {
    for await (const instance of instances) {
      group.push(instance);
      bytes += weight(instance);
      if (group.length < size.items && bytes < size.bytes) continue;
      const full = group;
      [group, bytes] = [[], 0];
      yield full;
    }
  } catch (error) {
    if (group.length > 0) yield group;
    throw error;
  }
  if (group.length > 0) yield group;
}
