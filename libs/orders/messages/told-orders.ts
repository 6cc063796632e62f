import type { Hl7Message, Segment } from '@wetread/hl7';
import { isUid, type StudyInstanceUid } from '@wetread/kernel';
import type { OrderContent, OrderPriority } from '../domain/order';
import { wrong } from './message-refused';
import { statusAfter } from './order-control';
import { entityId, firstTold, personName, told } from './told';

/** The segments of one order: ORC and what follows it. */
interface OrderGroup {
  orc: Segment;
  obr: Segment | null;
  tq1: Segment | null;
  ipc: Segment | null;
  zds: Segment | null;
}

function groupsIn(message: Hl7Message): OrderGroup[] {
  const groups: OrderGroup[] = [];
  for (const segment of message.segments) {
    if (segment.name === 'ORC') groups.push({ orc: segment, obr: null, tq1: null, ipc: null, zds: null });
    const group = groups.at(-1);
    if (!group) continue;
    if (segment.name === 'OBR') group.obr ??= segment;
    if (segment.name === 'TQ1') group.tq1 ??= segment;
    if (segment.name === 'IPC') group.ipc ??= segment;
    if (segment.name === 'ZDS') group.zds ??= segment;
  }
  // Senders put one ZDS at the end for all orders of a study.
  const zds = groups.at(-1)?.zds ?? null;
  const isShared = groups.filter((group) => group.zds).length === 1;
  return isShared ? groups.map((group) => ({ ...group, zds })) : groups;
}

/**
 * The orders of ORM^O01, OMG^O19 or OMI^O23. The Study Instance UID stands in ZDS-1 (IHE RAD TF-2 4.4) or IPC-3, the
 * accession number in IPC-1 or OBR-18.
 * @throws MessageRefused
 */
export function toldOrders(message: Hl7Message): OrderContent[] {
  const groups = groupsIn(message);
  if (groups.length === 0) throw wrong('segmentSequence', 'ORC', 'the message has no ORC segment');
  return groups.map((group, index) => orderIn(group, index + 1, message.first('PV1')));
}

function orderIn({ orc, obr, tq1, ipc, zds }: OrderGroup, number: number, pv1: Segment | null): OrderContent {
  const status = statusAfter(orc.field('1').trim(), orc.field('5').trim());
  if (status === undefined) {
    throw wrong('tableValueNotFound', `ORC[${number}]-1`, 'this order control code is not handled');
  }
  const [placer, filler] = [2, 3].map((field) => entityId(orc, field) ?? entityId(obr, field));
  if (!placer && !filler) {
    throw wrong(
      'requiredFieldMissing',
      `ORC[${number}]-2`,
      'an order needs a placer or a filler order number',
    );
  }
  return {
    placer: placer ?? null,
    filler: filler ?? null,
    accessionNumber: firstTold(ipc, '1.1') ?? firstTold(obr, '18'),
    studyInstanceUid: studyUidIn(zds, ipc),
    requestedProcedureId: firstTold(ipc, '2.1') ?? firstTold(obr, '19'),
    procedure: {
      code: firstTold(obr, '4.1'),
      scheme: firstTold(obr, '4.3'),
      text: firstTold(obr, '4.2', '4.5', '44.2'),
    },
    modality: firstTold(ipc, '5.1') ?? firstTold(obr, '24'),
    priority: priorityIn(firstTold(tq1, '9.1') ?? firstTold(orc, '7.6') ?? firstTold(obr, '27.6', '5')),
    reason: firstTold(obr, '31.2', '31.1'),
    clinicalInformation: firstTold(obr, '13'),
    referringPhysician: physicianIn(pv1, 8) ?? physicianIn(orc, 12) ?? physicianIn(obr, 16),
    scheduledAt: firstTold(tq1, '7') ?? firstTold(obr, '36', '27.4') ?? firstTold(orc, '7.4'),
    status,
  };
}

function studyUidIn(zds: Segment | null, ipc: Segment | null): StudyInstanceUid | null {
  const uid = firstTold(zds, '1.1') ?? firstTold(ipc, '3.1');
  if (uid === null) return null;
  if (!isUid(uid)) throw wrong('dataType', zds ? 'ZDS-1.1' : 'IPC-3.1', 'the Study Instance UID is no UID');
  return uid as StudyInstanceUid;
}

/** TQ1-9 (table 0485), ORC-7.6, OBR-5: S stat, T timing critical, A as soon as possible, C call back, P before surgery. */
function priorityIn(code: string | null): OrderPriority | null {
  if (code === null) return null;
  if (/^S(TAT)?$/i.test(code)) return 'stat';
  return /^(A(SAP)?|U(RGENT)?|P|C|T.*)$/i.test(code) ? 'urgent' : 'routine';
}

function physicianIn(segment: Segment | null, field: number): string | null {
  const [name] = segment?.repetitions(field) ?? [];
  return name && told(name.part(2)) !== null ? personName(name, 2) : null;
}
