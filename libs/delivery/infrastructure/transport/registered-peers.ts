import { Injectable } from '@nestjs/common';
import type { DimsePeer } from '@wetread/dimse';
import { Peers } from '@wetread/imaging-study';
import { DicomPeers } from './dicom-peers';

/** The registry of application entities. */
@Injectable()
export class RegisteredPeers extends DicomPeers {
  constructor(private readonly peers: Peers) {
    super();
  }

  peer(aeTitle: string): Promise<DimsePeer> {
    return this.peers.dimsePeer(aeTitle);
  }
}
