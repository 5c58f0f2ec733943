/** Switches and thresholds of the detectors, by region, each with the document that set it. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { requireDepartment } from './access.ts';
import * as clues from './clue-store.ts';
import type * as shapes from './contract.ts';
import { settingsOf } from './detect.ts';
import { detectors } from './detectors.ts';
import { detectorCodes, detectorRules } from './rules/detectors.ts';
import { refuse } from './rules/refusals.ts';
import { ruleKey } from './rules/terms.ts';

export interface Rules {
  items: z.input<typeof shapes.ruleLine>[];
}

export async function listRules(ctx: Ctx): Promise<Rules> {
  const { regions } = requireDepartment(ctx);
  const settingOf = await settingsOf(ctx, regions[0] ?? '');
  const open = new Map((await clues.openByRule(ctx.db, regions)).map((row) => [row.rule, row._count]));
  return {
    items: detectors.map((detector) => {
      const { code } = detector;
      const { circumstance, provision, signal } = detectorRules[code];
      const { on, grace, documentNo } = settingOf(detector);
      return {
        rule: code,
        circumstance: String(circumstance) as Rules['items'][number]['circumstance'],
        signal: { zh: signal[0], en: signal[1] },
        provision,
        on,
        grace,
        open: open.get(code) ?? 0,
        document_no: documentNo,
      };
    }),
  };
}

export async function setRule(ctx: Ctx, rule: string, input: z.output<typeof shapes.ruleBody>): Promise<Rules> {
  const { viewer, regions } = requireDepartment(ctx, ['reviewer']);
  if (!detectorCodes.is(rule)) throw refuse('supervision.rule_unknown');
  const grace = detectorRules[rule].grace === null ? null : input.grace;
  return act(ctx, { action: 'supervision.set_rule', subject: ['supervision_rule', rule] }, async (tx, note) => {
    for (const regionCode of regions)
      await clues.putParameter(tx.db, {
        id: newId(tx, 'change'),
        key: ruleKey(rule),
        regionCode,
        value: { on: input.on, grace },
        documentNo: input.document_no === '' ? null : input.document_no,
        setBy: viewer.personId,
        setAt: tx.clock.now(),
      });
    note({ on: input.on, grace });
    return listRules(tx);
  });
}
