import type { DicomJson } from '@wetread/dicom';
import { Tag } from './json-attributes';
import { Workitem } from './workitem';

const AT = new Date('2026-03-01T10:00:00Z');
const LOCK = '1.2.3.99';
const scheduled: DicomJson = {
  [Tag.ProcedureStepState]: { vr: 'CS', Value: ['SCHEDULED'] },
  [Tag.ProcedureStepLabel]: { vr: 'LO', Value: ['Read the chest film'] },
  [Tag.ScheduledProcedureStepPriority]: { vr: 'CS', Value: ['HIGH'] },
  [Tag.ScheduledProcedureStepStartDateTime]: { vr: 'DT', Value: ['20260301100000'] },
  [Tag.InputReadinessState]: { vr: 'CS', Value: ['READY'] },
};
const performed: DicomJson = {
  [Tag.UnifiedProcedureStepPerformedProcedureSequence]: {
    vr: 'SQ',
    Value: [
      {
        [Tag.PerformedProcedureStepStartDateTime]: { vr: 'DT', Value: ['20260301100000'] },
        [Tag.PerformedProcedureStepEndDateTime]: { vr: 'DT', Value: ['20260301100100'] },
        [Tag.PerformedWorkitemCodeSequence]: { vr: 'SQ', Value: [{}] },
        [Tag.PerformedStationNameCodeSequence]: { vr: 'SQ', Value: [{}] },
        [Tag.OutputInformationSequence]: { vr: 'SQ' },
      },
    ],
  },
};
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};
const aWorkitem = () => Workitem.create('1.2.3', scheduled, AT);
const statesTold = ({ events }: Workitem): unknown[] =>
  events.map(({ attributes }) => attributes[Tag.ProcedureStepState]?.Value?.[0]);
const claimed = () => {
  const workitem = aWorkitem();
  workitem.changeState('IN PROGRESS', LOCK, AT);
  return workitem;
};

describe('a workitem', () => {
  it('is created scheduled, and names every attribute that is missing or may not be set', () => {
    expect(aWorkitem().snapshot.state).toBe('SCHEDULED');
    const { [Tag.ProcedureStepLabel]: _, ...labelless } = scheduled;
    const broken = { ...labelless, [Tag.ScheduledProcedureStepPriority]: { vr: 'CS', Value: ['SOON'] } };
    expect(() => Workitem.create('1.2.3', { ...broken, ...performed }, AT)).toThrow(
      /Label \(0074,1204\) is missing; 00741200 must be one of HIGH, MEDIUM, LOW; 00741216 must be empty/,
    );
  });

  it('is claimed once: the second claim finds it in progress', () => {
    const workitem = claimed();
    expect(codeOf(() => workitem.changeState('IN PROGRESS', '1.2.4', AT))).toBe('workitem.state-conflict');
  });

  it('never shows the key of its lock', () => {
    expect(JSON.stringify(claimed().view)).not.toContain(LOCK);
  });

  it('obeys only who holds its Transaction UID while it is in progress', () => {
    const workitem = claimed();
    expect(codeOf(() => workitem.update(performed, null, AT))).toBe('workitem.transaction-uid-missing');
    expect(codeOf(() => workitem.update(performed, '1.2.4', AT))).toBe('workitem.transaction-uid-wrong');
    expect(codeOf(() => workitem.changeState('CANCELED', '1.2.4', AT))).toBe(
      'workitem.transaction-uid-wrong',
    );
    expect(codeOf(() => workitem.update(performed, LOCK, AT))).toBeUndefined();
  });

  it('is completed only when it tells what was performed', () => {
    const workitem = claimed();
    expect(codeOf(() => workitem.changeState('COMPLETED', LOCK, AT))).toBe('workitem.final-state-not-met');
    workitem.update(performed, LOCK, AT);
    expect(workitem.changeState('COMPLETED', LOCK, AT)).toBe('changed');
    expect(workitem.changeState('COMPLETED', LOCK, AT)).toBe('unchanged');
    expect(codeOf(() => workitem.update(performed, LOCK, AT))).toBe('workitem.state-conflict');
  });

  it('cannot be completed or canceled by who never claimed it', () => {
    expect(codeOf(() => aWorkitem().changeState('COMPLETED', LOCK, AT))).toBe('workitem.state-conflict');
    expect(codeOf(() => aWorkitem().changeState('CANCELED', LOCK, AT))).toBe('workitem.state-conflict');
  });

  it('is canceled at once while nobody performs it, else its performer is asked', () => {
    const waiting = aWorkitem();
    expect(waiting.requestCancellation({}, 'RIS', AT)).toBe('canceled');
    expect(waiting.requestCancellation({}, 'RIS', AT)).toBe('already-canceled');
    const running = claimed();
    const reason = { [Tag.ReasonForCancellation]: { vr: 'LT', Value: ['wrong patient'] } };
    expect(running.requestCancellation(reason, 'RIS', AT)).toBe('asked');
    expect(running.snapshot.state).toBe('IN PROGRESS');
    expect(running.events.at(-1)).toMatchObject({
      type: 2,
      attributes: { ...reason, '00741236': { Value: ['RIS'] } },
    });
  });

  it('passes through IN PROGRESS when it is canceled before anybody claimed it', () => {
    const waiting = aWorkitem();
    const reason = { [Tag.ReasonForCancellation]: { vr: 'LT', Value: ['ordered twice'] } };
    waiting.requestCancellation(reason, 'RIS', AT);
    expect(statesTold(waiting)).toEqual(['SCHEDULED', 'IN PROGRESS', 'CANCELED']);
    expect(waiting.events.at(-1)?.attributes).toMatchObject(reason);
    expect(waiting.snapshot.state).toBe('CANCELED');
  });

  it('tells who is to perform it when that changes', () => {
    const workitem = aWorkitem();
    const station = { vr: 'SQ', Value: [{ [Tag.CodeValue]: { vr: 'SH', Value: ['AI1'] } }] };
    const performer = { [Tag.HumanPerformerOrganization]: { vr: 'LO', Value: ['Radiology'] } };
    workitem.update(
      {
        [Tag.ScheduledStationNameCodeSequence]: station,
        [Tag.ScheduledHumanPerformersSequence]: { vr: 'SQ', Value: [performer] },
      },
      null,
      AT,
    );
    expect(workitem.events.at(-1)).toEqual({
      type: 5,
      workitemUid: '1.2.3',
      attributes: { [Tag.ScheduledStationNameCodeSequence]: station, ...performer },
    });
  });

  it('tells each change of state', () => {
    const workitem = claimed();
    workitem.update(performed, LOCK, AT);
    workitem.changeState('COMPLETED', LOCK, AT);
    expect(statesTold(workitem)).toEqual(['SCHEDULED', 'IN PROGRESS', 'COMPLETED']);
  });

  it('is gone on with by our own performer after it died, and by nobody else', () => {
    const workitem = aWorkitem();
    expect(workitem.claimHere('1.2.5', AT)).toBe(true);
    expect(Workitem.of(workitem.snapshot).claimHere('1.2.6', AT)).toBe(true);
    expect(claimed().claimHere('1.2.6', AT)).toBe(false);
  });

  it('keeps identity, state and patient out of updates', () => {
    const changes = {
      [Tag.ProcedureStepState]: { vr: 'CS', Value: ['COMPLETED'] },
      '00100010': { vr: 'PN' },
    };
    expect(codeOf(() => aWorkitem().update(changes, null, AT))).toBe('workitem.invalid');
  });
});
