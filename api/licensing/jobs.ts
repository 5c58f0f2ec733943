/** Reminders of papers that run out. */
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { addDays, dayOf } from '#api/kernel/time.ts';
import { runningOut } from './file-store.ts';
import { tell } from './letters.ts';
import { fileItems } from './rules/kind-codes.ts';
import { digestRepresentatives } from './same-person.ts';

/** Days before the last one on which an enterprise is reminded. */
const reminders = [30, 7] as const;

/** May run twice: of one paper and one day nobody is told twice. */
export async function remindOfPapers(ctx: Ctx): Promise<number> {
  const today = dayOf(ctx.clock.now());
  let told = 0;
  for (const days of reminders) {
    const found = await runningOut(ctx.db, today, addDays(today, days));
    const papers = [...found.credentials, ...found.representatives.map((one) => ({ ...one, kind: 'representative' }))];
    for (const paper of papers) {
      const { validTo, kind } = paper;
      if (validTo === null || !fileItems.is(kind)) continue;
      const [zh, en] = fileItems.words[kind];
      await act(ctx, { action: 'licensing.remind', subject: ['paper', paper.id], facts: { days } }, (tx) =>
        tell(tx, 'paper_ends', {
          organizationId: paper.organizationId,
          duties: ['developer', 'admin'],
          about: paper.id,
          path: '/w/enterprise-file',
          params: { item: zh, day: validTo },
          paramsEn: { item: en },
          once: { key: `paper_ends|${paper.id}|${days}`, at: new Date(`${validTo}T00:00:00Z`) },
        }),
      );
      told += 1;
    }
  }
  return told;
}

export const licensingJobs = {
  'licensing.remind': async (app: App) => {
    await remindOfPapers(systemContext(app));
    await digestRepresentatives(systemContext(app));
  },
};

/** Seven in the morning in Shanghai. */
export const licensingCrontab = '0 23 * * * licensing.remind';
