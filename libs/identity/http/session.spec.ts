import { Controller, Get, Post } from '@nestjs/common';
import { AuditModule, AuditTrail } from '@wetread/audit';
import { AppConfig, Database, type Config } from '@wetread/platform';
import { HttpRoom, testConfig } from '@wetread/testing';
import type request from 'supertest';
import {
  ChangePassword,
  CreateDemoLinks,
  CreateToken,
  CreateUser,
  CurrentActor,
  DicomWebAccess,
  IdentityModule,
  Public,
  RequiresAbility,
  RevokeToken,
  SetUserActive,
  type Actor,
} from '../index';

@Controller('doors')
class Doors {
  @Get('open')
  @Public()
  open(): string {
    return 'open';
  }
  @Get('default')
  byDefault(): string {
    return 'signed in';
  }
  @Post('sign')
  @RequiresAbility('sign-report')
  sign(): string {
    return 'signed';
  }
  @Get('read')
  @RequiresAbility('read')
  read(@CurrentActor() actor: Actor): string {
    return actor.kind;
  }
}

@Controller('dicom-web')
@DicomWebAccess()
class DicomWebDoor {
  @Get('studies')
  list(@CurrentActor() actor: Actor): string {
    return actor.kind;
  }
  @Post('studies')
  store(@CurrentActor() actor: Actor): string {
    return actor.kind;
  }
}

const by = { kind: 'system', id: 'spec' } as const;
const password = 'correct horse battery';
const baseConfig = testConfig();
let profile: Config['profile'] = 'production';
let publicUrl: string | null = null;
const config: Config = {
  ...baseConfig,
  get profile() {
    return profile;
  },
  get http() {
    return { ...baseConfig.http, publicUrl };
  },
};

