import type { IodFinding } from '@wetread/dicom';
import type { SopInstanceUid } from '@wetread/kernel';
import type { CountedFinding } from './study-conformance';

/** More kinds of findings than this in one study tell nothing more to anyone. */
const MOST_FINDINGS = 500;

/** Sums findings over the instances of a study: a series of 500 slices breaks a rule once, 500 times. */
export class FindingCounter {
  private readonly counted = new Map<string, CountedFinding>();

  add(sopInstanceUid: SopInstanceUid, findings: readonly IodFinding[]): void {
    const ofInstance = new Map(findings.map((finding) => [keyOf(finding), finding]));
    for (const [key, finding] of ofInstance) {
      const before = this.counted.get(key);
      if (!before && this.counted.size >= MOST_FINDINGS) continue;
      this.counted.set(
        key,
        before
          ? { ...before, instances: before.instances + 1 }
          : {
              ...finding,
              attribute: anyItem(finding.attribute),
              instances: 1,
              exampleSopInstanceUid: sopInstanceUid,
            },
      );
    }
  }

  /** Errors first, most frequent first, then by attribute. */
  get findings(): CountedFinding[] {
    return [...this.counted.values()].sort(
      (a, b) =>
        a.severity.localeCompare(b.severity) ||
        b.instances - a.instances ||
        a.attribute.localeCompare(b.attribute),
    );
  }
}

const anyItem = (attribute: string): string => attribute.replaceAll(/\[\d+\]/g, '[]');
const keyOf = ({ rule, attribute }: IodFinding): string => `${rule} ${anyItem(attribute)}`;
