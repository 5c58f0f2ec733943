/** Words beside names in running text, and what names are not. */

/** Right before a name. */
export const before =
  /(?:当事人|申请人|被申请人|负责人|联系人|经办人|代理人|监护人|举报人|投诉人|反映人|报告人|证人|原告|被告|患者|病人|村民|居民|群众|业主|户主|学生|家长|老师|教师|职工|员工|工人|司机|驾驶员|安全员|检查员|执法人员|法定代表人|法人|户籍员|医生|护士|同事|妻子|丈夫|其子|其女|死者|伤者|乘客|旅客|店主|老板|姓名|名叫|系|由|及|与|和|、)[：:为是]?$/;
/** Right behind one. */
export const after =
  /^(?:同志|先生|女士|小姐|老师|医生|护士|主任|科长|处长|局长|书记|村民|等人|等\d|本人|签字|签名|签收|到场|来电|反映|报警|送检|就诊|的(?:手机|电话|身份证|妻子|丈夫|父亲|母亲|儿子|女儿)|[（(](?:男|女|身份证|电话|手机))/;

/** What ends a place, a body or a thing: 张家口, 王庄村, 高新区, 马路. */
export const thing =
  /[省市县区乡镇村庄屯营堡寨沟坡湾岭峪洼塬梁山河江湖海泉井桥路街道巷站场厂矿局所院校店馆园楼室处科组队部会社司行厅库口港线段层号车船机器材料品费税款证书法令率量额度性化员们时候期间年月日天点分米次件个只条批项人者主]$/u;
/** One lone character that is a surname and much else too: 和, 于, 从, 时, 成, 何, 经, 安, 高. Only a word beside it tells. */
export const everyday = new Set([...'和于从时成何经安高马金常明平左车白方石水能通过双党解曲单全关向钱计连强都沙商']);

/** Words of one character that an unknown word may have swallowed at its end: 赵芳于, 李明在. */
export const swallowed = /(?<=.{2})[于在因已为对与和并及向将被经从的]$/u;
