import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestCertificate {
  cert: string;
  key: string;
  /** Files of the same, for programs; gone after `remove`. */
  certFile: string;
  keyFile: string;
}

/** A certificate authority of a test's own, made by OpenSSL; its certificates are valid for loopback and for a day. */
export class TestAuthority {
  readonly ca: TestCertificate;
  private readonly folder = mkdtempSync(join(tmpdir(), 'wetread-ca-'));

  constructor() {
    this.ca = this.make('ca', ['-x509', '-days', '1', '-addext', 'keyUsage=critical,keyCertSign,cRLSign']);
  }

  issue(name: string): TestCertificate {
    const { certFile, keyFile } = this.ca;
    const extensions = join(this.folder, `${name}.ext`);
    writeFileSync(extensions, 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
    const made = this.make(name, []);
    openssl('x509', '-req', '-in', made.certFile, '-CA', certFile, '-CAkey', keyFile, '-CAcreateserial',
      '-days', '1', '-extfile', extensions, '-out', made.certFile); // prettier-ignore
    return { ...made, cert: readFileSync(made.certFile, 'utf8') };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private make(name: string, options: string[]): TestCertificate {
    const [certFile, keyFile] = [join(this.folder, `${name}.pem`), join(this.folder, `${name}.key`)];
    openssl('req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, ...options,
      '-keyout', keyFile, '-out', certFile); // prettier-ignore
    return {
      certFile,
      keyFile,
      cert: readFileSync(certFile, 'utf8'),
      key: readFileSync(keyFile, 'utf8'),
    };
  }
}

function openssl(...args: string[]): void {
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
}
