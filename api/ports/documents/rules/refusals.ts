import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'documents.missing_glyph': {
    status: 422,
    zh: '以下字符无法在正式文书中印出：{{characters}}。请改用通用规范汉字或其他写法，文书尚未生成。',
    en: 'These characters cannot be printed in a document: {{characters}}. Write them otherwise; nothing was made.',
  },
  'documents.does_not_add_up': {
    status: 409,
    zh: '账单各方金额之和与净收入不一致，不能出具。',
    en: 'The parts of this statement do not add up to the net revenue; it cannot be issued.',
  },
});
