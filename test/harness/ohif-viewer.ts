import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';

/** The built viewer: `dist` of the npm package `@ohif/app`, where a test run was given one. */
const builtViewer = (): string | undefined => process.env['WETREAD_TEST_OHIF'];

/** Why OHIF cannot be run here, or null. */
export function ohifAbsence(): string | null {
  const dist = builtViewer();
  if (!dist) return 'no OHIF; set WETREAD_TEST_OHIF to `dist` of the npm package @ohif/app';
  return existsSync(join(dist, 'index.html')) ? null : `no index.html in ${dist}`;
}

/** What users are told to put in the place of OHIF's own. */
const CONFIG = resolve(__dirname, '../../docs/viewers/ohif-app-config.js');
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * OHIF as a hospital serves it: the built viewer with our configuration, `/dicom-web` passed on to Wetread with a
 * token that the browser never sees.
 */
export class OhifViewer {
  /** What OHIF asked and how it was answered. */
  readonly asked: { path: string; accept: string; status: number }[] = [];
  private readonly server: Server;

  private constructor(
    private readonly wetread: string,
    private readonly token: string,
  ) {
    this.server = createServer((asked, answer) => {
      if (asked.url?.startsWith('/dicom-web')) this.passOn(asked, answer);
      else giveFile(asked.url ?? '/', answer);
    });
  }

  static async start(wetread: string, token: string): Promise<OhifViewer> {
    const viewer = new OhifViewer(wetread, token);
    await new Promise<void>((started) => viewer.server.listen(0, '127.0.0.1', started));
    return viewer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private passOn(asked: IncomingMessage, answer: ServerResponse): void {
    const headers = {
      ...asked.headers,
      authorization: `Bearer ${this.token}`,
      'x-forwarded-for': '127.0.0.1',
    };
    const onward = request(`${this.wetread}${asked.url}`, { method: asked.method, headers }, (given) => {
      const status = given.statusCode ?? 0;
      this.asked.push({ path: asked.url ?? '', accept: asked.headers.accept ?? '', status });
      answer.writeHead(status, given.headers);
      given.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  }
}

/** A page of the viewer is made in the browser: every path that is no file is `index.html`. */
function giveFile(url: string, answer: ServerResponse): void {
  const dist = resolve(builtViewer() ?? '.');
  const { pathname } = new URL(url, 'http://localhost');
  const wanted = pathname === '/app-config.js' ? CONFIG : join(dist, pathname);
  const isFile = existsSync(wanted) && statSync(wanted).isFile();
  const file = isFile ? wanted : join(dist, 'index.html');
  answer.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  answer.end(readFileSync(file));
}
