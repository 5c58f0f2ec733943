/** The six basic information bases that Article 9 names, under their nodes of the classification. */
export const lawfulBases = [
  {
    code: '101',
    name: '自然人基础信息资源库',
    nameEn: 'Natural persons',
    purpose: '自然人身份、婚育、就业、社会保障等基础信息的权威来源，一人一数、一数一源。',
    purposeEn:
      'The authoritative source of basic facts about natural persons: identity, family, employment, social security.',
  },
  {
    code: '102',
    name: '法人基础信息资源库',
    nameEn: 'Legal persons',
    purpose: '法人和非法人组织登记、许可、年报等基础信息，以统一社会信用代码为标识。',
    purposeEn:
      'Registration, licences and yearly reports of legal persons and other organisations, by social credit code.',
  },
  {
    code: '103',
    name: '自然资源和空间地理基础信息资源库',
    nameEn: 'Natural resources and geography',
    purpose: '行政区划、地形、土地、矿产、水、森林等自然资源和空间地理信息。',
    purposeEn: 'Divisions, terrain, land, minerals, water and forests: natural resources and geography.',
  },
  {
    code: '104',
    name: '宏观经济基础信息资源库',
    nameEn: 'Macroeconomy',
    purpose: '国民经济核算、投资、财政、金融、价格和能源等宏观经济指标。',
    purposeEn: 'National accounts, investment, public finance, banking, prices and energy.',
  },
  {
    code: '105',
    name: '电子证照基础信息资源库',
    nameEn: 'Electronic licences',
    purpose: '行政机关签发的电子证照及其状态，供政务服务调用和核验。',
    purposeEn: 'Electronic licences issued by government bodies and their state, for use and checks in services.',
  },
  {
    code: '106',
    name: '信用信息基础信息资源库',
    nameEn: 'Credit information',
    purpose: '公共信用信息的归集和共享，包括行政许可、行政处罚和守信、失信记录。',
    purposeEn: 'Public credit information: permits, penalties, records of faith kept and broken.',
  },
] as const;
