import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Config } from '@wetread/platform';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';

/** Where `npm run build:web` puts the reading room; from `dist/apps/api`. */
const webRoot = join(__dirname, '../reading-room');

const servedByControllers = /^\/(api|dicom-web|fhir|healthz|readyz)(\/|$)/;

/** Headers, limits and the reading room's files; routes and guards come from the modules. */
export function configureHttp(app: NestExpressApplication, config: Config): void {
  app.disable('x-powered-by');
  app.useBodyParser('json', {
    limit: config.limits.requestBytes,
    type: ['application/json', 'application/dicom+json'],
  });
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'", "'wasm-unsafe-eval'"],
          // The component library sets element styles at run time.
          'style-src': ["'self'", "'unsafe-inline'"],
          'img-src': ["'self'", 'data:', 'blob:'],
          'font-src': ["'self'", 'data:'],
          'worker-src': ["'self'", 'blob:'],
          'object-src': ["'none'"],
          'frame-ancestors': ["'none'"],
          // Loopback is plain HTTP; a proxy that terminates TLS sets its own policy.
          'upgrade-insecure-requests': null,
        },
      },
      strictTransportSecurity: config.http.publicUrl?.startsWith('https:') ?? false,
      // The film viewer uses no shared memory; cross-origin isolation would only break embedding of exports.
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'no-referrer' },
    }),
  );
  if (existsSync(join(webRoot, 'index.html'))) serveReadingRoom(app);
  app.enableShutdownHooks();
}

function serveReadingRoom(app: NestExpressApplication): void {
  // Only what lies below /assets/ is looked for on the disk: every other request would pay for a look in vain.
  app.useStaticAssets(join(webRoot, 'assets'), { prefix: '/assets/', maxAge: 0, etag: true });
  const files = readdirSync(webRoot, { withFileTypes: true }).filter((entry) => entry.isFile());
  const atRoot = new Set(files.map(({ name }) => `/${name}`));
  // The reading room routes in the browser: any other page address is its index.
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    if (servedByControllers.test(request.path)) return next();
    if (atRoot.has(request.path)) return response.sendFile(join(webRoot, request.path));
    if (request.accepts(['html', 'json']) !== 'html') return next();
    response.sendFile(join(webRoot, 'index.html'));
  });
}
