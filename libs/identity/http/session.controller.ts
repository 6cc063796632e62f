import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { SignInLinkRequest, SignInRequest, type Session } from '@wetread/contracts';
import { AppConfig, zodBody } from '@wetread/platform';
import type { Request, Response } from 'express';
import type { OpenedSession } from '../application/open-session';
import { SignInByLink } from '../application/sign-in-by-link.use-case';
import { SignIn } from '../application/sign-in.use-case';
import { SignOut } from '../application/sign-out.use-case';
import { abilitiesOfRole } from '../domain/ability';
import type { User } from '../domain/user';
import { CurrentUser, Public } from './access.decorators';
import { sessionCookieName, sessionCookieOptions, sessionSecretOf } from './credentials';

@Controller('api/session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly signInByLink: SignInByLink,
    private readonly signOut: SignOut,
    private readonly config: AppConfig,
  ) {}

  @Get()
  current(@CurrentUser() user: User): Session {
    return this.describe(user);
  }

  @Post()
  @Public()
  @HttpCode(200)
  async byPassword(
    @Body(zodBody(SignInRequest)) { username, password }: SignInRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const opened = await this.signIn.execute({ username, password, address: addressOf(request) });
    return this.begin(opened, response);
  }

  @Post('link')
  @Public()
  @HttpCode(200)
  async byLink(
    @Body(zodBody(SignInLinkRequest)) { token }: SignInLinkRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Session> {
    const opened = await this.signInByLink.execute({ token, address: addressOf(request) });
    return this.begin(opened, response);
  }

  @Delete()
  @Public()
  @HttpCode(204)
  async end(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const secret = sessionSecretOf(request, this.config);
    if (secret !== null) await this.signOut.execute({ secret });
    response.clearCookie(sessionCookieName(this.config), sessionCookieOptions(this.config));
  }

  private begin({ user, secret, expiresAt }: OpenedSession, response: Response): Session {
    const options = { ...sessionCookieOptions(this.config), expires: expiresAt };
    response.cookie(sessionCookieName(this.config), secret, options);
    return this.describe(user);
  }

  private describe({ id, username, displayName, role }: User): Session {
    const abilities = [...abilitiesOfRole[role]];
    return { userId: id, username, displayName, role, abilities, profile: this.config.profile };
  }
}

const addressOf = (request: Request): string => request.ip ?? 'unknown';
