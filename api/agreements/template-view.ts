/** Templates as the wire shapes of the contract. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import type { Refusal } from '#api/kernel/refusal.ts';
import { holdsPower } from '#api/kernel/rights.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import type { AuthorizationKind } from '#api/licensing/rules/codes.ts';
import { findHolder } from '#api/organizations/service.ts';
import { showAction } from './matter.ts';
import { type Form, fixedClauses, formClauses, formHolds, markOf } from './rules/forms.ts';
import { templateLifecycle } from './rules/life-lifecycle.ts';
import { refuseLife } from './rules/life-refusals.ts';
import type { templateLine } from './rules/template-shapes.ts';
import { upgradeTerms } from './rules/upgrade.ts';
import { documentNo } from './store.ts';
import { clauseText } from './template.ts';
import type { templateShape } from './template-contract.ts';
import * as store from './template-store.ts';
import type { TermsOut } from './view.ts';

export type TemplateLine = z.input<typeof templateLine>;
export type TemplateOut = Omit<z.input<typeof templateShape>, 'terms'> & { readonly terms: TermsOut };

export const formOfTemplate = (row: { readonly terms: unknown; readonly marks: unknown }): Form => ({
  terms: upgradeTerms(row.terms),
  marks: row.marks as Readonly<Record<string, string>>,
});

const holds = (row: store.TemplateRow, day: Day): boolean =>
  row.state === 'published' && formHolds({ from: row.inForceFrom, to: row.inForceTo }, day);

export function showTemplateLine(row: store.TemplateRow, day: Day, uses: number): TemplateLine {
  return {
    id: row.id,
    series: row.series,
    version: row.version,
    name: row.name,
    note: row.note,
    region_code: row.regionCode,
    kind: row.kind as AuthorizationKind,
    state: row.state,
    in_force_from: row.inForceFrom,
    in_force_to: row.inForceTo,
    in_force: holds(row, day),
    published_at: row.publishedAt?.toISOString() ?? null,
    uses,
    fixed: fixedClauses(formOfTemplate(row)),
    updated_at: row.updatedAt.toISOString(),
  };
}

export async function showTemplate(ctx: Ctx, row: store.TemplateRow): Promise<TemplateOut> {
  const day = dayOf(ctx.clock.now());
  const department = holdsPower(ctx.viewer, 'information_department', row.regionCode);
  const versions = (await store.listSeries(ctx.db, row.series)).filter(
    (one) => one.state === 'published' || department,
  );
  const uses = await store.usesOf(
    ctx.db,
    versions.map((one) => one.id),
  );
  const form = formOfTemplate(row);
  const holder = await findHolder(ctx, 'information_department', row.regionCode);
  const clauses = formClauses(form).map((clause) => ({
    clause,
    mark: markOf(form, clause),
    text: clauseText(form.terms, clause),
  }));
  return {
    ...showTemplateLine(row, day, uses.get(row.id) ?? 0),
    revision: row.revision,
    closed_words: row.closedWords,
    department: holder === null ? null : { id: holder.id, name: holder.name },
    document: row.documentId === null ? null : await documentNo(ctx.db, row.documentId),
    terms: form.terms as unknown as TermsOut,
    marks: Object.fromEntries(clauses.map(({ clause, mark }) => [clause, mark])),
    clauses,
    versions: versions.map((one) => {
      const {
        id,
        version,
        state,
        in_force_from,
        in_force_to,
        in_force,
        published_at,
        uses: n,
      } = showTemplateLine(one, day, uses.get(one.id) ?? 0);
      return { id, version, state, in_force_from, in_force_to, in_force, published_at, uses: n };
    }),
    actions: department ? showActions(ctx, row, versions, day) : [],
  };
}

function showActions(ctx: Ctx, row: store.TemplateRow, versions: readonly store.TemplateRow[], day: Day) {
  const reviewer = ctx.viewer?.duties.includes('reviewer') === true;
  const drafted = versions.find((one) => one.state === 'draft');
  const refusalOf = (name: string): Refusal | null => {
    if (!reviewer) return refuseLife('template.other_region');
    return name === 'next' && drafted !== undefined
      ? refuseLife('template.draft_exists', { version: drafted.version })
      : null;
  };
  const over = row.inForceTo !== null && row.inForceTo < day;
  const names = [...Object.keys(templateLifecycle[row.state]), ...(row.state === 'published' ? ['next'] : [])];
  return names.filter((name) => !(name === 'close' && over)).map((name) => showAction(name, refusalOf(name)));
}
