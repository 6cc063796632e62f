import { Global, Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import cookieParser from 'cookie-parser';
import { Authenticate } from './application/authenticate';
import { ChangePassword } from './application/change-password.use-case';
import { CreateDemoLinks } from './application/create-demo-links.use-case';
import { CreateToken } from './application/create-token.use-case';
import { CreateUser } from './application/create-user.use-case';
import { ListTokens } from './application/list-tokens.use-case';
import { ListUsers } from './application/list-users.use-case';
import { OpenSession } from './application/open-session';
import { RevokeToken } from './application/revoke-token.use-case';
import { SetUserActive } from './application/set-user-active.use-case';
import { SignInByLink } from './application/sign-in-by-link.use-case';
import { SignIn } from './application/sign-in.use-case';
import { SignOut } from './application/sign-out.use-case';
import { SignInThrottle } from './domain/sign-in-throttle';
import { AuthenticatedGuard } from './http/authenticated.guard';
import { DicomWebGuard } from './http/dicom-web.guard';
import { SessionController } from './http/session.controller';
import { ApiTokenRepository } from './infrastructure/api-token.repository';
import { SessionRepository } from './infrastructure/session.repository';
import { UserRepository } from './infrastructure/user.repository';

const useCases = [
  ChangePassword,
  CreateDemoLinks,
  CreateToken,
  CreateUser,
  ListTokens,
  ListUsers,
  RevokeToken,
  SetUserActive,
];

/** Users, sessions and tokens. Importing it closes every route that is not marked otherwise. */
@Global()
@Module({
  controllers: [SessionController],
  providers: [
    ...useCases,
    ApiTokenRepository,
    Authenticate,
    DicomWebGuard,
    OpenSession,
    SessionRepository,
    SignIn,
    SignInByLink,
    SignInThrottle,
    SignOut,
    UserRepository,
    { provide: APP_GUARD, useClass: AuthenticatedGuard },
  ],
  exports: [...useCases, Authenticate, DicomWebGuard],
})
export class IdentityModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(cookieParser()).forRoutes('{*path}');
  }
}
