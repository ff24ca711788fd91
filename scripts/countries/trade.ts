/** Company numbers, VAT numbers and reseller regions by country, and the codes that no other source of ours has. */

/**
 * Registration numbers that resellers with customers there must give; anyone else may. One of the kinds is enough;
 * `digits` are the lengths that exist. The kinds are the registries' own names.
 */
export const mandatoryNumbers: Readonly<Record<string, { readonly kinds: readonly string[]; readonly digits?: readonly number[] }>> = {
  AM: { kinds: ['INN', 'VAT', 'PublicServiceNo'], digits: [8, 10] },
  AZ: { kinds: ['TIN', 'INN'], digits: [7, 10] },
  // Letters begin the UNP of a person; a company's is numeric.
  BY: { kinds: ['UNP'], digits: [9] },
  BR: { kinds: ['CNPJ'] },
  CN: { kinds: ['TIN'] },
  HU: { kinds: ['TIN'], digits: [10, 11] },
  IN: { kinds: ['TaxId', 'PAN'] },
  IQ: { kinds: ['TIN'] },
  KZ: { kinds: ['BIN', 'IIN'], digits: [12] },
  KG: { kinds: ['INN'], digits: [14] },
  MD: { kinds: ['IDNO', 'IDNP'], digits: [6, 7, 8, 13] },
  MM: { kinds: ['TIN'] },
  PL: { kinds: ['TIN', 'PESEL'] },
  RU: { kinds: ['INN'], digits: [9, 10, 12] },
  SA: { kinds: ['TIN'] },
  ZA: { kinds: ['TRN'] },
  SS: { kinds: ['TIN'] },
  TJ: { kinds: ['INN', 'EIN', 'KPP'], digits: [9, 10, 12] },
  TH: { kinds: ['TIN'] },
  TR: { kinds: ['TIN', 'NIN'] },
  UA: { kinds: ['EGRPOU', 'EDRPOU'], digits: [8, 10, 12] },
  AE: { kinds: ['TaxId', 'VAT'] },
  US: { kinds: ['EIN'] },
  UZ: { kinds: ['INN'], digits: [9] },
  VN: { kinds: ['TIN'] },
  VE: { kinds: ['RIF'] },
};

/**
 * What is known beyond that list: what the field is called there, which rule checks it (`src/core/companyNumbers.ts`),
 * and an example. The examples are the offices' own or plainly invented, never a partner's; those of checked kinds pass.
 */
export const knownNumbers: Readonly<
  Record<string, { readonly kinds?: readonly string[]; readonly calledThere?: readonly string[]; readonly check?: string; readonly example: string }>
> = {
  // China's tax number is the unified social credit code since 2015.
  CN: { calledThere: ['USCC'], check: 'uscc', example: '91350100M000100Y43' },
  ES: { kinds: ['NIF'], check: 'nif', example: 'A58818501' },
  FR: { kinds: ['SIREN', 'SIRET'], check: 'siren', example: '732 829 320' },
  TW: { kinds: ['UBN'], check: 'ubn', example: '04595257' },
  US: { check: 'ein', example: '12-3456789' },
  AE: { example: '100123456700003' },
  BR: { example: '11.222.333/0001-81' },
  IN: { example: 'AAACA1234A' },
  IQ: { example: '123456789' },
  MM: { example: '123456789' },
  PL: { example: '123-456-32-18' },
  SA: { example: '3001234567' },
  SS: { example: '123456789' },
  TH: { example: '0105512345678' },
  TR: { example: '1234567890' },
  VE: { example: 'J-12345678-9' },
  VN: { example: '0101234567' },
  ZA: { example: '9123456789' },
};

/** `pattern` is of the number as it is kept; `keepsPrefix`: kept with the letters of the country, as its office writes it. */
type VatRule = { readonly pattern: string; readonly example: string; readonly prefixes?: readonly string[]; readonly keepsPrefix?: boolean };

