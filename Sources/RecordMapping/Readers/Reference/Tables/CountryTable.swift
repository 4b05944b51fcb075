/// The countries of ISO 3166-1 as one text.
enum CountryTable {
  /// One country per line: alpha-2, alpha-3, then spellings that are not among the English, French and
  /// Spanish names of the Unicode data, separated by `|`: formal names, older ones, what people write.
  static let text = """
    AD AND
    AE ARE UAE|E.A.U.|Emirates
    AF AFG
    AG ATG Antigua
    AI AIA
    AL ALB
    AM ARM
    AO AGO
    AQ ATA
    AR ARG
    AS ASM
    AT AUT
    AU AUS
    AW ABW
    AX ALA Åland, Îles
    AZ AZE
    BA BIH Bosnia-Herzegovina
    BB BRB
    BD BGD
    BE BEL
    BF BFA
    BG BGR
    BH BHR
    BI BDI
    BJ BEN
    BL BLM
    BM BMU
    BN BRN Brunei Darussalam
    BO BOL Bolivia, Plurinational State of|Plurinational State of Bolivia|Bolivie, état \
    plurinational de|État plurinational de Bolivie
    BQ BES Bonaire, Sint Eustatius and Saba|Sint Eustatius and Saba Bonaire|Bonaire, \
    Saint-Eustache et Saba|Saint-Eustache et Saba Bonaire
    BR BRA
    BS BHS The Bahamas
    BT BTN
    BV BVT
    BW BWA
    BY BLR
    BZ BLZ
    CA CAN
    CC CCK Cocos (Keeling), Îles
    CD COD Congo, Democratic Republic of the|Congo, The Democratic Republic of the|The Democratic \
    Republic of the Congo|République démocratique du Congo|DR Congo|DRC|RDC|Democratic Republic of \
    the Congo
    CF CAF
    CG COG République du Congo|Republic of the Congo|República del Congo
    CH CHE Schweiz|Svizzera
    CI CIV Ivory Coast|Costa de Marfil
    CK COK
    CL CHL
    CM CMR
    CN CHN China|Chine|People's Republic of China|PRC|République populaire de Chine
    CO COL
    CR CRI
    CU CUB
    CV CPV
    CW CUW
    CX CXR Christmas, Île
    CY CYP
    CZ CZE Czech Republic|République tchèque|República Checa
    DE DEU Deutschland|Federal Republic of Germany
    DJ DJI
    DK DNK
    DM DMA
    DO DOM
    DZ DZA
    EC ECU
    EE EST
    EG EGY
    EH ESH
    ER ERI
    ES ESP
    ET ETH
    FI FIN
    FJ FJI
    FK FLK Falkland Islands (Malvinas)|Malouines, Îles (Falkland)|Îles (Falkland) Malouines
    FM FSM Micronesia, Federated States of|Federated States of Micronesia|Micronésie, États \
    fédérés de|États fédérés de Micronésie
    FO FRO
    FR FRA
    GA GAB
    GB GBR UK|Great Britain|Britain|Grande-Bretagne|England|Scotland|Wales|Northern \
    Ireland|Angleterre|Écosse|Pays de Galles|United Kingdom of Great Britain and Northern \
    Ireland|Royaume-Uni de Grande-Bretagne et d'Irlande du Nord|Reino Unido de Gran Bretaña e \
    Irlanda del Norte|Gran Bretaña
    GD GRD
    GE GEO
    GF GUF
    GG GGY
    GH GHA
    GI GIB
    GL GRL
    GM GMB The Gambia
    GN GIN
    GP GLP
    GQ GNQ
    GR GRC
    GS SGS South Georgia and South Sandwich Islands|South Georgia and the South Sandwich Islands
    GT GTM
    GU GUM
    GW GNB
    GY GUY
    HK HKG
    HM HMD Heard Island and McDonald Islands
    HN HND
    HR HRV
    HT HTI
    HU HUN
    ID IDN
    IE IRL Republic of Ireland|Eire|République d'Irlande
    IL ISR
    IM IMN
    IN IND
    IO IOT British Indian Ocean Territory|Territoire britannique de l'océan Indien
    IQ IRQ
    IR IRN Iran, Islamic Republic of|Islamic Republic of Iran|Iran, République islamique \
    d'|République islamique d'Iran
    IS ISL
    IT ITA
    JE JEY
    JM JAM
    JO JOR
    JP JPN
    KE KEN
    KG KGZ Kirghizistan
    KH KHM
    KI KIR
    KM COM
    KN KNA Saint Kitts and Nevis|Saint-Kitts-et-Nevis
    KP PRK Korea, Democratic People's Republic of|Democratic People's Republic of Korea|Corée, \
    République populaire démocratique de|République populaire démocratique de Corée|DPRK|República \
    Popular Democrática de Corea
    KR KOR Korea, Republic of|Republic of Korea|Corée, République de|République de \
    Corée|Korea|Corée|República de Corea
    KW KWT
    KY CYM
    KZ KAZ
    LA LAO Lao People's Democratic Republic|Lao, République démocratique populaire|République \
    démocratique populaire Lao
    LB LBN
    LC LCA Saint Lucia
    LI LIE
    LK LKA
    LR LBR
    LS LSO
    LT LTU
    LU LUX
    LV LVA
    LY LBY
    MA MAR
    MC MCO
    MD MDA Moldova, Republic of|Republic of Moldova|Moldova, République de|République de Moldova
    ME MNE
    MF MAF Saint Martin (French part)|Saint-Martin (partie française)
    MG MDG
    MH MHL
    MK MKD Macedonia|Macédoine
    ML MLI
    MM MMR Myanmar|Birmanie|Burma
    MN MNG
    MO MAC Macau
    MP MNP
    MQ MTQ
    MR MRT
    MS MSR
    MT MLT
    MU MUS Île Maurice
    MV MDV
    MW MWI
    MX MEX Méjico
    MY MYS
    MZ MOZ
    NA NAM
    NC NCL
    NE NER
    NF NFK
    NG NGA
    NI NIC
    NL NLD Holland|Hollande|Holanda
    NO NOR
    NP NPL
    NR NRU
    NU NIU Nioue
    NZ NZL Aotearoa
    OM OMN
    PA PAN
    PE PER
    PF PYF
    PG PNG
    PH PHL
    PK PAK
    PL POL
    PM SPM Saint Pierre and Miquelon
    PN PCN Pitcairn
    PR PRI
    PS PSE Palestine|Palestine, State of|State of Palestine|Palestine, État de|État de Palestine
    PT PRT
    PW PLW
    PY PRY
    QA QAT
    RE REU Réunion, Île de la|Île de la Réunion
    RO ROU
    RS SRB
    RU RUS Russian Federation|Russie, Fédération de|Fédération de Russie|Federación de Rusia
    RW RWA
    SA SAU KSA|Arabia Saudita
    SB SLB Salomon, Îles
    SC SYC
    SD SDN
    SE SWE
    SG SGP
    SH SHN Saint Helena, Ascension and Tristan da Cunha|Ascension and Tristan da Cunha Saint \
    Helena|Sainte-Hélène, Ascension et Tristan da Cunha|Ascension et Tristan da Cunha \
    Sainte-Hélène|Saint Helena
    SI SVN
    SJ SJM Svalbard et île Jan Mayen
    SK SVK
    SL SLE
    SM SMR
    SN SEN
    SO SOM
    SR SUR
    SS SSD
    ST STP
    SV SLV Le Salvador
    SX SXM Sint Maarten (Dutch part)
    SY SYR Syrian Arab Republic|Syrienne, République arabe|République arabe Syrienne
    SZ SWZ Swaziland
    TC TCA
    TD TCD
    TF ATF
    TG TGO
    TH THA
    TJ TJK
    TK TKL
    TL TLS East Timor
    TM TKM
    TN TUN
    TO TON
    TR TUR Turkey
    TT TTO Trinidad
    TV TUV
    TW TWN Taiwan, Province of China|Province of China Taiwan|Taïwan, province de Chine|Province \
    de Chine Taïwan|Republic of China
    TZ TZA Tanzania, United Republic of|United Republic of Tanzania|Tanzanie, République unie \
    de|République unie de Tanzanie
    UA UKR
    UG UGA
    UM UMI Îles mineures éloignées des États-Unis|United States Minor Outlying Islands|Islas \
    Ultramarinas de EE.UU.
    US USA United States of America|États-Unis d'Amérique|America|Amérique|E.-U.|É.-U.A.|Estados \
    Unidos de América|EE. UU.|EE.UU.|EEUU
    UY URY
    UZ UZB
    VA VAT Holy See (Vatican City State)|Saint-Siège (état de la cité du Vatican)|Vatican|Holy \
    See|Cité du Vatican|Saint-Siège
    VC VCT Saint Vincent and the Grenadines
    VE VEN Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela|Vénézuela, \
    république bolivarienne du|République bolivarienne du Vénézuela
    VG VGB Virgin Islands, British
    VI VIR Virgin Islands, U.S.|Îles Vierges, États-Unis|États-Unis Îles Vierges
    VN VNM
    VU VUT
    WF WLF
    WS WSM
    YE YEM
    YT MYT
    ZA ZAF
    ZM ZMB
    ZW ZWE
    """
}
