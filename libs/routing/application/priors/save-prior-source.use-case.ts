import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@wetread/audit';
import { Clock } from '@wetread/kernel';
import { Database, isSecretName, SecretNameInvalid } from '@wetread/platform';
import { type PriorSource, PriorSources } from '../../domain/priors/prior-sources';

/** Adds a source of priors, or changes the one of this name. */
@Injectable()
export class SavePriorSource {
  constructor(
    private readonly sources: PriorSources,
    private readonly audit: AuditTrail,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param by id of the user @throws SecretNameInvalid */
  async execute(source: PriorSource, by: string): Promise<void> {
    const { name, settings, active } = source;
    const secret = settings.kind === 'dicomweb' ? settings.authorizationSecret : null;
    if (secret !== null && !isSecretName(secret)) throw new SecretNameInvalid();
    await this.database.transaction(async () => {
      await this.sources.save(source, this.clock.now());
      await this.audit.record({
        action: 'prior-source-changed',
        actor: { kind: 'user', id: by },
        subject: { type: 'prior-source', id: name },
        details: { change: 'saved', active, settings },
      });
    });
  }
}
