import { Injectable } from '@nestjs/common';
import type { ServedAssociation } from '@wetread/dimse';

/**
 * Associations over which a peer has asked for storage commitment and which are still open in this process. A peer
 * that we cannot call is told there (PS3.4 section J.3.3 leaves the choice to us).
 */
@Injectable()
export class OpenRequesters {
  private readonly associations = new Map<string, ServedAssociation>();

  add(association: ServedAssociation): void {
    this.associations.set(association.callingAeTitle, association);
  }

  remove(association: ServedAssociation): void {
    const { callingAeTitle } = association;
    if (this.associations.get(callingAeTitle) === association) this.associations.delete(callingAeTitle);
  }

  find(aeTitle: string): ServedAssociation | null {
    const association = this.associations.get(aeTitle);
    return association?.isOpen ? association : null;
  }
}
