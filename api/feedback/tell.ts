/** Tells whoever asked, and voters, of a step: one letter each, also when the job runs twice. */
import { type App, type Ctx, type Db, systemContext } from '#api/context.ts';
import { mailTo } from '#api/participants/service.ts';
import { requestLetters, toVoters } from './rules/letters.ts';
import * as store from './store.ts';

export async function tell(app: App, id: string): Promise<void> {
  const event = await store.findEvent(app.db, id);
  const letter = event === null ? null : requestLetters[event.action];
  if (event === null || letter === null) return;
  const row = await store.findRequest(app.db, event.requestId);
  if (row === null) return;
  const agencyId = typeof event.facts.agency === 'string' ? event.facts.agency : event.organizationId;
  const agency = agencyId === null ? undefined : (await store.organizationsById(app.db, [agencyId])).get(agencyId);
  const params = {
    no: row.no,
    title: row.title,
    text: event.text ?? '',
    due: typeof event.facts.due_on === 'string' ? event.facts.due_on : '',
    agency: agency?.name ?? '',
    basis: row.legalBasis ?? '',
    remedy: row.remedy ?? '',
    holder: row.holder ?? '',
  };
  const to = new Set([row.authorId, ...(toVoters.has(event.action) ? await store.voters(app.db, row.id) : [])]);
  for (const recipient of to) {
    await app.db.$transaction(async (db) => {
      const tx: Ctx = { ...systemContext(app), db: db as unknown as Db };
      await mailTo(tx, recipient, {
        about: row.id,
        ...letter,
        params,
        paramsEn: { agency: agency?.nameEn ?? agency?.name ?? '' },
        path: `/requests/${row.id}`,
        once: { key: event.id, at: event.at },
      });
    });
  }
}
