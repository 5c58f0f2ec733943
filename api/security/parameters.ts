/** Terms of security of a region: shown to whoever works under them, changed by two people of its information department. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId, type Viewer } from '#api/context.ts';
import { refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { holdsPower, isSelf, requireViewer } from '#api/kernel/rights.ts';
import type { Duty } from '#api/organizations/rules/codes.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { scopeOf } from './access.ts';
import { people } from './roots-store.ts';
import { secondDecisions } from './rules/codes.ts';
import { type ParameterName, parameterKey, parameterNames, parameterRules } from './rules/parameters.ts';
import { refuse, why } from './rules/refusals.ts';
import { letters } from './template.ts';
import type * as shapes from './two-people-contract.ts';
import * as store from './two-people-store.ts';

export type ParametersOut = z.input<typeof shapes.parametersShape>;

const works = (viewer: Viewer, regionCode: string, duty: Duty): boolean =>
  viewer.duties.includes(duty) && holdsPower(viewer, 'information_department', regionCode);

const inForce = (ctx: Ctx, name: ParameterName, regionCode: string): Promise<number> =>
  numberParameter(ctx, parameterKey(name), regionCode, parameterRules[name].byDefault);

export async function showParameters(ctx: Ctx): Promise<ParametersOut> {
  const { viewer } = scopeOf(ctx);
  const region = viewer.organization.regionCode;
  const changes = (await store.listChanges(ctx.db, region)).flatMap((row) =>
    parameterNames.is(row.key) ? [{ row, name: row.key }] : [],
  );
  const who = await people(
    ctx.db,
    changes.flatMap(({ row }) => [row.proposedBy, row.decidedBy]),
  );
  const decides = works(viewer, region, 'signatory');
  return {
    region_code: region,
    items: await Promise.all(
      parameterNames.codes.map(async (name) => {
        const { byDefault, least, most, basis } = parameterRules[name];
        return {
          name,
          value: await inForce(ctx, name, region),
          by_default: byDefault,
          least,
          most,
          basis: { zh: basis[0], en: basis[1] },
          waiting: changes.some((one) => one.name === name && one.row.decision === null),
        };
      }),
    ),
    changes: changes.map(({ row, name }) => ({
      id: row.id,
      name,
      before: row.before,
      value: row.value,
      reason: row.reason,
      document_no: row.documentNo,
      proposed_by: who.get(row.proposedBy) ?? '',
      proposed_at: row.proposedAt.toISOString(),
      decision: secondDecisions.is(row.decision) ? row.decision : null,
      opinion: row.opinion,
      decided_by: who.get(row.decidedBy ?? '') ?? null,
      decided_at: row.decidedAt?.toISOString() ?? null,
      may_decide: decides && row.decision === null,
      decide_refusal: isSelf(viewer, row.proposedBy) ? why('security.two_people') : null,
    })),
    may_propose: works(viewer, region, 'reviewer'),
  };
}

export async function proposeParameter(ctx: Ctx, input: z.output<typeof shapes.proposeBody>): Promise<ParametersOut> {
  const viewer = requireViewer(ctx.viewer);
  const region = viewer.organization.regionCode;
  if (!works(viewer, region, 'reviewer')) throw refuseAnywhere('auth.forbidden');
  const { name, value } = input;
  return act(ctx, { action: 'security.parameter_propose', subject: ['parameter', name] }, async (tx, note) => {
    const { least, most } = parameterRules[name];
    if (value < least || value > most) throw refuse('security.parameter_bounds', { least, most });
    if (await store.waitingChange(tx.db, region, name)) throw refuse('security.parameter_waits');
    const before = await inForce(tx, name, region);
    if (before === value) throw refuse('security.parameter_same');
    const id = newId(tx, 'securityParameter');
    await store.insertChange(tx.db, {
      id,
      key: name,
      regionCode: region,
      before,
      value,
      reason: input.reason,
      documentNo: input.document_no,
      proposedBy: viewer.personId,
      proposedAt: tx.clock.now(),
    });
    await mailToDuties(tx, viewer.organization.id, ['signatory'], {
      about: id,
      ...letters.parameter_proposed,
      params: { name: parameterNames.words[name][0], name_en: parameterNames.words[name][1] },
      path: '/w/security/parameters',
    });
    note({ change: id, region, before, value, document: input.document_no });
    return showParameters(tx);
  });
}

/** In force at once, for what begins from then on: a clock that runs keeps its day. */
export async function decideParameter(
  ctx: Ctx,
  id: string,
  input: z.output<typeof shapes.secondBody>,
): Promise<ParametersOut> {
  const event = `security.parameter_${input.decision}` as const;
  return act(ctx, { action: event, subject: ['parameter', id] }, async (tx, note) => {
    const viewer = requireViewer(tx.viewer);
    const row = await store.findChange(tx.db, id);
    if (row === null || !works(viewer, row.regionCode, 'signatory')) throw refuse('security.not_found');
    if (isSelf(viewer, row.proposedBy)) throw refuse('security.two_people');
    const { decision, opinion } = input;
    const decidedAt = tx.clock.now();
    if (!(await store.decideChange(tx.db, id, { decision, opinion, decidedBy: viewer.personId, decidedAt })))
      throw refuse('security.decided');
    if (decision === 'granted' && parameterNames.is(row.key))
      await store.putParameter(tx.db, {
        id: newId(tx, 'change'),
        key: parameterKey(row.key),
        regionCode: row.regionCode,
        value: row.value,
        documentNo: row.documentNo,
        setBy: viewer.personId,
        setAt: decidedAt,
      });
    note({ name: row.key, region: row.regionCode, before: row.before, value: row.value });
    return showParameters(tx);
  });
}
