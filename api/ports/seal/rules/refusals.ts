import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'seal.not_a_pdf': {
    status: 422,
    zh: '该文件不是完整、未加密的 PDF，无法签名。',
    en: 'This file is not a whole, unencrypted PDF and cannot be signed.',
  },
  'seal.document_changed': {
    status: 409,
    zh: '该文件在已有签名之后被改动，不能再加签。',
    en: 'This file was changed after an existing signature and cannot be signed again.',
  },
  'seal.field_signed': {
    status: 409,
    zh: '签名处“{{field}}”已有签名，不能重复签名。',
    en: 'The signature field “{{field}}” is already signed.',
  },
  'seal.key_unreadable': {
    status: 503,
    zh: '签名私钥无法解密，请联系平台运行人员检查系统密钥配置。',
    en: 'The signing key cannot be decrypted; the operator must check the secret of this installation.',
  },
  'seal.key_mismatch': {
    status: 409,
    zh: '签名私钥与证书不匹配，未作签名。',
    en: 'The signing key does not belong to the certificate; nothing was signed.',
  },
  'seal.certificate_not_valid': {
    status: 409,
    zh: '签名时间不在证书有效期内，请先更换证书。',
    en: 'The time of signing lies outside the validity of the certificate; renew it first.',
  },
  'seal.enrolment_pending': {
    status: 503,
    zh: '电子认证服务机构正在审核证书申请，请约 {{hours}} 小时后再签署；申请已保留，不必重新提交。',
    en: 'The certification authority is still deciding on the certificate. Try again in about {{hours}} h; the request is kept.',
  },
  'seal.enrolment_failed': {
    status: 503,
    zh: '未能从电子认证服务机构取得证书（{{reason}}），没有签署。请稍后再试，或者联系平台运行人员。',
    en: 'No certificate could be had from the certification authority ({{reason}}); nothing was signed. Try again later or tell the operator.',
  },
  'seal.certificate_unfit': {
    status: 503,
    zh: '电子认证服务机构返回的证书与申请不符（{{what}}），没有采用。',
    en: 'The certificate that came back does not fit the request ({{what}}) and was not taken.',
  },
});
