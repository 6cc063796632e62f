import { Controller, Delete, HttpCode, Req } from '@nestjs/common';
import { type Actor, CurrentActor, RequiresAbility, auditActorOf } from '@wetread/identity';
import type { Request } from 'express';
import { DeleteObjects } from '../../application/query/delete-objects.use-case';
import { scopeOf } from './scope';

/**
 * Deletes studies, series and instances, by the paths that dcm4chee and Orthanc have for it; PS3.18 has no such
 * transaction. Behind the session guard, not the DICOMweb one: no token's scope reaches here.
 */
@Controller('dicom-web/studies/:study')
@RequiresAbility('delete-studies')
export class DeleteController {
  constructor(private readonly deleteObjects: DeleteObjects) {}

  @Delete(['', 'series/:series', 'series/:series/instances/:instance'])
  @HttpCode(204)
  async delete(@Req() request: Request, @CurrentActor() actor: Actor): Promise<void> {
    await this.deleteObjects.execute(scopeOf(request), auditActorOf(actor));
  }
}
