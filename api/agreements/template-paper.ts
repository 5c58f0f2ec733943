/** A published template as a paper that anyone can read and verify. */
import type { Ctx } from '#api/context.ts';
import { createDocument, nextNumber } from '#api/documents/service.ts';
import { regions } from '#api/kernel/regions.ts';
import type { Day } from '#api/kernel/time.ts';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { findHolder } from '#api/organizations/service.ts';
import { clauseMarks, clauseWord } from './rules/draft-codes.ts';
import { clausesOfApplication, formClauses, markOf } from './rules/forms.ts';
import { clauseText, fromApplication, templateFacts, templateTitle } from './template.ts';
import type { TemplateRow } from './template-store.ts';
import { formOfTemplate } from './template-view.ts';

export async function makeTemplateDocument(tx: Ctx, row: TemplateRow, inForceFrom: Day) {
  const form = formOfTemplate(row);
  const no = await nextNumber(tx, 'agreement_form', 'MB');
  const holder = await findHolder(tx, 'information_department', row.regionCode);
  const department = holder?.name ?? '';
  const region = regions.labelOrCode(row.regionCode, 'zh');
  const kind = authorizationKinds.labelOrCode(row.kind, 'zh');
  const clauses = formClauses(form).map((clause) => ({
    clause,
    mark: markOf(form, clause),
    text: clauseText(form.terms, clause),
  }));
  const facts = { no, name: row.name, version: String(row.version), department, region, kind, from: inForceFrom };
  return createDocument(tx, {
    kind: 'agreement_form',
    no,
    subject: ['template', row.id],
    title: templateTitle,
    value: {
      kind: 'agreement_form',
      no,
      template: row.id,
      series: row.series,
      name: row.name,
      version: row.version,
      note: row.note,
      region_code: row.regionCode,
      department,
      authorization: row.kind,
      in_force_from: inForceFrom,
      terms: form.terms,
      marks: Object.fromEntries(clauses.map(({ clause, mark }) => [clause, mark])),
    },
    render: (own) => ({
      ...own,
      demo: holder?.demo ?? false,
      name: row.name,
      version: row.version,
      department,
      region,
      kind,
      inForceFrom,
      note: row.note,
      clauses: [
        ...clausesOfApplication.map((clause) => ({ title: clauseWord(clause)[0], mark: '', text: fromApplication })),
        ...clauses.map(({ clause, mark, text }) => ({
          title: clauseWord(clause)[0],
          mark: clauseMarks.words[mark][0],
          text: mark === 'blank' ? '' : text,
        })),
      ],
    }),
    publicFacts: (Object.keys(templateFacts) as (keyof typeof templateFacts)[]).map((key) => ({
      zh: templateFacts[key][0],
      en: templateFacts[key][1],
      value: facts[key],
    })),
  });
}
