import { type Hl7Message, isoDateOf, type Segment } from '@wetread/hl7';
import type { ExternalReport } from '../domain/external-reports';
import { wrong } from './message-refused';
import { entityId, firstTold } from './told';

/** OBX-2 of what is text; pictures and documents of an ORU are not read. */
const TEXT_TYPES = new Set(['TX', 'FT', 'ST', 'CE', 'CWE', 'NM', 'DT', 'TS', 'DTM', 'SN']);

/**
 * The reports of ORU^R01: one for each OBR, its text the lines of its OBX segments.
 * @throws MessageRefused
 */
export function toldReports(message: Hl7Message): ExternalReport[] {
  const groups: { obr: Segment; orc: Segment | null; lines: string[] }[] = [];
  let orc: Segment | null = null;
  for (const segment of message.segments) {
    if (segment.name === 'ORC') orc = segment;
    if (segment.name === 'OBR') {
      groups.push({ obr: segment, orc, lines: [] });
      orc = null;
    }
    if (segment.name === 'OBX') groups.at(-1)?.lines.push(...linesOf(segment));
  }
  if (groups.length === 0) throw wrong('segmentSequence', 'OBR', 'the message has no OBR segment');
  return groups.map(({ obr, orc, lines }, index) => {
    const [placer, filler] = [2, 3].map((field) => entityId(obr, field) ?? entityId(orc, field));
    const number = filler ?? placer;
    if (!number) throw wrong('requiredFieldMissing', `OBR[${index + 1}]-3`, 'a report needs an order number');
    return {
      reportNumber: [number.number, number.namespace].filter(Boolean).join('^'),
      accessionNumber: firstTold(obr, '18') ?? filler?.number ?? null,
      procedureText: firstTold(obr, '4.2', '4.1'),
      observedOn: isoDateOf(obr.field('7')),
      status: firstTold(obr, '25') ?? 'F',
      body: lines.join('\n'),
    };
  });
}

function linesOf(segment: Segment): string[] {
  if (!TEXT_TYPES.has(segment.field('2').trim())) return [];
  const isCoded = /^CW?E$/.test(segment.field('2').trim());
  return segment.repetitions(5).map((value) => (isCoded ? value.part(2) || value.part(1) : value.text));
}
