import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { ImagingStudyModule } from '@wetread/imaging-study';
import { WorkitemsModule } from '@wetread/workitems';
import { table } from './markdown';

interface Route {
  method: string;
  path: string;
}

/** Transaction of PS3.18 that a route belongs to, by what follows `/dicom-web`; the first that fits. */
const transactions: readonly (readonly [RegExp, string])[] = [
  [/^\S+ \/(workitems|subscribers)/, 'Worklist (UPS-RS), chapter 11'],
  [/^OPTIONS /, 'Capabilities, section 8.9'],
  [/^POST \/studies/, 'Store (STOW-RS), section 10.5'],
  [/^DELETE /, 'Delete (soft), section 10.8'],
  [/\/(rendered|thumbnail)$/, 'Retrieve rendered (WADO-RS), section 10.4'],
  [/\/(metadata|frames|bulkdata|pixeldata)|:bulk|\*/, 'Retrieve (WADO-RS), section 10.4'],
  [/\/studies\/:\w+(\/series\/:\w+(\/instances\/:\w+)?)?$/, 'Retrieve (WADO-RS), section 10.4'],
  [/\/(studies|series|instances)$/, 'Search (QIDO-RS), section 10.6'],
  [/^GET \/$/, 'Capabilities, section 8.9'],
];

const listed = (value: unknown): string[] =>
  Array.isArray(value) ? (value as string[]) : [String(value ?? '')];
const joined = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;

/** Routes of a module's controllers, as Nest serves them. */
function routesOf(module: Type): Route[] {
  const controllers = Reflect.getMetadata('controllers', module) as Type[];
  return controllers.flatMap((controller) => {
    const prefixes = listed(Reflect.getMetadata('path', controller));
    const prototype = controller.prototype as Record<string, unknown>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = name === 'constructor' ? undefined : prototype[name];
      if (typeof handler !== 'function' || !Reflect.hasMetadata('path', handler)) return [];
      const method = RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod] ?? 'GET';
      const paths = listed(Reflect.getMetadata('path', handler));
      return prefixes.flatMap((prefix) => paths.map((path) => ({ method, path: joined(prefix, path) })));
    });
  });
}

/** PS3.2 N.3: every DICOMweb route that is served, by transaction. */
export function webServices(): string {
  const served = [ImagingStudyModule, WorkitemsModule]
    .flatMap(routesOf)
    .filter(({ path }) => path === '/dicom-web' || path.startsWith('/dicom-web/'))
    .map(({ method, path }) => `${method} ${path.replace('/dicom-web', '') || '/'}`);
  const channel = 'GET /subscribers/:subscriber (WebSocket)';
  const rows = [...new Set([...served, channel])].map((route) => [transactionOf(route), route]);
  return table(['Transaction', 'Route below `/dicom-web`'], rows.toSorted(byTransaction));
}

const transactionOf = (route: string): string =>
  transactions.find(([pattern]) => pattern.test(route.replace(' (WebSocket)', '')))?.[1] ?? 'Other';

const byTransaction = ([a = '', one = '']: string[], [b = '', other = '']: string[]): number =>
  a.localeCompare(b) || one.localeCompare(other);