describe('who may enter', () => {
  let room: HttpRoom;
  let http: HttpRoom['http'];
  let audit: AuditTrail;

  beforeAll(async () => {
    room = await HttpRoom.start({
      imports: [AuditModule, IdentityModule],
      controllers: [Doors, DicomWebDoor],
      config,
    });
    http = room.http;
    audit = room.get(AuditTrail);
    const createUser = room.get(CreateUser);
    await createUser.execute({
      username: 'Reader',
      displayName: 'R. Eader',
      role: 'radiologist',
      password,
      by,
    });
    await createUser.execute({ username: 'tech', displayName: 'T. Ech', role: 'technologist', password, by });
  });
  afterAll(() => room.close());
  beforeEach(() => {
    profile = 'production';
    publicUrl = null;
  });

  const signIn = (username = 'reader', typed = password) =>
    http.post('/api/session').send({ username, password: typed });
  const cookieOf = ({ headers }: request.Response): string =>
    String(headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
  const cookie = async (username = 'reader'): Promise<string> => cookieOf(await signIn(username));
  const newest = async () => (await audit.page({ limit: 1 })).entries[0];

  describe('signing in by password', () => {
    it('opens a session, tells who one is, and is recorded', async () => {
      const response = await signIn('READER').expect(200);
      expect(response.body).toMatchObject({ username: 'Reader', role: 'radiologist', profile: 'production' });
      expect(response.body.abilities).toContain('sign-report');
      const [set] = response.headers['set-cookie'] as unknown as string[];
      expect(set).toMatch(/^wetread-session=[\w-]{43}; /);
      expect(set).toMatch(/HttpOnly/);
      expect(set).toMatch(/SameSite=Strict/);
      expect(await newest()).toMatchObject({ action: 'logged-in', outcome: 'success' });
      const again = await http.get('/api/session').set('Cookie', cookieOf(response)).expect(200);
      expect(again.body).toEqual(response.body);
    });

    it('stores neither the secret of the session nor the password', async () => {
      const secret = (await cookie()).split('=')[1] ?? '';
      const database = room.get(Database).manager();
      const rows = JSON.stringify([
        await database.query('SELECT * FROM sessions'),
        await database.query('SELECT * FROM users'),
      ]);
      expect(secret).toHaveLength(43);
      expect(rows).not.toContain(secret);
      expect(rows).not.toContain(password);
      expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    });

    it.each([
      ['a wrong password', 'reader', 'wrong horse battery'],
      ['a name that nobody has', 'nobody', password],
    ])('refuses %s in the same words, and records it', async (_, username, typed) => {
      const { body } = await signIn(username, typed).expect(401);
      expect(body).toMatchObject({ code: 'identity.sign-in-refused', status: 401 });
      expect(body.detail).toBe('the username or the password is wrong');
      expect(await newest()).toMatchObject({ action: 'login-failed', outcome: 'failure' });
      expect(JSON.stringify(await newest())).not.toContain('nobody');
    });

    it('refuses a user who was locked out, and ends the sessions', async () => {
      const open = await cookie('tech');
      await room.get(SetUserActive).execute({ username: 'tech', active: false, by });
      await http.get('/api/session').set('Cookie', open).expect(401);
      await signIn('tech').expect(401);
      await room.get(SetUserActive).execute({ username: 'tech', active: true, by });
      await signIn('tech').expect(200);
    });

    it('ends the sessions of a user whose password is changed', async () => {
      const open = await cookie('tech');
      await room.get(ChangePassword).execute({ username: 'tech', password: 'another long password', by });
      await http.get('/api/session').set('Cookie', open).expect(401);
      await signIn('tech').expect(401);
      await signIn('tech', 'another long password').expect(200);
      await room.get(ChangePassword).execute({ username: 'tech', password, by });
    });

    it('slows down whoever keeps guessing, and says for how long', async () => {
      for (let attempt = 0; attempt < 5; attempt += 1) await signIn('guessed', 'wrong').expect(401);
      const { body, headers } = await signIn('guessed', 'wrong').expect(429);
      expect(body.code).toBe('identity.too-many-attempts');
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
      await signIn().expect(200);
    });

    it('names what is wrong with a request without repeating it', async () => {
      const { body } = await http
        .post('/api/session')
        .send({ username: 'x', passwort: 'geheim' })
        .expect(400);
      expect(body.code).toBe('http.request-invalid');
      expect(body.detail).toMatch(/^password: /);
      expect(body.requestId).toMatch(/^[\w-]+$/);
    });

    it('sends the cookie over TLS only where the server is reached by TLS', async () => {
      publicUrl = 'https://wetread.example';
      const [set] = (await signIn()).headers['set-cookie'] as unknown as string[];
      expect(set).toMatch(/^__Host-wetread-session=.*; Path=\/;.*Secure/);
    });
  });

  describe('signing out', () => {
    it('ends the session and is recorded; a second time it does nothing', async () => {
      const open = await cookie();
      await http.delete('/api/session').set('Cookie', open).expect(204);
      expect(await newest()).toMatchObject({ action: 'logged-out' });
      await http.get('/api/session').set('Cookie', open).expect(401);
      const before = (await audit.page({})).total;
      await http.delete('/api/session').set('Cookie', open).expect(204);
      expect((await audit.page({})).total).toBe(before);
    });

    it('happens by itself when the session expires', async () => {
      const open = await cookie();
      await room
        .get(Database)
        .manager()
        .query(`UPDATE sessions SET expires_at = now() - interval '1 second'`);
      await http.get('/api/session').set('Cookie', open).expect(401);
    });
  });

  describe('routes', () => {
    it('are closed unless they say otherwise', async () => {
      await http.get('/doors/open').expect(200);
      const { body } = await http.get('/doors/default').expect(401);
      expect(body.code).toBe('identity.not-signed-in');
      await http
        .get('/doors/default')
        .set('Cookie', await cookie())
        .expect(200);
      await http.get('/doors/default').set('Cookie', 'wetread-session=forged').expect(401);
    });

    it('let only those through who have the ability', async () => {
      await http
        .post('/doors/sign')
        .set('Cookie', await cookie('reader'))
        .expect(201);
      const { body } = await http
        .post('/doors/sign')
        .set('Cookie', await cookie('tech'))
        .expect(403);
      expect(body).toMatchObject({ code: 'identity.not-allowed' });
    });

    it('refuse what another site’s page sends with the reader’s cookie', async () => {
      const open = await cookie();
      const sign = () => http.post('/doors/sign').set('Cookie', open);
      await sign().set('Origin', 'https://evil.example').expect(403);
      await sign().set('Origin', 'null').expect(403);
      await sign().set('Sec-Fetch-Site', 'cross-site').expect(403);
      await sign().set('Sec-Fetch-Site', 'same-site').expect(403);
      await sign()
        .set('Host', 'wetread.example:8080')
        .set('Origin', 'http://wetread.example:8080')
        .expect(201);
      await signIn().set('Origin', 'https://evil.example').expect(403);
      publicUrl = 'https://wetread.example';
      await http
        .post('/doors/sign')
        .set('Cookie', await cookie())
        .set('Origin', 'https://wetread.example')
        .expect(201);
    });

    it('show the whole audit trail to few, a study’s to its readers', async () => {
      const open = await cookie('reader');
      await http.get('/api/audit').set('Cookie', open).expect(403);
      await http.get('/api/audit/verification').set('Cookie', open).expect(403);
      const { body } = await http.get('/api/audit?studyInstanceUid=1.2').set('Cookie', open).expect(200);
      expect(body).toEqual({ entries: [], total: 0 });
      await room
        .get(CreateUser)
        .execute({ username: 'privacy', displayName: 'P', role: 'privacy-officer', password, by });
      const officer = await cookie('privacy');
      const verification = await http.get('/api/audit/verification').set('Cookie', officer).expect(200);
      expect(verification.body).toMatchObject({ intact: true, faults: [] });
      await http.get('/api/audit?limit=501').set('Cookie', officer).expect(400);
    });
  });

  describe('tokens', () => {
    const create = (scopes: ('read' | 'import' | 'dicomweb')[], expiresAt: Date | null = null) =>
      room.get(CreateToken).execute({ name: 'gateway', scopes, expiresAt, by });
    const read = (secret: string) => http.get('/doors/read').set('Authorization', `Bearer ${secret}`);

    it('open what their scopes name, and nothing else', async () => {
      const { secret } = await create(['read']);
      expect(secret).toMatch(/^wt_[\w-]{43}$/);
      expect((await read(secret).expect(200)).text).toBe('token');
      await http.post('/doors/sign').set('Authorization', `Bearer ${secret}`).expect(403);
      await http.get('/doors/default').set('Authorization', `Bearer ${secret}`).expect(403);
      await read(`${secret.slice(0, -1)}_`).expect(401);
      await read((await create(['dicomweb'])).secret).expect(403);
    });

    it('end when they are revoked or expire, and both ends of their life are recorded', async () => {
      const { secret, token } = await create(['read']);
      expect(await newest()).toMatchObject({ action: 'token-created', subject: { id: token.id } });
      await room.get(RevokeToken).execute({ id: token.id, by });
      expect(await newest()).toMatchObject({ action: 'token-revoked', subject: { id: token.id } });
      await read(secret).expect(401);
      await expect(room.get(RevokeToken).execute({ id: token.id, by })).rejects.toThrow('no token');
      await expect(room.get(RevokeToken).execute({ id: 'x', by })).rejects.toThrow('no token');
      await read((await create(['read'], new Date(Date.now() - 1))).secret).expect(401);
    });
  });

  describe('the DICOMweb door', () => {
    const list = () => http.get('/dicom-web/studies');

    it('is closed in production, also from this machine', async () => {
      await list().expect(401);
      await http.post('/dicom-web/studies').expect(401);
    });

    it('opens to tokens by their scope', async () => {
      const bearer = async (scope: 'read' | 'import' | 'dicomweb') =>
        `Bearer ${(await room.get(CreateToken).execute({ name: 't', scopes: [scope], expiresAt: null, by })).secret}`;
      for (const [scope, reads, stores] of [
        ['dicomweb', 200, 201],
        ['read', 200, 403],
        ['import', 403, 201],
      ] as const) {
        const authorization = await bearer(scope);
        await list().set('Authorization', authorization).expect(reads);
        await http.post('/dicom-web/studies').set('Authorization', authorization).expect(stores);
      }
    });

    it('opens in the demo to programs on this machine, not to proxies and web pages', async () => {
      profile = 'demo';
      expect((await list().expect(200)).text).toBe('loopback');
      await http.post('/dicom-web/studies').expect(201);
      await list().set('X-Forwarded-For', '203.0.113.9').expect(401);
      await list().set('Host', 'rebound.evil.example').expect(401);
      await http.post('/dicom-web/studies').set('Origin', 'https://evil.example').expect(403);
      await list().set('Authorization', 'Bearer wt_wrong').expect(401);
    });
  });

  describe('demo links', () => {
    it('sign in as each role while the profile is demo', async () => {
      profile = 'demo';
      const links = await room.get(CreateDemoLinks).execute();
      expect(links.map(({ role }) => role)).toContain('radiologist');
      const token = links.find(({ role }) => role === 'radiologist')?.token;
      const { body } = await http.post('/api/session/link').send({ token }).expect(200);
      expect(body).toMatchObject({ username: 'demo-radiologist', profile: 'demo' });
      await http.post('/api/session/link').send({ token }).expect(200);
      expect((await room.get(CreateDemoLinks).execute()).length).toBe(links.length);
      await http.post('/api/session/link').send({ token: 'guessed' }).expect(401);
      profile = 'production';
      const refused = await http.post('/api/session/link').send({ token }).expect(403);
      expect(refused.body.code).toBe('identity.demo-only');
      await expect(room.get(CreateDemoLinks).execute()).rejects.toThrow('demo profile');
      await signIn('demo-radiologist', password).expect(401);
    });
  });

  it('takes no weak password and no name twice', async () => {
    const create = (username: string, chosen: string) =>
      room.get(CreateUser).execute({ username, displayName: 'X', role: 'educator', password: chosen, by });
    await expect(create('short', 'elevenchars')).rejects.toThrow('at least 12');
    await expect(create('a-long-username', 'A-long-username')).rejects.toThrow('must not be the username');
    await expect(create('rEADER', password)).rejects.toThrow('already a user');
  });

  it('runs on the configuration that it was given', () => expect(room.get(AppConfig)).toBe(config));

  it('leaves an audit chain that verifies', async () => {
    expect(await audit.verify()).toMatchObject({ intact: true });
  });
});
