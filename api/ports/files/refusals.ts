/** What the files port answers when it will not keep or give bytes. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'files.too_large': {
    status: 413,
    zh: '文件超过 {{limit}} 字节的上限，未保存任何内容。',
    en: 'The file is larger than the limit of {{limit}} bytes; nothing was kept.',
  },
  'files.not_found': { status: 404, zh: '没有找到该文件。', en: 'There is no such file.' },
  'files.bad_key': {
    status: 400,
    zh: '文件的存放名称不合规定。',
    en: 'The name under which the file would be kept is not allowed.',
  },
  'files.bad_range': {
    status: 400,
    zh: '请求的字节范围超出文件（共 {{bytes}} 字节）。',
    en: 'The requested byte range lies outside the file of {{bytes}} bytes.',
  },
});
