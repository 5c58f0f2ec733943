/** What is refused in the first negotiation, and of templates beside what life-refusals.ts names. */
import { defineRefusals, type FieldFault } from '#api/kernel/refusal.ts';
import { clauseWord } from './draft-codes.ts';

export const refuseDraft = defineRefusals({
  'agreement.deviation_silent': {
    status: 422,
    zh: '模板固定的条款（{{clauses}}）作了不同约定，须写明理由。',
    en: 'Clauses that the template fixes ({{clauses_en}}) are agreed otherwise; each needs its reason.',
    article: '19',
  },
  'agreement.proposal_waiting': {
    status: 409,
    zh: '开发单位的第 {{number}} 号提议还有 {{count}} 条没有答复，答复后才能发出签署。',
    en: 'Proposal {{number}} of the developer still has {{count}} clause(s) without an answer; answer them before it goes out.',
  },
  'draft.not_found': { status: 404, zh: '没有这一稿草案。', en: 'There is no such draft.' },
  'draft.clause_unknown': { status: 422, zh: '协议没有“{{clause}}”这一条款。', en: 'There is no clause "{{clause}}".' },
  'proposal.not_found': { status: 404, zh: '没有这项提议。', en: 'There is no such proposal.' },
  'proposal.nothing_changed': {
    status: 422,
    zh: '提议与草案没有差别。',
    en: 'The proposal does not differ from the draft.',
  },
  'proposal.clause_decided': {
    status: 409,
    zh: '“{{clause}}”不在该提议之内，或者已经答复。',
    en: '"{{clause_en}}" is not part of the proposal, or is answered already.',
  },
  'proposal.nothing_decided': {
    status: 422,
    zh: '请至少对一条作出答复。',
    en: 'Answer one clause or more.',
  },
  'proposal.words_needed': {
    status: 422,
    zh: '不同意的，请写明理由。',
    en: 'Declining needs a reason.',
  },
  'template.clause_of_application': {
    status: 422,
    zh: '“{{clause}}”来自获准的申请，模板不能约定。',
    en: '"{{clause_en}}" comes from the granted application; a template cannot say it.',
    article: '19',
  },
  'template.clause_unknown': {
    status: 422,
    zh: '协议没有“{{clause}}”这一条款。',
    en: 'Agreements have no clause "{{clause}}".',
  },
  'template.fixed_incomplete': {
    status: 422,
    zh: '固定条款还缺 {{count}} 处内容，补齐后才能发布。',
    en: 'The fixed clauses still lack {{count}} point(s); complete them before publishing.',
  },
  'template.says_nothing': {
    status: 422,
    zh: '模板还没有固定或者建议任何条款。',
    en: 'The template neither fixes nor proposes anything yet.',
  },
  'template.not_for_this': {
    status: 422,
    zh: '模板“{{name}}”适用于{{region}}的“{{kind}}”，不适用于这项申请。',
    en: 'The template "{{name}}" is for {{kind_en}} in {{region_en}}, not for this application.',
    article: '4',
  },
  'template.closed_already': {
    status: 409,
    zh: '该版本已于 {{day}} 停用。',
    en: 'This version has been out of use since {{day}}.',
  },
});

/** One line a clause that the other side changed meanwhile. */
export function changedFaults(changed: readonly string[]): FieldFault[] {
  return changed.map((clause) => {
    const [zh, en] = clauseWord(clause);
    return { path: `terms.${clause}`, zh: `对方已修改“${zh}”。`, en: `The other side changed: ${en}.` };
  });
}

/** Names of clauses for a sentence of both languages. */
export function namedClauses(clauses: readonly string[]): { clauses: string; clauses_en: string } {
  const words = clauses.map(clauseWord);
  if (words.length === 0) return { clauses: '无', clauses_en: 'none' };
  return { clauses: words.map(([zh]) => zh).join('、'), clauses_en: words.map(([, en]) => en).join(', ') };
}
