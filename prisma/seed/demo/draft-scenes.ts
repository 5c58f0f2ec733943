/** A template of the province, an agreement drawn from it, and what the developer would have otherwise. */
import { getNegotiation, proposeTerms } from '#api/agreements/proposals.ts';
import { draftAgreement } from '#api/agreements/service.ts';
import { createTemplate, publishTemplate, saveTemplate } from '#api/agreements/templates.ts';
import { type Book, look } from './book.ts';
import { cases, termsOf } from './cases.ts';
import type { Scene } from './scene.ts';

const department = 'province.information';

export function draftScenes(book: Book): Scene[] {
  let template = '';
  return [
    {
      day: '2026-09-14',
      time: '16:10',
      what: 'a template of agreements is published',
      async play(stage) {
        const head = {
          name: '政务数据授权开发合作协议（省级，2026 年版）',
          note: '供省级机构与开发单位拟订合作协议时选用；处置和再许可条款不得改动，改动须说明理由。',
          kind: 'licensed_development',
        } as const;
        const made = await createTemplate(stage.as(department), head);
        // What belongs to each case is left to its application.
        const terms = { ...termsOf('trade', { treasury: 250_000, developer: 750_000 }), scope: '' };
        const saved = await saveTemplate(stage.as(department), made.id, {
          ...head,
          revision: made.revision,
          terms: { ...terms, degree: { code: '', words: '', smallest_group: null }, term: { from: '', to: '' } },
          marks: { disposition: 'fixed', sublicence: 'fixed' },
        });
        template = (await publishTemplate(stage.as(department), saved.id, { in_force_from: '2026-09-21' })).id;
        await stage.drain();
      },
    },
    {
      day: '2026-11-13',
      time: '09:40',
      what: 'trade: agreement being drawn up, from the template',
      async play(stage) {
        const application_id = look(book.applications, 'trade');
        const made = await draftAgreement(stage.as(cases.trade.agency), { application_id, template_id: template });
        book.agreements.set('trade', made.id);
      },
    },
    {
      day: '2026-11-18',
      time: '15:20',
      what: 'trade: the developer proposes other terms; the agency has to answer',
      async play(stage) {
        const id = look(book.agreements, 'trade');
        const { terms, revision } = await getNegotiation(stage.as(cases.trade.developer), id);
        await proposeTerms(stage.as(cases.trade.developer), id, {
          revision,
          words: '上市季取数较密，希望明确调用限额；分成比例建议按同类协议执行。',
          terms: {
            ...terms,
            quota: { ...terms.quota, calls: { day: 60, month: 1000, term: null } },
            shares: [
              { party: 'treasury', ppm: 220_000 },
              { party: 'developer', ppm: 780_000 },
            ],
          },
        });
        await stage.drain();
      },
    },
  ];
}
