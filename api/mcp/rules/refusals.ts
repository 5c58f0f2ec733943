import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'mcp.too_many_calls': {
    status: 429,
    zh: '调用过于频繁：同一地址每分钟至多 {{limit}} 次，请在 {{seconds}} 秒后重试。',
    en: 'Too many calls: {{limit}} a minute from one address; try again in {{seconds}} seconds.',
  },
  'mcp.too_many_questions': {
    status: 429,
    zh: '查询过于频繁：同一地址每分钟至多查询表 {{limit}} 次，请在 {{seconds}} 秒后重试。',
    en: 'Too many questions to tables: {{limit}} a minute from one address; try again in {{seconds}} seconds.',
  },
  'mcp.measures_without_groups': {
    status: 422,
    zh: '分组统计（group_by、measures）不能与 columns、cursor 同时使用。',
    en: 'Groups and measures cannot be combined with columns or a cursor.',
  },
});