export const vatNumbers: Readonly<Record<string, VatRule>> = {
  AT: { pattern: 'U\\d{8}', example: 'U12345678' },
  // Nine digits before 2007; a zero in front makes them ten, which the check does before it compares.
  BE: { pattern: '\\d{10}', example: '0123456789' },
  BG: { pattern: '\\d{9,10}', example: '123456789' },
  HR: { pattern: 'HR\\d{11}', example: 'HR12345678901', keepsPrefix: true },
  // Our source doubts whether CY belongs to the number. The EU's system (VIES) lists eight digits and a letter after
  // the country, as for all others, so CY is accepted and not kept.
  CY: { pattern: '\\d{8}[A-Z]', example: '12345678X' },
  CZ: { pattern: '\\d{8,10}', example: '12345678' },
  DK: { pattern: '\\d{8}', example: '12345678' },
  EE: { pattern: '\\d{9}', example: '123456789' },
  FI: { pattern: '\\d{8}', example: '12345678' },
  // Our source bars the letters I and Q from the key. The French tax office bars I and O (article 286 ter of the
  // tax code's annex, and VIES): they look like 1 and 0. Q is allowed.
  FR: { pattern: '[0-9A-HJ-NP-Z]{2}\\d{9}', example: '12345678901' },
  DE: { pattern: '\\d{9}', example: '123456789' },
  // The Greek language's code, EL, stands where others have the country's.
  GR: { pattern: '\\d{9}', example: '123456789', prefixes: ['EL', 'GR'] },
  HU: { pattern: '\\d{8}', example: '12345678' },
  // Eight characters, last or second and last a letter; nine with two letters at the end since 2013 (VIES).
  IE: { pattern: '\\d[\\dA-Z+*]\\d{5}[A-Z]|\\d{7}[A-Z]{2}', example: '1234567T' },
  IT: { pattern: '\\d{11}', example: '12345678901' },
  LV: { pattern: '\\d{11}', example: '12345678901' },
  LT: { pattern: '\\d{9}|\\d{12}', example: '123456789' },
  LU: { pattern: '\\d{8}', example: '12345678' },
  MT: { pattern: 'MT\\d{8}', example: 'MT12345678', keepsPrefix: true },
  NL: { pattern: '\\d{9}B\\d{2}', example: '123456789B01' },
  PL: { pattern: '\\d{10}', example: '1234567890' },
  PT: { pattern: '\\d{9}', example: '123456789' },
  // Our source says eight to ten digits. The Romanian office deals out two to ten (VIES), and companies of the
  // 1990s have six or seven: refusing them would lock out the oldest ones.
  RO: { pattern: 'RO\\d{2,10}', example: 'RO12345678', keepsPrefix: true },
  // Our source calls the ten digits unsure. They are what the Slovak office and VIES say.
  SK: { pattern: '\\d{10}', example: '1234567890' },
  SI: { pattern: 'SI\\d{8}', example: 'SI12345678', keepsPrefix: true },
  ES: { pattern: '[A-Z]\\d{7}[0-9A-Z]|\\d{8}[A-Z]', example: 'A1234567B' },
  SE: { pattern: '\\d{10}01', example: '123456789001' },
  // Twelve digits for a member of a group.
  GB: { pattern: '\\d{9}|\\d{12}', example: '123456789' },
};

