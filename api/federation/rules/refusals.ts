import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'federation.not_found': { status: 404, zh: '没有这个采集来源。', en: 'There is no such harvest source.' },
  'federation.run_not_found': { status: 404, zh: '没有这次采集。', en: 'There is no such harvest run.' },
  'federation.record_not_found': { status: 404, zh: '没有这条采集记录。', en: 'There is no such harvested record.' },
  'federation.record_removed': {
    status: 410,
    zh: '“{{title}}”已于 {{on}} 从来源平台的目录中移除。',
    en: '"{{title}}" left the catalogue of its portal on {{on}}.',
  },
  'federation.not_your_region': {
    status: 403,
    zh: '采集来源由本级或者上一级政务信息管理部门管理，贵单位在该地区没有这项职权。',
    en: 'A source is kept by the information department of its region or of the one directly above; your organisation is neither.',
    article: '6',
  },
  'federation.url_taken': {
    status: 409,
    zh: '该地址已登记为采集来源“{{name}}”。',
    en: 'This address is already the source "{{name}}".',
  },
  'federation.own_address': {
    status: 422,
    zh: '这是本平台自己的地址，不能采集自己。',
    en: 'This is the address of this platform; it does not harvest itself.',
  },
  'federation.changed_meanwhile': {
    status: 409,
    zh: '该来源刚刚被他人修改。您填写的内容仍在页面上，请核对后重新提交。',
    en: 'Somebody changed this source just now. What you typed is still on the page; compare and send it again.',
  },
  'federation.wrong_state': {
    status: 409,
    zh: '来源目前为“{{state_zh}}”，不能办理这项操作。',
    en: 'The source is "{{state_en}}" now; this cannot be done.',
  },
  'federation.running': {
    status: 409,
    zh: '该来源正在采集，请等待本次采集结束。',
    en: 'This source is being harvested; wait until the run ends.',
  },
  'federation.nothing_held': {
    status: 409,
    zh: '这次采集没有待确认的移除。',
    en: 'No removal of this run waits for a decision.',
  },
  // Why a run as a whole did not come to its end.
  'federation.http_status': {
    status: 422,
    zh: '来源平台对 {{url}} 应答 HTTP {{status}}。',
    en: 'The portal answered {{url}} with HTTP {{status}}.',
  },
  'federation.wrong_type': {
    status: 422,
    zh: '来源平台对 {{url}} 的应答类型为“{{type}}”，不是所选接口的内容。',
    en: 'The portal answered {{url}} with "{{type}}", which is not what this kind of source offers.',
  },
  'federation.malformed': {
    status: 422,
    zh: '来源平台对 {{url}} 的应答无法解析：{{reason}}',
    en: 'The answer of the portal to {{url}} could not be read: {{reason}}',
  },
  'federation.ckan_error': {
    status: 422,
    zh: '来源平台的 CKAN 接口报告错误：{{reason}}',
    en: 'The CKAN API of the portal reports an error: {{reason}}',
  },
  'federation.remote_context': {
    status: 422,
    zh: 'JSON-LD 引用了外部上下文 {{url}}，平台不下载外部上下文；请来源平台内联上下文或者改用 Turtle、RDF/XML。',
    en: 'The JSON-LD refers to the remote context {{url}}, which is not fetched; the portal should write its context inline, or offer Turtle or RDF/XML.',
  },
  'federation.no_datasets': {
    status: 422,
    zh: '{{url}} 没有任何数据集。若来源确实为空，无需采集。',
    en: 'There is no dataset at {{url}}. A portal that is really empty needs no harvest.',
  },
  'federation.incomplete': {
    status: 422,
    zh: '来源平台称共有 {{told}} 条，实际读到 {{seen}} 条，因此未移除任何记录。',
    en: 'The portal told of {{told}} records and {{seen}} were read, so none was removed.',
  },
  'federation.unnamed_failures': {
    status: 422,
    zh: '有 {{count}} 条记录没有标识符，无法判断其是否仍在来源目录中，因此未移除任何记录。',
    en: '{{count}} record(s) came without an identifier; what left the portal cannot be told, so nothing was removed.',
  },
  'federation.page_failed': {
    status: 422,
    zh: '第 {{at}} 条起的一页读取失败（{{reason}}），已跳过。',
    en: 'The page from record {{at}} could not be read ({{reason}}) and was passed over.',
  },
  'federation.pages_skipped': {
    status: 422,
    zh: '有 {{count}} 页未能读取，因此未移除任何记录。',
    en: '{{count}} page(s) could not be read, so nothing was removed.',
  },
  'federation.too_many_pages': {
    status: 422,
    zh: '来源目录超过 {{limit}} 页的上限。',
    en: 'The catalogue of the portal has more than {{limit}} pages, which is the limit.',
  },
  'federation.page_loop': {
    status: 422,
    zh: '来源平台的分页链接指向已读过的一页：{{url}}',
    en: 'The paging links of the portal lead back to a page already read: {{url}}',
  },
  'federation.stopped': {
    status: 409,
    zh: '采集过程中来源被暂停或者停止，本次采集到此为止。',
    en: 'The source was paused or ended during the run, which stopped there.',
  },
  'federation.removal_guard': {
    status: 409,
    zh: '{{total}} 条记录中有 {{count}} 条在来源平台找不到，超过一半。请核实来源平台是否正常，再决定移除或者保留。',
    en: '{{count}} of {{total}} records are gone from the portal, more than half. Look whether the portal is sound, then remove or keep them.',
  },
  'federation.superseded': {
    status: 409,
    zh: '此后又有一次完整采集，这次采集的待移除记录以新的采集为准。',
    en: 'A later full run has taken the place of this one.',
  },
  'federation.broken': {
    status: 422,
    zh: '采集因平台内部错误中断，已记入日志。',
    en: 'The run broke on an error of this platform, which is in the log.',
  },
  // Why one record was not taken.
  'federation.no_identifier': { status: 422, zh: '记录没有标识符。', en: 'The record has no identifier.' },
  'federation.no_title': { status: 422, zh: '记录没有标题。', en: 'The record has no title.' },
  'federation.not_an_object': { status: 422, zh: '记录的结构无法识别。', en: 'The record has no readable shape.' },
  'federation.identifier_too_long': {
    status: 422,
    zh: '标识符超过 {{limit}} 个字符。',
    en: 'The identifier is longer than {{limit}} characters.',
  },
  'federation.too_large': {
    status: 413,
    zh: '单条记录超过 {{limit}} 字节的上限。',
    en: 'The record is larger than {{limit}} bytes.',
  },
  'federation.no_address': {
    status: 422,
    zh: '记录没有可用的原始网址（只接受 http 和 https）。',
    en: 'The record has no usable original address (http and https only).',
  },
  'federation.same_identifier': {
    status: 422,
    zh: '来源中另有一条记录使用同一标识符。',
    en: 'Another record of the source has the same identifier.',
  },
  'federation.comes_from_here': {
    status: 422,
    zh: '该记录原本出自本平台，不再采集回来。',
    en: 'The record comes from this platform and is not taken back.',
  },
});
