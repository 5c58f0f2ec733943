/**
 * The stage on which the demonstration's people act: their contexts, a clock that is set from day to day, and the jobs
 * that follow. Everything that changes a state goes through the services, so the record, the audit chain and the ledger
 * are what they would be had it happened so.
 */
import path from 'node:path';
import { type App, type Ctx, systemContext, type Viewer } from '#api/context.ts';
import { drainJobs } from '#api/jobs.ts';
import { levelOf } from '#api/kernel/regions.ts';
import type { Day } from '#api/kernel/time.ts';
import { createFolderMail } from '#api/ports/mail/folder.ts';
import type { Caller } from '#api/ports/outbound/fetch.ts';
import { createLocalSeal } from '#api/ports/seal/local-ca.ts';
import { createLocalTimestamps } from '#api/ports/timestamp/local.ts';
import { demoPassword, type SeededOrganization, seedOrganizations } from '../organizations.ts';
import { makeWeb, type StoryWeb } from './web.ts';

export const password = demoPassword;

export interface Stage {
  readonly web: StoryWeb;
  /** The application with the clock of the story. */
  readonly app: App;
  organization(key: string): SeededOrganization;
  /** Sets the clock to a day and a time of Shanghai, e.g. `at('2026-03-02', '09:30')`; it never goes back. */
  at(day: Day, time?: string): void;
  /** The context of a person by login, as of now. */
  as(login: string): Ctx;
  /** Runs what is enqueued until nothing is. */
  drain(): Promise<void>;
}

export async function raiseStage(app: App, databaseUrl: string, opening: Day): Promise<Stage> {
  let now = new Date(`${opening}T09:00:00+08:00`).getTime();
  const clock = {
    now() {
      // A moment passes with every look: no two acts of the record stand at one instant.
      now += 1;
      return new Date(now);
    },
  };
  const authority = { dir: path.join(app.env.DATA_DIR, 'ca'), secret: app.env.SESSION_SECRET, clock };
  const timestamps = createLocalTimestamps(authority);
  const seal = createLocalSeal({ ...authority, timestamps });
  const web = makeWeb();
  const { env } = app;
  // The mail of the story stays on this machine, whatever server the installation sends through.
  const from = `Jinshu <no-reply@${new URL(env.PUBLIC_URL).hostname}>`;
  const mail = createFolderMail({ dir: path.join(env.DATA_DIR, 'mail'), from, clock });
  const staged: App & Caller = {
    ...app,
    env: { ...env, OUTBOUND_ALLOW: [...env.OUTBOUND_ALLOW, ...web.allow] },
    clock,
    // The root and the keys have to be older than what they sign, in whatever year the seed runs.
    ports: { ...app.ports, seal, timestamps, mail },
    outbound: web.means,
  };
  const organizations = await seedOrganizations(staged);
  const viewers = new Map([...organizations.values()].flatMap((one) => viewersOf(one)));
  return {
    web,
    app: staged,
    organization(key) {
      const found = organizations.get(key);
      if (found === undefined) throw new Error(`no organisation ${key}`);
      return found;
    },
    at(day, time = '09:30') {
      const wanted = new Date(`${day}T${time}:00+08:00`).getTime();
      // Every act takes a moment: what is planned for the same minutes comes one after the other.
      if (wanted < now - 3_600_000) throw new Error(`the story went back in time: ${day} ${time}`);
      now = Math.max(now, wanted);
    },
    as(login) {
      const viewer = viewers.get(login);
      if (viewer === undefined) throw new Error(`no account ${login}`);
      now += 20_000;
      return systemContext(staged, { viewer });
    },
    drain: () => drainJobs(staged, databaseUrl),
  };
}

function viewersOf(organization: SeededOrganization): [login: string, viewer: Viewer][] {
  const { id, uscc, name, kind, regionCode } = organization;
  return organization.people.map((person) => [
    person.login,
    {
      personId: organization.personIds[person.login] ?? '',
      displayName: person.name,
      sessionId: '',
      organization: { id, uscc, name, kind, regionCode, level: levelOf(regionCode) },
      duties: person.duties,
      powers: (organization.powers ?? []).map((power) => ({ power, regionCode })),
    },
  ]);
}
