import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import * as confirm from '#api/participants/confirm.ts';
import { participantOperations } from '#api/participants/contract.ts';
import { participantCookieCleared, participantCookieHeader } from '#api/participants/rules/cookie.ts';
import * as participants from '#api/participants/service.ts';

export function mountParticipants(router: Router, app: App): void {
  const secure = app.env.PUBLIC_URL.startsWith('https:');
  mount(router, app, participantOperations, {
    askParticipantCode: (ctx, { body }) => confirm.askParticipantCode(ctx, body),
    confirmParticipant: async (ctx, { body }, { response }) => {
      const confirmed = await confirm.confirmParticipant(ctx, body);
      response.setHeader('Set-Cookie', participantCookieHeader(confirmed.token, secure));
      // The answer holds a token.
      response.setHeader('Cache-Control', 'no-store');
      return confirmed;
    },
    showParticipant: (ctx) => participants.showParticipant(ctx),
    nameParticipant: (ctx, { body }) => participants.nameParticipant(ctx, body),
    forgetParticipant: async (ctx, _input, { response }) => {
      const done = await participants.forgetParticipant(ctx);
      response.setHeader('Set-Cookie', participantCookieCleared);
      return done;
    },
    leaveParticipant: async (ctx, _input, { response }) => {
      const done = await participants.leaveParticipant(ctx);
      response.setHeader('Set-Cookie', participantCookieCleared);
      return done;
    },
  });
}
