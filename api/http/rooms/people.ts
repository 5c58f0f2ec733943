import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { peopleOperations } from '#api/people/contract.ts';
import { sessionCookieCleared, sessionCookieHeader } from '#api/people/rules/session-cookie.ts';
import * as people from '#api/people/service.ts';
import * as tokens from '#api/people/tokens.ts';

export function mountPeople(router: Router, app: App): void {
  const secure = app.env.PUBLIC_URL?.startsWith('https:') ?? false;
  mount(router, app, peopleOperations, {
    signIn: async (ctx, { body }, { response }) => {
      const session = await people.signIn(ctx, body);
      response.setHeader('Set-Cookie', sessionCookieHeader(session.token, secure));
      return session;
    },
    showSession: (ctx) => people.showSession(ctx),
    signOut: async (ctx, _input, { response }) => {
      response.setHeader('Set-Cookie', sessionCookieCleared);
      return people.signOut(ctx);
    },
    listTokens: (ctx) => tokens.listTokens(ctx),
    createToken: (ctx, { body }) => tokens.createToken(ctx, body),
    revokeToken: (ctx, { params }) => tokens.revokeToken(ctx, params.id),
  });
}
