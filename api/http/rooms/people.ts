import express, { type Response, type Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import * as account from '#api/people/account.ts';
import { peopleOperations } from '#api/people/contract.ts';
import * as delegations from '#api/people/delegations.ts';
import * as factor from '#api/people/factor.ts';
import { endByIssuer } from '#api/people/issuer.ts';
import * as members from '#api/people/members.ts';
import { officeOperations } from '#api/people/offices-contract.ts';
import { deviceCookieHeader, sessionCookieCleared, sessionCookieHeader } from '#api/people/rules/session-cookie.ts';
import * as people from '#api/people/service.ts';
import * as sessions from '#api/people/sessions.ts';
import * as tokens from '#api/people/tokens.ts';

export function mountPeople(router: Router, app: App): void {
  const secure = app.env.PUBLIC_URL?.startsWith('https:') ?? false;
  /** What goes on under a new token does so in the browser too. */
  const kept = <T extends { readonly token: string }>(answer: T, response: Response): T => {
    response.setHeader('Set-Cookie', sessionCookieHeader(answer.token, secure));
    return answer;
  };
  mount(router, app, officeOperations, {
    listDelegations: (ctx) => delegations.listDelegations(ctx),
    createDelegation: (ctx, { body }) => delegations.createDelegation(ctx, body),
    revokeDelegation: (ctx, { params }) => delegations.revokeDelegation(ctx, params.id),
    actFor: async (ctx, { body }, { response }) => kept(await delegations.actFor(ctx, body), response),
    listDelegatedActs: (ctx) => delegations.listDelegatedActs(ctx),
    markAbsence: (ctx, { body }) => delegations.markAbsence(ctx, body),
    endAbsence: (ctx, { body }) => delegations.endAbsence(ctx, body),
    showOffices: (ctx) => delegations.showOffices(ctx),
    addDepartment: (ctx, { body }) => delegations.addDepartment(ctx, body),
    closeDepartment: (ctx, { params }) => delegations.closeDepartment(ctx, params.id),
    addPost: (ctx, { params, body }) => delegations.addPost(ctx, params.id, body),
    holdPost: (ctx, { params, body }) => delegations.holdPost(ctx, params.id, body),
  });
  // The issuer speaks in forms.
  router.use('/session/issuer-logout', express.urlencoded({ extended: false, limit: '64kb' }));
  mount(router, app, peopleOperations, {
    endByIssuer: (_ctx, { body }) => endByIssuer(app, body),
    signIn: async (ctx, { body }, { response }) => {
      const { device, ...session } = await people.signIn(ctx, body);
      const cookies = [sessionCookieHeader(session.token, secure), deviceCookieHeader(device, secure)];
      response.setHeader('Set-Cookie', cookies);
      return session;
    },
    proveFactor: async (ctx, { body }, { response }) => kept(await factor.proveFactor(ctx, body), response),
    showAccount: (ctx) => account.showAccount(ctx),
    listSessions: (ctx) => sessions.listSessions(ctx),
    endSession: (ctx, { params }) => sessions.endSession(ctx, params.id),
    endOtherSessions: (ctx) => sessions.endOtherSessions(ctx),
    accountHistory: (ctx, { query }) => account.accountHistory(ctx, query),
    changePassword: async (ctx, { body }, { response }) => kept(await account.changePassword(ctx, body), response),
    startFactor: (ctx) => factor.startFactor(ctx),
    confirmFactor: async (ctx, { body }, { response }) => kept(await factor.confirmFactor(ctx, body), response),
    removeFactor: async (ctx, { body }, { response }) => kept(await factor.removeFactor(ctx, body), response),
    renewRecoveryCodes: async (ctx, { body }, { response }) =>
      kept(await factor.renewRecoveryCodes(ctx, body), response),
    unlinkIdentity: (ctx, { params }) => account.unlinkIdentity(ctx, params.id),
    listMembers: (ctx) => members.listMembers(ctx),
    changeDuties: (ctx, { params, body }) => members.changeDuties(ctx, params.id, body),
    disableMember: (ctx, { params }) => members.setDisabled(ctx, params.id, true),
    enableMember: (ctx, { params }) => members.setDisabled(ctx, params.id, false),
    inviteMember: (ctx, { body }) => members.invite(ctx, body),
    withdrawInvitation: (ctx, { params }) => members.withdrawInvitation(ctx, params.id),
    joinOrganization: (ctx, { body }) => members.join(ctx, body),
    askFactorReset: (ctx, { params, body }) => members.askFactorReset(ctx, params.id, body),
    decideFactorReset: (ctx, { params, body }) => members.decideFactorReset(ctx, params.id, body),
    showFactorPolicy: (ctx) => members.showFactorPolicy(ctx),
    setFactorPolicy: (ctx, { body }) => members.setFactorPolicy(ctx, body),
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
