import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSecretName, SecretMissing, SecretNameInvalid, Secrets } from './secrets';

/** One file a secret, as container platforms mount them. */
export class FileSecrets extends Secrets {
  constructor(private readonly directory: string) {
    super();
  }

  async bytes(name: string): Promise<Buffer> {
    if (!isSecretName(name)) throw new SecretNameInvalid();
    return readFile(join(this.directory, name)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new SecretMissing(name) : error;
    });
  }

  async text(name: string): Promise<string> {
    return (await this.bytes(name)).toString('utf8').replace(/[\r\n]+$/, '');
  }
}
