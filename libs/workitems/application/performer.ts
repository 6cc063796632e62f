import { code } from '../domain/json-attributes';

/** Who performs on behalf of this system, in the audit trail. */
export const PERFORMER = { kind: 'system', id: 'workitem-performer' } as const;

/** Performed Station Name Code: a code of our own scheme, as the standard leaves stations to each site. */
export const STATION = code('WETREAD', '99WETREAD', 'Wetread');
