import { Injectable } from '@nestjs/common';
import { AuditTrail, type AuditActor } from '@wetread/audit';
import type { DicomJson } from '@wetread/dicom';
import { Clock } from '@wetread/kernel';
import { Transactional } from '@wetread/platform';
import { isGlobal } from '../domain/subscription';
import { Workitem } from '../domain/workitem';
import { WorkitemExists } from '../domain/workitem-errors';
import { Workitems } from '../domain/workitems';
import { TellSubscribers } from './tell-subscribers';

/** Creates a workitem (PS3.18 section 11.4, PS3.4 CC.2.5). */
@Injectable()
export class CreateWorkitem {
  constructor(
    private readonly workitems: Workitems,
    private readonly tell: TellSubscribers,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws WorkitemInvalid, WorkitemExists */
  @Transactional()
  async execute(command: { uid: string; attributes: DicomJson; actor: AuditActor }): Promise<Workitem> {
    const { uid, attributes, actor } = command;
    if (isGlobal(uid)) throw new WorkitemExists(uid);
    const workitem = Workitem.create(uid, attributes, this.clock.now());
    await this.workitems.add(workitem);
    await this.tell.execute(workitem);
    await this.audit.record({
      action: 'workitem-created',
      actor,
      subject: { type: 'workitem', id: uid, studyInstanceUid: workitem.inputStudies[0] ?? null },
    });
    return workitem;
  }
}
