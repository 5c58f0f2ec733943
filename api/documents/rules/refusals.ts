import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'document.not_found': {
    status: 404,
    zh: '没有编号为“{{id}}”的文书，请核对编号。',
    en: 'There is no document "{{id}}"; compare the number.',
  },
  'document.already_signed': {
    status: 409,
    zh: '本单位已经签署过这份文书，不能重复签署。',
    en: 'Your organisation has already signed this document.',
    article: '16',
  },
  'document.upload_empty': {
    status: 422,
    zh: '没有收到文件，请选择要核验的 PDF。',
    en: 'No file arrived; choose the PDF to check.',
  },
});
