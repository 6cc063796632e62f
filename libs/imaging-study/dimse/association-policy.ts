/** What an A-ASSOCIATE-RQ says about its sender. */
export interface AssociationRequest {
  callingAeTitle: string;
  calledAeTitle: string;
  remoteAddress: string;
}

export interface AssociationRules {
  aeTitle: string;
  knownAeTitles: readonly string[];
  profile: 'demo' | 'production';
}

/** Result, source and reason of an A-ASSOCIATE-RJ (PS3.8 table 9-21). */
export interface Rejection {
  result: number;
  source: number;
  reason: number;
  because: string;
}

const permanentByUser = { result: 1, source: 1 };

/** PS3.8 9.3.4: rejected-transient, presentation related, local limit exceeded. */
export const tooManyAssociations: Rejection = {
  result: 2,
  source: 3,
  reason: 2,
  because: 'too many associations are open',
};

const isLoopback = (address: string): boolean =>
  address === '::1' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(address);

/** Who may associate: listed calling AE titles, and in the demo profile anyone on this machine. */
export function rejectionOf(request: AssociationRequest, rules: AssociationRules): Rejection | null {
  if (request.calledAeTitle !== rules.aeTitle) {
    return { ...permanentByUser, reason: 7, because: 'called AE title not recognized' };
  }
  if (rules.profile === 'demo' && isLoopback(request.remoteAddress)) return null;
  if (rules.knownAeTitles.includes(request.callingAeTitle)) return null;
  return { ...permanentByUser, reason: 3, because: 'calling AE title not recognized' };
}
