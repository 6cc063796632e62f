import type { Report } from '@wetread/contracts';
import type { Region } from '../viewer/regions';
import type { ImageRef } from '../viewer/use-frame';

/** The regions of a report's sentences that lie on the shown frame. */
export function regionsOn(report: Report, { sopInstanceUid, frame }: ImageRef): Region[] {
  const names = new Map(report.findings.map(({ code, label: name }) => [code, name]));
  return report.sentences.flatMap((sentence) => {
    const { evidence } = sentence;
    if (!evidence || evidence.sopInstanceUid !== sopInstanceUid || evidence.frame !== frame) return [];
    const percent = sentence.probability === null ? '' : ` ${Math.round(sentence.probability * 100)}%`;
    return [
      {
        sentenceId: sentence.id,
        box: evidence.box,
        label: `${names.get(sentence.finding ?? '') ?? sentence.finding ?? 'Region'}${percent}`,
        critical: sentence.critical,
        quiet: sentence.polarity === 'absent',
      },
    ];
  });
}
