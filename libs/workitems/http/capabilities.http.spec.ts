import { AuditModule } from '@wetread/audit';
import { IdentityModule } from '@wetread/identity';
import type { Resource } from '@wetread/imaging-study';
import { HttpRoom, testConfig } from '@wetread/testing';
import { WorkitemsModule } from '../workitems.module';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

/** `:study`, `{study}` and `*path` all stand for one thing. */
const bare = (path: string): string => path.replaceAll(/:\w+|\{\w+\}|\*\w+/g, '*');

describe('the capabilities of DICOMweb', () => {
  let room: HttpRoom;
  let resources: Resource[];
  beforeAll(async () => {
    room = await HttpRoom.start({
      imports: [AuditModule, IdentityModule, WorkitemsModule],
      config: testConfig({ WETREAD_PROFILE: 'demo' }),
    });
    ({ resources } = (await room.http.get('/dicom-web').accept('application/json').expect(200)).body);
  });
  afterAll(() => room.close());

  /** What is really routed below the base, as `GET studies/*`. */
  function routed(): string[] {
    const { router } = room.app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
    return router.stack.flatMap(({ route }) => {
      const path = route && /^\/dicom-web\/(.+)$/.exec(route.path)?.[1];
      if (!path || route.methods['options']) return [];
      return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${bare(path)}`);
    });
  }

  it('are what is routed, the worklist included, no more and no less', () => {
    const told = resources.flatMap(({ path, methods }) => methods.map(({ name }) => `${name} ${bare(path)}`));
    expect(told.toSorted()).toEqual([...new Set(routed())].toSorted());
    expect(told).toContain('POST workitems/*/cancelrequest');
  });

  it('are the same as WADL', async () => {
    const { text } = await room.http.options('/dicom-web/').expect(200);
    for (const { path, methods } of resources) {
      const resource = text.split(`<resource path="${path}">`)[1]?.split('</resource>')[0] ?? '';
      for (const { name, id } of methods) expect(resource).toContain(`<method name="${name}" id="${id}">`);
    }
  });

  it('are told of each resource with what it allows, and of none that is not there', async () => {
    for (const { path, methods } of resources) {
      const url = `/dicom-web/${path.replaceAll(/\{\w+\}/g, '1.2')}`;
      const { headers } = await room.http.options(url).expect(200);
      const allowed = String(headers['allow']).split(', ');
      expect([path, allowed]).toEqual([path, expect.arrayContaining(methods.map(({ name }) => name))]);
    }
    const { headers } = await room.http.options('/dicom-web/workitems/1.2/state').expect(200);
    expect(headers['allow']).toBe('OPTIONS, PUT');
    await room.http.options('/dicom-web/nothing').expect(404);
  });
});