/** A reseller account sells anywhere in its region and never outside. By currency; no currency where none is set. */
export const resellerRegions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  africa: {
    USD: 'AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ GQ ER ET PF GA GM GH GN GW KE LR MG MW ML MU YT NA NC NE NG RE RW ST SN SC SL SO SS SH TZ TG UG ZM',
  },
  asia_pacific: { USD: 'BD BT BN KH HK ID LA MO MY MV MM NP PH SG LK TH TL VN' },
  australia: { AUD: 'AU CX CC CK FJ TF GU HM KI MH FM NR NU NF MP PW PG PN SB TK TO TV WF' },
  brazil: { USD: 'BR' },
  canada: { CAD: 'CA PM' },
  europe: {
    EUR: 'AX AD AT BE BV BG HR CY CZ EE FO FI FR DE GR GL HU IS IE IT LV LI LT LU MT MC NL PL PT RO SM SK SI ES',
    DKK: 'DK',
    GBP: 'GI GG IM JE GB',
    NOK: 'NO SJ',
    SEK: 'SE',
    CHF: 'CH',
    none: 'VA',
  },
  india: { INR: 'IN' },
  japan: { JPY: 'JP' },
  korea: { KRW: 'KR' },
  russia: { RUB: 'RU' },
  taiwan: { TWD: 'TW' },
  latam_caribbean: {
    USD: 'AI AQ AG AR AW BS BB BZ BM BO BQ VG KY CL CO CR CW DM DO EC SV FK GF GD GP GT GY HT HN JM MQ MX MS NI PA PY PE PR BL LC MF VC SX GS SR TT TC UY VE VI',
    none: 'KN',
  },
  meccee: {
    USD: 'AF AL DZ AM AZ BH BY EG GE IQ IL JO KZ XK KW KG LB LS LY MR MD MN ME MA MZ OM PK QA SA RS ZA SZ TJ TN TR TM UA AE UZ YE ZW',
    none: 'BA MK PS',
  },
  new_zealand: { NZD: 'AS NZ WS VU' },
  united_states: { USD: 'US UM' },
};

/** ISO 3166-1 alpha-3, of all countries in the order of their two letters; Ascension, Tristan da Cunha and Kosovo are reserved or used by custom. */
export const alpha3 =
  'ASC AND ARE AFG ATG AIA ALB ARM AGO ATA ARG ASM AUT AUS ABW ALA AZE BIH BRB BGD BEL BFA BGR BHR BDI BEN BLM BMU BRN ' +
  'BOL BES BRA BHS BTN BVT BWA BLR BLZ CAN CCK COD CAF COG CHE CIV COK CHL CMR CHN COL CRI CPV CUW CXR CYP CZE DEU ' +
  'DJI DNK DMA DOM DZA ECU EST EGY ESH ERI ESP ETH FIN FJI FLK FSM FRO FRA GAB GBR GRD GEO GUF GGY GHA GIB GRL GMB ' +
  'GIN GLP GNQ GRC SGS GTM GUM GNB GUY HKG HMD HND HRV HTI HUN IDN IRL ISR IMN IND IOT IRQ IRN ISL ITA JEY JAM JOR ' +
  'JPN KEN KGZ KHM KIR COM KNA KOR KWT CYM KAZ LAO LBN LCA LIE LKA LBR LSO LTU LUX LVA LBY MAR MCO MDA MNE MAF MDG ' +
  'MHL MKD MLI MMR MNG MAC MNP MTQ MRT MSR MLT MUS MDV MWI MEX MYS MOZ NAM NCL NER NFK NGA NIC NLD NOR NPL NRU NIU ' +
  'NZL OMN PAN PER PYF PNG PHL PAK POL SPM PCN PRI PSE PRT PLW PRY QAT REU ROU SRB RUS RWA SAU SLB SYC SWE SGP SHN ' +
  'SVN SJM SVK SLE SMR SEN SOM SUR SSD STP SLV SXM SWZ TAA TCA TCD ATF TGO THA TJK TKL TLS TKM TUN TON TUR TTO TUV TWN ' +
  'TZA UKR UGA UMI USA URY UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX YEM MYT ZAF ZMB ZWE';

/** Where libphonenumber has no entry because nobody lives there: what the territory is called by. */
export const otherCallingCodes: Readonly<Record<string, string>> = { AQ: '672', BV: '47', GS: '500', HM: '672', PN: '64', TF: '262', UM: '1' };
