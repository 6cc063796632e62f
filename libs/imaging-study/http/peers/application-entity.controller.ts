import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApplicationEntity, type EchoResult, SaveApplicationEntityRequest } from '@wetread/contracts';
import { type Actor, auditActorOf, CurrentActor, RequiresAbility } from '@wetread/identity';
import { RequestInvalid, zodBody } from '@wetread/platform';
import { EchoPeer } from '../../application/peers/echo-peer.use-case';
import { RemoveApplicationEntity } from '../../application/peers/remove-application-entity.use-case';
import { SaveApplicationEntity } from '../../application/peers/save-application-entity.use-case';
import { ApplicationEntities } from '../../domain/peers/application-entities';
import type { ApplicationEntity as KnownEntity } from '../../domain/peers/application-entity';

/** The DICOM peers that may call us, and that we call. */
@Controller('api/application-entities')
@RequiresAbility('manage-connections')
export class ApplicationEntityController {
  constructor(
    private readonly entities: ApplicationEntities,
    private readonly save: SaveApplicationEntity,
    private readonly remove: RemoveApplicationEntity,
    private readonly echoPeer: EchoPeer,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async list(): Promise<ApplicationEntity[]> {
    return (await this.entities.list()).map(bodyOf);
  }

  @Put(':aeTitle')
  async put(
    @Param('aeTitle') aeTitle: string,
    @Body(zodBody(SaveApplicationEntityRequest)) body: SaveApplicationEntityRequest,
    @CurrentActor() actor: Actor,
  ): Promise<ApplicationEntity> {
    const entity = { aeTitle: titleOf(aeTitle), ...body };
    return bodyOf(await this.save.execute(entity, auditActorOf(actor)));
  }

  @Delete(':aeTitle')
  @HttpCode(204)
  async delete(@Param('aeTitle') aeTitle: string, @CurrentActor() actor: Actor): Promise<void> {
    await this.remove.execute(aeTitle.trim(), auditActorOf(actor));
  }

  @Post(':aeTitle/echo')
  @HttpCode(200)
  async echo(@Param('aeTitle') aeTitle: string): Promise<EchoResult> {
    const { status, milliseconds } = await this.echoPeer.execute(aeTitle.trim());
    return { dicomStatus: status.code, milliseconds: Math.round(milliseconds) };
  }
}

const bodyOf = ({ addresses, rights, ...entity }: KnownEntity): ApplicationEntity => ({
  ...entity,
  addresses: [...addresses],
  rights: [...rights],
});

function titleOf(text: string): string {
  const parsed = ApplicationEntity.shape.aeTitle.safeParse(text);
  if (!parsed.success)
    throw new RequestInvalid(['the AE title in the path is none: 1 to 16 characters, no backslash']);
  return parsed.data;
}
