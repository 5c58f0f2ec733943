/** What stands with a certificate for everyone to read, when the agreement under it is suspended, resumed, ended or changed. */
export const certificateWords = {
  suspension: (no: string, receipt: string) =>
    `协议 ${no} 暂停（登记号 ${receipt}）。 / Agreement ${no} is suspended (registered as ${receipt}).`,
  lifting: (no: string, receipt: string) =>
    `协议 ${no} 恢复（登记号 ${receipt}）。 / The suspension of agreement ${no} was lifted (registered as ${receipt}).`,
  ended: (no: string) => `协议 ${no} 已提前终止。 / Agreement ${no} ended early.`,
  changed: (no: string, version: number, to: string) =>
    `协议 ${no} 第 ${version} 版生效，范围或者期限（至 ${to}）与证书不同，请换发证书。 / Version ${version} of agreement ${no} governs; scope or term (until ${to}) differ from the certificate, which is to be issued anew.`,
} as const;
