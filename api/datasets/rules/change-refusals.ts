/** Why two versions cannot be compared. */
import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuseChanges = defineRefusals({
  'datasets.nothing_before': {
    status: 404,
    zh: '第 {{number}} 版是首个版本，没有可比较的旧版本。',
    en: 'Version {{number}} is the first; there is nothing to compare it with.',
  },
  'datasets.same_version': {
    status: 422,
    zh: '请选择两个不同的版本进行比较。',
    en: 'Choose two different versions to compare.',
  },
});
