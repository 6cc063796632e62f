import type { StoredStudy } from './stored-study';

export type CompletionReason = 'first' | 'late-instance';

export type CompletionVerdict =
  | { kind: 'complete'; completion: number; reason: CompletionReason; at: Date }
  | { kind: 'already-complete' }
  | { kind: 'wait'; until: Date };

const after = (time: Date, seconds: number): Date => new Date(time.getTime() + seconds * 1000);

/**
 * A study is complete when nobody is sending to it and it has been quiet for `quietSeconds`. DICOM has no
 * end-of-study message, so quiet is the only sign that every modality gives.
 */
export function judgeCompletion(
  study: Pick<StoredStudy, 'state' | 'completions' | 'lastReceivedAt'>,
  now: Date,
  quietSeconds: number,
  isSending: boolean,
): CompletionVerdict {
  if (study.state === 'complete') return { kind: 'already-complete' };
  const quietAt = after(study.lastReceivedAt, quietSeconds);
  if (quietAt > now) return { kind: 'wait', until: quietAt };
  if (isSending) return { kind: 'wait', until: after(now, Math.max(quietSeconds, 1)) };
  return {
    kind: 'complete',
    completion: study.completions + 1,
    reason: study.completions === 0 ? 'first' : 'late-instance',
    at: now,
  };
}
