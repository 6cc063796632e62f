import { Controller, Get, Header } from '@nestjs/common';
import type { DicomService, PeerContact } from '@wetread/contracts';
import { RequiresAbility } from '@wetread/identity';
import { AppConfig } from '@wetread/platform';
import { PeerContacts } from '../../domain/peers/peer-contacts';
import { contactBody } from './contact-body';

/** What a DICOM peer must be told of us, and who has called. */
@Controller('api/dicom-service')
@RequiresAbility('manage-connections')
export class DicomServiceController {
  constructor(
    private readonly config: AppConfig,
    private readonly peerContacts: PeerContacts,
  ) {}

  @Get()
  service(): DicomService {
    const { aeTitle, port, tls, knownAeTitles } = this.config.dimse;
    return {
      aeTitle,
      port: port || null,
      tlsPort: tls?.port || null,
      knownAeTitles: [...knownAeTitles],
      loopbackIsTrusted: this.config.profile === 'demo',
    };
  }

  @Get('contacts')
  @Header('Cache-Control', 'no-store')
  async contacts(): Promise<PeerContact[]> {
    return (await this.peerContacts.list()).map(contactBody);
  }
}
