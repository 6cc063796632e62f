/** A presentation context that both sides have agreed on, as one of them sees it. */
export interface AcceptedContext {
  id: number;
  abstractSyntaxUid: string;
  transferSyntaxUid: string;
  /** The roles that we may take in it (PS3.7 section D.3.3.4). */
  weMayBe: { scu: boolean; scp: boolean };
  /** What was granted of the service beyond its class (PS3.7 section D.3.3.5); null when nothing was asked. */
  extended: Uint8Array | null;
}
