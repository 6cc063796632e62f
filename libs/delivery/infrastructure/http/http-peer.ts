import { Injectable } from '@nestjs/common';
import { Secrets } from '@wetread/platform';
import type { HttpTarget } from '../../domain/destination';
import { tlsMaterial } from '../tls-material';
import { type HttpAnswer, httpExchange, type HttpRequest } from './http-exchange';

/** A request to a destination: where below its URL, and what. */
export type PeerRequest = Pick<HttpRequest, 'method' | 'body' | 'timeoutMs'> & {
  /** Appended to the destination's URL; empty for the URL itself. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** HTTP destinations, with the secrets that they ask for read anew each time. */
@Injectable()
export class HttpPeer {
  constructor(private readonly secrets: Secrets) {}

  /** @throws HttpTrouble, SecretMissing */
  async exchange(
    target: HttpTarget,
    { path = '', headers = {}, ...wanted }: PeerRequest,
  ): Promise<HttpAnswer> {
    return httpExchange({
      ...wanted,
      url: path ? `${target.url.replace(/\/+$/, '')}/${path}` : target.url,
      headers: { ...headers, ...(await this.authorization(target)) },
      tls: await tlsMaterial(this.secrets, target.tls),
    });
  }

  private async authorization({ authentication }: HttpTarget): Promise<Record<string, string>> {
    if (authentication.kind === 'none') return {};
    if (authentication.kind === 'bearer')
      return { Authorization: `Bearer ${await this.secrets.text(authentication.tokenSecret)}` };
    const { username, passwordSecret } = authentication;
    const credentials = `${username}:${await this.secrets.text(passwordSecret)}`;
    return { Authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` };
  }
}
