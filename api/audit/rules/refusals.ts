import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'audit.no_such_record': { status: 404, zh: '没有这条审计记录。', en: 'There is no such audit record.' },
  'audit.no_such_root': { status: 404, zh: '没有这个审计根。', en: 'There is no such root of the audit record.' },
  'audit.no_root_yet': {
    status: 409,
    zh: '第 {{seq}} 条记录还没有被审计根覆盖。审计根每天零点后发布，请在发布后再来取证明。',
    en: 'No root covers record {{seq}} yet. A root is published every day after midnight (Shanghai); come for the proof then.',
    article: '23',
  },
  'audit.differs': {
    status: 409,
    zh: '第 {{seq}} 条记录与已经发布的第 {{number}} 号审计根不符：记录在发布之后被改动过。请立即报告安全事件。',
    en: 'Record {{seq}} does not fit root {{number}}, which was published: it was changed afterwards. Report a security incident at once.',
    article: '23',
  },
  'audit.roots_in_order': {
    status: 422,
    zh: '请先写较早的审计根，再写较晚的。',
    en: 'Name the earlier root first and the later one second.',
  },
});
