import type { Words } from '#api/kernel/words.ts';

/** /law: the articles, each with a heading of ours (the regulation has none) and one line on what the platform does for it. */
export const law = {
  title: ['条例与平台功能对照', 'The regulation, article by article'],
  lead: [
    '平台依据《山西省政务数据管理应用条例（草案）》逐条建设。以下列出二十九条原文，以及平台目前为每一条做到了什么、还缺什么。',
    'The platform is built to the draft Regulation of Shanxi Province on the Management and Use of Government Data. Here are its 29 articles in the original Chinese, each with what the platform does for it today and what is still missing.',
  ],
  contents: ['条文目录', 'Contents'],
  article: ['第{{han}}条', 'Article {{n}}'],
  digits: ['零一二三四五六七八九十', '0123456789'],
  platform: ['平台', 'Platform'],
  state_done: ['已实现', 'in place'],
  state_partial: ['部分实现', 'in part'],
  state_later: ['尚未实现', 'not yet'],
  state_none: ['无需系统功能', 'nothing to build'],
  count: [
    '已实现 {{done}} 条，部分实现 {{partial}} 条，尚未实现 {{later}} 条。',
    '{{done}} in place, {{partial}} in part, {{later}} not yet.',
  ],
  text_missing: [
    '条文数据尚未载入，请稍后再来。',
    'The text of the regulation has not been loaded yet; please come back later.',
  ],
  source_note: [
    '条文作为数据保存并带有效期，条文变动无须改动程序。引用以省人大常委会公布的文本为准。',
    'The text is kept as data with its dates of validity, so a change of wording needs no change of code. Only the published Chinese text is authoritative.',
  ],

  h1: ['立法目的', 'Purpose'],
  a1: [
    '目录、开放、授权开发、收入四条主线均以本条所列目的为界。',
    'Catalogue, opening, licensed development and revenue are the platform’s four lines of work, all within these purposes.',
  ],
  h2: ['适用范围', 'Scope'],
  a2: [
    '标注涉密的目录条目不得提交、上传、开放或授权，系统当场拒绝并留痕。',
    'An entry marked as a state secret cannot be submitted, uploaded, opened or licensed: the platform refuses and records it.',
  ],
  h3: ['国有资产与原则', 'State asset, principles'],
  a3: [
    '开发利用的收入按国有资产经营收益记账；数据登记为资产卡片，与目录条目相连，已发布而未登记的会被提示。',
    'Revenue from development is booked as income from state assets; data are registered on asset cards linked to their entries, and what is published without one is pointed out.',
  ],
  h4: ['职责分工', 'Responsibilities'],
  a4: [
    '机构按行政区划和层级登记，主管职责凭文件和期限授予，只在本区域内有效，越权办理被拒绝并记录；职责的任免、机构的设立合并和行政区划的变更凭文件由两人办理；个人可以限期委托或者由副职代行，代办留有本人记录。',
    'Organisations are registered by region and level; powers rest on a dated document and hold in their own region only. Acts beyond them are refused and recorded. Powers, agencies and regions change by document and two people; duties can be lent for a term or taken over by a deputy, on record as done for the holder.',
  ],
  h5: ['规划与考核', 'Planning and assessment'],
  a5: [
    '总体规划按版本登记，目标、进展和逾期可查；效能考核的指标取自平台事实，列明分子分母，权重合计一百，可以申诉，结果和排名公开，任何人可以重算。',
    'Plans are registered in versions with goals, progress and what is late; assessment draws its indicators from the platform’s facts with numerator and denominator, weights add up to a hundred, results can be appealed, are published with a ranking, and anyone can recompute them.',
  ],
  h6: ['政务云', 'Government cloud'],
  a6: [
    '目录条目登记数据存放位置；省、市两级门户的目录可自动采集汇总并注明来源；省市云平台节点登记在册，联通状态受到监测，未存放在同级政务云的数据会被列出。',
    'Each entry states where its data is stored; portals of the two tiers are harvested with their source named. Cloud nodes are registered, their links are watched, and data that is not on the cloud of its own level is listed.',
  ],
  h7: ['一网通办', 'One network for all services'],
  a7: [
    '授权开发、合作开发、授权运营三类授权各有自己的材料、环节和决定机关，按咨询、申请、受理、审查、决定、收费、证照制作全程在线办理；页面写明事项在谁手上、何时到期；审查可以依法中止和延长一次；不予授权写明理由、依据和救济途径，可以提出异议。其他政务服务事项登记七个环节的在线情况和业务系统的对接状态。',
    'Licensed development, cooperation and authorised operation each have their own material, steps and deciders, on line from enquiry to certificate; the page says who has the case and until when. Reviews pause and are extended once as the law allows; a refusal names reason, basis and remedy and can be objected to. Other service items state which of the seven steps are on line and which systems are docked.',
  ],
  h8: ['目录编制', 'The catalogue'],
  a8: [
    '机构按编制要求在线编制和更新条目，提交政务信息管理部门审核后归集发布，每次变更留有版本；编制要求按版本发布，决定填写、校验和导出；条目可以用表格批量导入导出；法律或者职责变化后十个工作日内更新、两个工作日内审核的时限逐项可见。',
    'Agencies compile and update entries; the information department reviews and collects them; every change keeps its version. Compilation requirements are published in versions that drive forms, checks and exports; entries go to a workbook and back; the ten working days after a change of law or duty and the two of the review are shown one by one.',
  ],
  h9: ['基础库与主题库', 'Basic and topic resources'],
  a9: [
    '条目可归入六类基础信息资源和主题；每个主题有且只有一个牵头部门编制主题目录，基础目录由政务信息管理部门会同有关部门编制。',
    'Entries can be assigned to the six basic bases and to topics; each topic has exactly one lead department that edits it, and basic entries are compiled by the information department with the others.',
  ],
  h10: ['依法采集', 'Lawful collection'],
  a10: [
    '采集项登记依据或者须经同意，提交时和批准时与可共享的数据比对，能够共享的不得重复采集；同意、拒绝和撤回逐条留存，拒绝提供不影响办事，因此不办的形成线索。',
    'Collection items state their basis or that consent is needed and are compared with what is shareable already, which may not be collected again; consents, refusals and withdrawals are kept one by one. A refusal does not end the service, and where it did, that is a clue.',
  ],
  h11: ['数据质量', 'Data quality'],
  a11: [
    '上传时检查编码、列数、类型与空值，逐列统计并公开；数据字典由数据生成、由数据专员确认，可导出到表格中填写后再导入；逐列规则在每个版本上运行，结果按完整性、准确性、及时性、唯一性、一致性公布；每条未通过的规则都是一项有期限的待办；任何人可申请校核，按规定期限答复。纸质资源有数字化计划和进度。',
    'An upload is checked for encoding, width, types and blanks, and each column’s statistics are shown; a dictionary is proposed from the data and confirmed by the steward, also in a spreadsheet and back; rules a column run on every version and are reported as completeness, accuracy, timeliness, uniqueness and consistency; each rule that fails is a task with a term; anyone may ask for a correction, answered within the statutory term. Resources on paper have plans of digitisation with their progress.',
  ],
  h12: ['共享属性', 'Share attributes'],
  a12: [
    '条目必须选定无条件、有条件或不予共享；后两类缺少理由和依据的，不能提交。',
    'Every entry is shared unconditionally, conditionally or not at all; the latter two cannot be submitted without reason and legal basis.',
  ],
  h13: ['数据共享', 'Sharing'],
  a13: [
    '部门之间按目录申请共享：无条件共享的当即提供、不得否决，有条件共享的限期答复，不予共享的告知目录所载依据；接口、文件和批量交付均计量留痕，校核、异议、暂停、期满处置和回流都有时限，一张看板显示每件事项在谁手中、何时到期。',
    'Agencies ask each other by the catalogue: what is shared unconditionally is given at once and cannot be vetoed, conditional sharing is answered in time, what is not shared is refused with the basis in its entry. Delivery by interface, file or batch is metered and traceable; corrections, objections, suspension, disposition and data returned downward have clocks, and one board shows who has each case and until when.',
  ],
  h14: ['数据开放', 'Opening'],
  a14: [
    '开放前核对国家安全、商业秘密和个人隐私；利害关系人可凭身份和证明材料申请向其定向开放，交付给本人、可追溯、不公开列出；数据需求可以提出、附议，并得到注明日期的答复。',
    'National security, trade secrets and privacy are checked before opening; an interested party may apply, with identity and proof, for data to be opened to them alone: delivered to that person, traceable, listed nowhere. Data can be asked for and seconded, and gets a dated answer.',
  ],
  h15: ['统一开放平台', 'One open platform'],
  a15: [
    '开放数据统一在本平台发布，逐列检测个人信息，未处理的不得开放，并提供 CSV、JSON、XLSX、Parquet 等可机读格式和查询、目录、地图等通用接口；关于个人的数据须经去标识化处理，处理后的数据达到规定的最小分组，由第二人签署报告后才能开放，每个新版本重新检验。',
    'Open data is published here: every column is searched for personal information, nothing untreated is opened, and each version is offered as CSV, JSON, XLSX and Parquet and through the interfaces that common tools speak. A table about people is opened only after treatment, when its smallest group is large enough and a second person has signed the report; every new version is judged again.',
  ],
  h16: ['法律效力与电子签名', 'Legal effect, electronic signatures'],
  a16: [
    '协议由双方电子签名并附时间戳，任何人可在核验页查验签名和文件是否被改动，也可以下载离线核验包，只用通用工具核验；单位证书可以吊销，吊销清单公开；每份签名都有前后相扣的存证。默认的认证机构和时钟由平台自建，可以换接持牌机构；国密算法尚未支持。',
    'Agreements carry both sides’ electronic signatures with attested times; anyone can check on the verification page who signed and whether the file was altered, or take a kit and check it with common tools alone. Certificates can be revoked, the list is public, and a chain of evidence stands behind each signing. Authority and clock are the platform’s own unless licensed ones are connected; SM2 and SM3 are not supported yet.',
  ],
  h17: ['资产登记', 'Registration of assets'],
  a17: [
    '数据资产逐项说明五项条件、权利、成本和依报告的估值，经申请、受理、审核、公示和赋码登记，可以变更、更正、注销；定期盘点核对卡片、目录和存储；一本账列明每项资产的授权、使用和收入。',
    'Assets state the five tests, rights, cost and a valuation by report, and are registered by application, acceptance, review, public notice and code; they are changed, corrected and cancelled. Inventories reconcile cards, catalogue and storage, and one ledger shows what each asset was licensed for and earned.',
  ],
  h18: ['创新应用', 'Innovative use'],
  a18: [
    '产品页和应用案例展示数据的应用；政务应用、场景和模型登记所用数据，授权逐项核对。',
    'Product pages and the showcase tell what is made of the data; uses, scenarios and models of the government are registered with the data they use, whose grants are checked.',
  ],
  h19: ['授权开发与备案', 'Licensing and filing'],
  a19: [
    '机构授权开发的情况必须报送备案，备案通过后接口才开放，期满自动关闭；涉及多个机构的申请一并提交，由各机构分别决定；授权运营须经公开征集和同级政府决定；变更和续期重新备案，暂停和提前终止予以登记，公开登记簿可以查询和下载。',
    'A licence must be filed with the information department; access opens only when the filing is accepted and closes by itself at the end of the term. An application for data of several agencies is one, and each decides for its own; operation rests on a public call and the government’s decision. Amendments and renewals are filed anew, suspensions and early ends are registered, and the public register can be searched and downloaded.',
  ],
  h20: ['合作协议与来源注明', 'Agreement and citation'],
  a20: [
    '协议缺少范围、程度、期限、期满处置、新数据权属任一条的，不能送签；可以从协议范本起草，偏离固定条款须说明理由，磋商的每一稿都保留；同一份结构化记录生成协议文本、机器可读策略和接口规则，具体到列、行和配额；原始数据可以不出域，只让满足最小分组数的计算结果出域；批量文件带有可追溯到被授权人的标记；期满后自动启动处置；产品的来源和获取日期取自真实交付记录，附有可核验的来源证书，来源变更时由产品所有者公开答复。',
    'An agreement cannot go out for signature without its five clauses. It can start from a template, whose fixed clauses are left only with a reason, and every draft is kept; one structured record makes the paper, the machine-readable policy and the rules of access, down to columns, rows and quotas. Raw data can stay inside: only results on enough rows leave. Bulk files carry marks that lead back to the licensee. Disposition begins by itself at the end. Source and acquisition date on a product come from deliveries that really happened, with a signed certificate anyone can check; when a source changes the owner answers in public.',
  ],
  h21: ['收入分配与缴库', 'Revenue and the treasury'],
  a21: [
    '每笔收入按签署的比例或者贡献度方法拆分到分，生成收益分配账单，经财政复核后缴入同级国库，与国库回单逐笔核对，差异逐一列名；企业应得部分由两人经办、以银行记录为准支付；公共数据运营服务费不得超过备案的上限，收入超过最高准许收入的在下一期扣减；审核后的退款经两人办理退付，不得坐支；按月结账并锁定；任何人可用导出的证据重新计算账单。一个产品使用多个机构数据的，按各自协议拆分，分别缴入各机构的同级国库；跨级分成须由财政备案规则并经第二人审核。发票、红字发票和催款都有记录。',
    'Every payment is split to the fen by the signed shares or the signed method of contribution, drawn into a statement, reviewed by the finance bureau, remitted to the treasury of the same level and matched with its report, each difference by name. What developers are owed is paid by two officers and counts by the bank’s record. Prices stay under the filed ceiling, and income above the allowed maximum is deducted in the next period. Refunds after approval come back out of the treasury by the hands of two people and are never netted; months are closed and locked; anyone can recompute a statement from the exported evidence. A product from data of several agencies is divided among their agreements, each part to the treasury of its own level; levels share only under a rule filed by finance and approved by a second officer. Invoices, credit notes and reminders are on record.',
  ],
  h22: ['数据交易', 'Data trading'],
  a22: [
    '数据产品分数据集、接口、报告、模型、应用五类，可以一次性购买、按期、按次、阶梯计价或者免费，接口类产品经平台计量；银行转账以银行对账单为准，自动匹配、人工确认，对不上的进入待查清单；可选用银行卡等在线支付和按期续订。买方可以询价、评价和投诉；产品可以在数据交易场所挂牌，附权属声明，场内成交计入同一账目；关联交易、资金回流和异常价格自动形成线索，核定前暂缓支付企业所得。',
    'Products are datasets, interfaces, reports, models or applications, sold once, by period, by call, in tiers or free; interfaces are metered by the platform. Transfers count by the bank’s own statement, matched by machine and confirmed by a person, and what fits nowhere becomes a case; cards and wallets can be switched on, with renewal by card. Buyers ask for quotations, review and complain; a product can be listed at a data exchange with a statement of right, and deals there run through the same books. Sales between related parties, money in a ring and odd prices become clues, and the developer’s payout waits until a person has decided.',
  ],
  h23: ['全过程管理与监督', 'Supervision of the whole course'],
  a23: [
    '每次状态变更写入只增不改、前后相扣的审计记录；机构可以看到自己的数据流向了哪些交付和产品；逾期未处置等情形自动形成线索，由人核定；每年三月底前的信息披露由记录生成、人工核对后发布；平台各部分的运行状态公开。审计记录每天公布经签名的根，任何人可以独立核验；检查对象和人员的抽取可以重算；技术服务单位逐年评价。',
    'Every change of state goes into an append-only, chained audit trail; an agency sees which deliveries and products its data went into; late dispositions become clues that a person decides on; the yearly disclosure by the end of March is made from the records and published after a person checked it; how the parts of the platform run is public. A signed root of the audit trail is published each day and can be checked by anyone alone; the draw of an inspection can be repeated; service providers are evaluated every year.',
  ],
  h24: ['安全保障', 'Security'],
  a24: [
    '实行身份认证、按职责授权，签署和动用资金前再次验证，可启用动态口令和统一身份认证；密钥限定用途、数据集和期限，可以轮换，任何人发现泄露的密钥都可以立即停用；安全事件、应急预案和演练登记在册，每季度复核权限。',
    'Authentication and rights by duty are in place, asked for again before anything is signed or paid, with one-time codes and single sign-on where they are switched on; keys are limited in use, datasets and time, can be rotated, and anyone who finds one lying about can stop it at once. Incidents, emergency plans and drills are on file, and rights are reviewed every quarter.',
  ],
  h25: ['商业秘密与个人信息', 'Trade secrets, personal information'],
  a25: [
    '上传数据自动检测身份证号、手机号、银行卡号等个人信息；每次交付记录对象、版本、时间和行数；对外提供和公开前登记个人信息保护影响评估；个人可以查询哪些机构持有哪类数据，提出异议并按期得到答复。',
    'Uploads are searched for citizen numbers, phones, bank cards and the like; every delivery records to whom, which version, when and how many rows. Impact assessments are registered; a person sees which agencies hold which kinds of data, objects, and is answered in time.',
  ],
  h26: ['责任衔接', 'Other laws'],
  a26: [
    '拒绝理由和条文依据作为数据保存，可同时引用其他法律、行政法规；违法情形由其他法律规定责任的，案件移交。',
    'Grounds of refusal and their articles are data, and may cite other laws beside this regulation; where another law has its own liability, the case is handed over.',
  ],
  h27: ['法律责任', 'Liability'],
  a27: [
    '审计记录可作证据；七类情形由系统对照事实发现线索，附可重读的证据，由人核定；责令限期改正以同级人民政府名义作出，逐项整改、复查，逾期通报；处分由有权机关决定，平台只作记录和移送。',
    'The audit trail can serve as evidence; clues of the seven circumstances come with evidence that is read again and are decided by a person; orders to correct go out in the name of the government, are answered item by item, re-checked and criticised when overdue. Sanctions are decided by whoever is competent; the platform records and refers.',
  ],
  h28: ['用语含义', 'Definitions'],
  a28: [
    '平台用语与本条一致，机构登记区分政务服务实施机构与企业；资产登记逐项回答本条的五项条件。',
    'The platform’s terms are those of this article; agencies and enterprises are registered apart, and an asset answers the five tests one by one.',
  ],
  h29: ['施行日期', 'Entry into force'],
  a29: ['条文按有效期保存和展示。', 'Each text is kept and shown with its dates of validity.'],
} as const satisfies Words;
