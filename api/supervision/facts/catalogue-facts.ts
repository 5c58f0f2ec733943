/** Duties of the catalogue (Articles 9, 11) as compilation and the bases tell them. Some are the information department's own. */
import { readBaseFacts } from '#api/bases/sets.ts';
import { lateCatalogueDuties } from '#api/compilation/clocks.ts';
import { clockKinds } from '#api/compilation/rules/codes.ts';
import { findHolder } from '#api/organizations/service.ts';
import type { Detector, Fact } from './fact.ts';

export const catalogueDetectors: readonly Detector[] = [
  {
    code: 'catalogue_late',
    async read(ctx, { code, before }) {
      const department = await findHolder(ctx, 'information_department', code);
      const late = await lateCatalogueDuties(ctx, code);
      return (
        late
          // Data that are not renewed are a rule of their own.
          .filter((one) => one.kind !== 'data' && one.dueOn < before)
          .flatMap((one): Fact[] => {
            const accused = one.ball === 'agency' ? one.agency.id : department?.id;
            if (accused === undefined) return [];
            return [
              {
                key: `${one.kind}|${one.subject[1]}|${one.dueOn}`,
                accusedId: accused,
                subject: [one.subject[0], one.subject[1], one.no],
                title: `${clockKinds.label(one.kind, 'zh')} · ${one.title}`,
                since: one.dueOn,
                evidence: { kind: one.kind, no: one.no, agency: one.agency.id, ball: one.ball, due_on: one.dueOn },
              },
            ];
          })
      );
    },
  },
  {
    code: 'topic_without_lead',
    async read(ctx, { code, today }) {
      const { topicsWithoutLead } = await readBaseFacts(ctx);
      const department = await findHolder(ctx, 'information_department', code);
      if (department === null) return [];
      return topicsWithoutLead
        .filter((one) => one.regionCode === code)
        .map(
          (one): Fact => ({
            key: one.code,
            // Who appoints the lead answers for there being none.
            accusedId: department.id,
            subject: ['resource_set', one.code, one.code],
            title: one.name,
            // The record does not say since when; the day it was first seen stands for it.
            since: today,
            evidence: { topic: one.code, lead: null },
          }),
        );
    },
  },
  {
    code: 'base_not_compiled',
    async read(ctx, { code, today }) {
      const { uncompiled } = await readBaseFacts(ctx);
      return uncompiled
        .filter((one) => one.regionCode === code)
        .map(
          (one): Fact => ({
            key: one.entryId,
            accusedId: one.providerId,
            subject: ['entry', one.entryId, one.code],
            title: one.title,
            since: today,
            evidence: { entry: one.code, base: null },
          }),
        );
    },
  },
];
