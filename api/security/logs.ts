/** Logs of sign-ins and rights: how long they are kept, measured; and taken out for auditors (Cybersecurity Law, Article 21). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { reachOf } from '#api/audit/service.ts';
import type { Ctx } from '#api/context.ts';
import { auditReach, requireDuty } from '#api/kernel/rights.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { csv } from '#api/revenue/rules/csv.ts';
import { scopeOf } from './access.ts';
import type { retentionShape } from './desk-contract.ts';
import { exportLimit, requireGrant, spanOf } from './exports.ts';
import { countLogs, listLogs } from './logs-store.ts';
import { guarded, logs } from './privileges-store.ts';
import { exportCeiling } from './rules/parameters.ts';
import { logDaysKey, logFloorDays } from './rules/periods.ts';
import { refuse } from './rules/refusals.ts';

/**
 * `guarded`: the database refuses to change or delete; `whole`: nothing is missing from the first record on, told by the numbers
 * of the chain. A log from which nothing can go and nothing is missing keeps longer than any term.
 */
export async function showLogRetention(ctx: Ctx): Promise<z.input<typeof retentionShape>> {
  const { viewer } = scopeOf(ctx);
  const asked = await numberParameter(ctx, logDaysKey, viewer.organization.regionCode, logFloorDays);
  const [{ audit, account }, on] = await Promise.all([logs(ctx.db), guarded(ctx.db, ['audit_event', 'account_event'])]);
  return {
    days: Math.max(asked, logFloorDays),
    floor: logFloorDays,
    logs: [
      {
        name: 'audit_event',
        oldest: audit.oldest?.toISOString() ?? null,
        rows: Number(audit.rows),
        guarded: on.has('audit_event'),
        whole: audit.rows === audit.head,
      },
      {
        name: 'account_event',
        oldest: account.oldest?.toISOString() ?? null,
        rows: Number(account.rows),
        guarded: on.has('account_event'),
        whole: on.has('account_event'),
      },
    ],
  };
}

/** Persons by their ids only: a log that leaves the platform names nobody. What is more than one person takes out needs a grant. */
export async function exportLogs(
  ctx: Ctx,
  { from, to, request }: { readonly from: string; readonly to: string; readonly request?: string | undefined },
) {
  const viewer = requireDuty(ctx.viewer, 'auditor');
  const span = spanOf(from, to);
  return act(ctx, { action: 'security.export_logs', subject: ['log', `${from}/${to}`] }, async (tx, note) => {
    const reach = reachOf(auditReach(viewer));
    const rows = await countLogs(tx.db, reach, span);
    const limit = await exportLimit(tx, viewer.organization.regionCode);
    if (request !== undefined) await requireGrant(tx, request, { from, to });
    else if (rows > limit) throw refuse('security.export_large', { rows, limit });
    if (rows > exportCeiling) throw refuse('security.export_too_large', { rows, limit: exportCeiling });
    note({ rows, request: request ?? null });
    const head = ['at', 'log', 'kind', 'person', 'subject', 'about'];
    const text = csv([
      head,
      ...(await listLogs(tx.db, reach, span)).map((row) => [
        row.at.toISOString(),
        row.log,
        row.kind,
        row.person ?? '',
        row.subject,
        row.about,
      ]),
    ]);
    return { name: `security-logs-${from}-${to}.csv`, text };
  });
}
