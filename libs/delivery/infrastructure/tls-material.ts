import { Secrets } from '@wetread/platform';
import type { TlsSecrets } from '../domain/destination';

/** PEM, as node's TLS takes it; the peer is always verified. */
export interface TlsOptions {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** @throws SecretMissing */
export async function tlsMaterial(
  secrets: Secrets,
  names: TlsSecrets | null,
): Promise<TlsOptions | undefined> {
  if (!names) return undefined;
  const [ca, cert, key] = await Promise.all(
    [names.caSecret, names.certificateSecret, names.keySecret].map((name) =>
      name === null ? undefined : secrets.bytes(name),
    ),
  );
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) };
}
