import { Injectable } from '@nestjs/common';
import { type InstanceHeader, readInstanceHeader } from '@wetread/dicom';
import { InstanceNotFound, StoreInstances, Studies } from '@wetread/imaging-study';
import type { SopInstanceUid } from '@wetread/kernel';
import { RenderReport } from '@wetread/reporting';
import { OutputNotStored } from '../domain/workitem-errors';
import { PERFORMER } from './performer';

/**
 * Stores what a workitem asked for in the archive, beside the pictures that it speaks of, before the workitem says that
 * it is done (IHE AI Workflow for Imaging): so the output is found and fetched by whatever fetches the pictures.
 */
@Injectable()
export class ArchiveOutput {
  constructor(
    private readonly renderReport: RenderReport,
    private readonly studies: Studies,
    private readonly storeInstances: StoreInstances,
  ) {}

  /** The current revision's Basic Text SR; safe to repeat. @throws OutputNotStored, ReportNotFound */
  async execute(reportId: string): Promise<InstanceHeader> {
    const { bytes } = await this.renderReport.execute({ reportId, format: 'sr' });
    const header = readInstanceHeader(bytes);
    if (!(await this.isStored(header.sopInstanceUid))) await this.store(bytes);
    return header;
  }

  /** One revision has one UID; had the patient's data changed meanwhile, its bytes would contradict what is stored. */
  private async isStored(uid: SopInstanceUid): Promise<boolean> {
    try {
      await this.studies.instance(uid);
      return true;
    } catch (error) {
      if (error instanceof InstanceNotFound) return false;
      throw error;
    }
  }

  private async store(bytes: Uint8Array): Promise<void> {
    const source = { kind: 'own', peer: PERFORMER.id } as const;
    const instances = only({ name: 'output', body: bytes });
    const [result] = await this.storeInstances.execute({ source, actor: PERFORMER, instances });
    if (result?.outcome !== 'stored' && result?.outcome !== 'duplicate')
      throw new OutputNotStored(result?.code ?? 'unknown');
  }
}

async function* only<Thing>(thing: Thing): AsyncGenerator<Thing> {
  yield thing;
}
