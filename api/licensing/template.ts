/** Words of the certificate and of its public verification page. */
import type { Words } from '#api/kernel/words.ts';

export const certifyingReason = '制发政务数据授权开发证书';

export const certificateFacts = {
  no: ['证书编号', 'Certificate no.'],
  holder: ['持证单位', 'Holder'],
  agency: ['发证机构', 'Issued by'],
  datasets: ['授权开发的政务数据', 'Licensed data'],
  degree: ['程度', 'Degree'],
  term: ['期限', 'Term'],
} as const satisfies Words;
