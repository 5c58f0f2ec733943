import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'enclave.not_hidden': {
    status: 409,
    zh: '数据集“{{code}}”第 {{version}} 版的个人数据未达到安全计算环境的要求（k ≥ {{k}}），在提供机构发布处理后的版本之前不能计算。',
    en: 'The personal data in version {{version}} of dataset "{{code}}" fall short of what a secure room demands (k >= {{k}}); nothing can be computed on them until the agency publishes a treated version.',
    article: '15',
  },
  'enclave.not_found': { status: 404, zh: '没有这个计算任务。', en: 'There is no such job.' },
  'enclave.changed_meanwhile': {
    status: 409,
    zh: '该任务刚刚被更新（现为第 {{revision}} 次变更）。您填写的内容没有保存，请核对后再提交。',
    en: 'The job has just been changed (it is now revision {{revision}}). What you typed was not saved; look at it again and send it once more.',
  },
  'enclave.wrong_state': {
    status: 409,
    zh: '任务目前“{{state}}”，不能“{{action}}”。',
    en: 'The job is "{{state_en}}"; "{{action_en}}" is not possible now.',
  },
  'enclave.own_job': {
    status: 403,
    zh: '本人提交的任务不能由本人放行或者拒绝。',
    en: 'Nobody releases or refuses a job they submitted themselves.',
  },
  'enclave.nothing_granted': {
    status: 422,
    zh: '协议 {{no}} 目前没有可以计算的表。',
    en: 'Agreement {{no}} opens no table that could be computed on now.',
    article: '20',
  },
  'enclave.no_purpose': {
    status: 422,
    zh: '请写明计算目的（至少 5 个字）。',
    en: 'Say what the job is for (at least 5 characters).',
    article: '20',
  },
  'enclave.too_many_jobs': {
    status: 429,
    zh: '协议 {{no}} 同时最多有 {{limit}} 个等待或者运行中的任务。',
    en: 'Agreement {{no}} may have {{limit}} jobs waiting or running at once.',
  },
  'enclave.budget_spent': {
    status: 429,
    zh: '协议 {{no}} 本月已提交 {{limit}} 个任务，达到上限；下月一日起可以继续。',
    en: 'Agreement {{no}} has had its {{limit}} jobs of this month; more from the first of the next.',
    article: '20',
  },
  'enclave.no_result': {
    status: 409,
    zh: '任务“{{state}}”，没有可以下载的结果。',
    en: 'The job is "{{state_en}}"; there is no result to download.',
  },
  'enclave.no_reason': {
    status: 422,
    zh: '请写明理由（至少 5 个字），申请单位会看到。',
    en: 'Give the reason (at least 5 characters); the developer will see it.',
  },
  'enclave.result_gone': {
    status: 410,
    zh: '结果在 {{day}} 已清除。需要时请重新提交任务。',
    en: 'The result was removed on {{day}}. Submit the job again where it is needed.',
  },
  'enclave.sandbox_open_data': {
    status: 422,
    zh: '“{{code}}”无须申请即可使用真实数据，不提供合成数据。',
    en: '"{{code}}" can be used as it is without applying; there are no synthetic rows of it.',
  },
  'enclave.sandbox_none': {
    status: 404,
    zh: '数据集“{{code}}”没有可以合成的表。',
    en: 'The dataset "{{code}}" has no table to make synthetic rows of.',
  },
});

/** The field it stands beside. */
export const noPurpose = { path: 'words', zh: '请写明计算目的。', en: 'Say what the job is for.' };
