import { isIP } from 'node:net';
import type { ConnectionOptions, TlsOptions } from 'node:tls';

/**
 * The cipher suites of the BCP 195 TLS profiles (PS3.15 annexes B.12 and B.13, RFC 9325): forward secrecy and
 * authenticated encryption only.
 */
export const cipherSuites: readonly string[] = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'DHE-RSA-AES256-GCM-SHA384',
  'DHE-RSA-AES128-GCM-SHA256',
];

/** What both ends of a DICOM TLS connection demand. */
const bcp195 = { minVersion: 'TLSv1.2', ciphers: cipherSuites.join(':'), honorCipherOrder: true } as const;

/** PEM, as it lies in a file. */
type Pem = string | Buffer;

/** How a requestor opens TLS. */
export interface TlsClient {
  /** Whom to trust; the system's certificate authorities when absent. */
  ca?: Pem;
  /** Our own certificate and key, for peers that ask for one. */
  cert?: Pem;
  key?: Pem;
  /** Name that the peer's certificate must hold; the host when absent. */
  serverName?: string;
}

/** How an acceptor offers TLS. */
export interface TlsServer {
  cert: Pem;
  key: Pem;
  /** Certificate authorities of the peers' certificates. */
  ca?: Pem;
  /** `required`: nobody without a certificate of `ca` comes in. */
  clientCertificate: 'required' | 'optional';
}

export const clientTls = ({ serverName, ...pem }: TlsClient, host: string): ConnectionOptions => ({
  ...bcp195,
  ...pem,
  // Server Name Indication takes no addresses (RFC 6066 section 3); the certificate is checked against it all the same.
  ...(isIP(serverName ?? host) === 0 && { servername: serverName ?? host }),
});

const HANDSHAKE_MS = 15_000;

export const serverTls = ({ cert, key, ca, clientCertificate }: TlsServer): TlsOptions => ({
  ...bcp195,
  cert,
  key,
  ca,
  requestCert: clientCertificate === 'required' || ca !== undefined,
  // An optional certificate may be absent; whether one that is shown is good, the connection tells (`authorized`).
  rejectUnauthorized: clientCertificate === 'required',
  handshakeTimeout: HANDSHAKE_MS,
});
