import { Controller, Get, Header, Param } from '@nestjs/common';
import type { StudyDetail } from '@wetread/contracts';
import { type Actor, CurrentActor, RequiresAbility, auditActorOf } from '@wetread/identity';
import { studyInstanceUid } from '@wetread/kernel';
import { RecordViewing } from '../application/record-viewing.use-case';
import { IdentityNotes } from '../domain/identity/identity-note';
import { Studies } from '../domain/studies';
import { studyDetail } from './study-detail';

@Controller('api/studies')
@RequiresAbility('read')
export class StudyController {
  constructor(
    private readonly studies: Studies,
    private readonly recordViewing: RecordViewing,
    private readonly identityNotes: IdentityNotes,
  ) {}

  @Get(':study')
  @Header('Cache-Control', 'no-store')
  async detail(@Param('study') study: string, @CurrentActor() actor: Actor): Promise<StudyDetail> {
    const uid = studyInstanceUid(study);
    const contents = await this.studies.contents(uid);
    await this.recordViewing.execute(uid, auditActorOf(actor));
    return studyDetail(contents, await this.identityNotes.of(uid));
  }
}
