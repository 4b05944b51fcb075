/// The countries of ISO 3166-1 as one text.
enum CountryTable {
  /// One country per line: alpha-2, alpha-3, then its names, separated by `|`.
  ///
  /// The first name is the English one that messages show, the second the French one unless both are
  /// the same; after them come the formal short names and what people write.
  static let text = """
    AD AND Andorra|Andorre
    AE ARE United Arab Emirates|Émirats arabes unis|UAE|E.A.U.|Emirates
    AF AFG Afghanistan
    AG ATG Antigua and Barbuda|Antigua-et-Barbuda|Antigua
    AI AIA Anguilla
    AL ALB Albania|Albanie
    AM ARM Armenia|Arménie
    AO AGO Angola
    AQ ATA Antarctica|Antarctique
    AR ARG Argentina|Argentine
    AS ASM American Samoa|Samoa américaines
    AT AUT Austria|Autriche
    AU AUS Australia|Australie
    AW ABW Aruba
    AX ALA Åland Islands|Îles Åland|Åland, Îles
    AZ AZE Azerbaijan|Azerbaïdjan
    BA BIH Bosnia and Herzegovina|Bosnie-Herzégovine
    BB BRB Barbados|Barbade
    BD BGD Bangladesh
    BE BEL Belgium|Belgique
    BF BFA Burkina Faso
    BG BGR Bulgaria|Bulgarie
    BH BHR Bahrain|Bahreïn
    BI BDI Burundi
    BJ BEN Benin|Bénin
    BL BLM St. Barthélemy|Saint-Barthélemy
    BM BMU Bermuda|Bermudes
    BN BRN Brunei|Brunei Darussalam
    BO BOL Bolivia|Bolivie|Bolivia, Plurinational State of|Plurinational State of \
    Bolivia|Bolivie, état plurinational de|État plurinational de Bolivie
    BQ BES Caribbean Netherlands|Pays-Bas caribéens|Bonaire, Sint Eustatius and Saba|Sint \
    Eustatius and Saba Bonaire|Bonaire, Saint-Eustache et Saba|Saint-Eustache et Saba Bonaire
    BR BRA Brazil|Brésil
    BS BHS Bahamas|The Bahamas
    BT BTN Bhutan|Bhoutan
    BV BVT Bouvet Island|Île Bouvet
    BW BWA Botswana
    BY BLR Belarus|Biélorussie
    BZ BLZ Belize
    CA CAN Canada
    CC CCK Cocos (Keeling) Islands|Îles Cocos|Cocos (Keeling), Îles
    CD COD Congo, Democratic Republic of the|Congo-Kinshasa|Congo, The Democratic Republic of \
    the|The Democratic Republic of the Congo|Congo - Kinshasa|République démocratique du Congo|DR \
    Congo|DRC|RDC|Democratic Republic of the Congo
    CF CAF Central African Republic|République centrafricaine
    CG COG Congo|Congo-Brazzaville|République du Congo|Republic of the Congo|Congo - Brazzaville
    CH CHE Switzerland|Suisse|Schweiz|Svizzera
    CI CIV Côte d'Ivoire|Ivory Coast
    CK COK Cook Islands|Îles Cook
    CL CHL Chile|Chili
    CM CMR Cameroon|Cameroun
    CN CHN China|Chine|People's Republic of China|PRC|République populaire de Chine
    CO COL Colombia|Colombie
    CR CRI Costa Rica
    CU CUB Cuba
    CV CPV Cape Verde|Cap-Vert|Cabo Verde
    CW CUW Curaçao
    CX CXR Christmas Island|Île Christmas|Christmas, Île
    CY CYP Cyprus|Chypre
    CZ CZE Czechia|Tchéquie|Czech Republic|République tchèque
    DE DEU Germany|Allemagne|Deutschland|Federal Republic of Germany
    DJ DJI Djibouti
    DK DNK Denmark|Danemark
    DM DMA Dominica|Dominique
    DO DOM Dominican Republic|République dominicaine
    DZ DZA Algeria|Algérie
    EC ECU Ecuador|Équateur
    EE EST Estonia|Estonie
    EG EGY Egypt|Égypte
    EH ESH Western Sahara|Sahara occidental
    ER ERI Eritrea|Érythrée
    ES ESP Spain|Espagne
    ET ETH Ethiopia|Éthiopie
    FI FIN Finland|Finlande
    FJ FJI Fiji|Fidji
    FK FLK Falkland Islands|Îles Malouines|Falkland Islands (Malvinas)|Malouines, Îles \
    (Falkland)|Îles (Falkland) Malouines
    FM FSM Micronesia|Micronésie|Micronesia, Federated States of|Federated States of \
    Micronesia|Micronésie, États fédérés de|États fédérés de Micronésie
    FO FRO Faroe Islands|Îles Féroé
    FR FRA France
    GA GAB Gabon
    GB GBR United Kingdom|Royaume-Uni|UK|Great \
    Britain|Britain|Grande-Bretagne|England|Scotland|Wales|Northern \
    Ireland|Angleterre|Écosse|Pays de Galles|United Kingdom of Great Britain and Northern \
    Ireland|Royaume-Uni de Grande-Bretagne et d'Irlande du Nord
    GD GRD Grenada|Grenade
    GE GEO Georgia|Géorgie
    GF GUF French Guiana|Guyane française
    GG GGY Guernsey|Guernesey
    GH GHA Ghana
    GI GIB Gibraltar
    GL GRL Greenland|Groenland
    GM GMB Gambia|Gambie|The Gambia
    GN GIN Guinea|Guinée
    GP GLP Guadeloupe
    GQ GNQ Equatorial Guinea|Guinée équatoriale
    GR GRC Greece|Grèce
    GS SGS South Georgia and South Sandwich Islands|Géorgie du Sud-et-les Îles Sandwich du \
    Sud|South Georgia and the South Sandwich Islands
    GT GTM Guatemala
    GU GUM Guam
    GW GNB Guinea-Bissau|Guinée-Bissau
    GY GUY Guyana
    HK HKG Hong Kong
    HM HMD Heard and McDonald Islands|Îles Heard-et-MacDonald|Heard Island and McDonald \
    Islands
    HN HND Honduras
    HR HRV Croatia|Croatie
    HT HTI Haiti|Haïti
    HU HUN Hungary|Hongrie
    ID IDN Indonesia|Indonésie
    IE IRL Ireland|Irlande|Republic of Ireland|Eire|République d'Irlande
    IL ISR Israel|Israël
    IM IMN Isle of Man|Île de Man
    IN IND India|Inde
    IO IOT British Indian Ocean Territory|Territoire britannique de l'océan Indien
    IQ IRQ Iraq|Irak
    IR IRN Iran|Iran, Islamic Republic of|Islamic Republic of Iran|Iran, République islamique \
    d'|République islamique d'Iran
    IS ISL Iceland|Islande
    IT ITA Italy|Italie
    JE JEY Jersey
    JM JAM Jamaica|Jamaïque
    JO JOR Jordan|Jordanie
    JP JPN Japan|Japon
    KE KEN Kenya
    KG KGZ Kyrgyzstan|Kirghizstan|Kirghizistan
    KH KHM Cambodia|Cambodge
    KI KIR Kiribati
    KM COM Comoros|Comores
    KN KNA St. Kitts and Nevis|Saint-Christophe-et-Niévès|Saint Kitts and \
    Nevis|Saint-Kitts-et-Nevis
    KP PRK North Korea|Corée du Nord|Korea, Democratic People's Republic of|Democratic \
    People's Republic of Korea|Corée, République populaire démocratique de|République \
    populaire démocratique de Corée|DPRK
    KR KOR South Korea|Corée du Sud|Korea, Republic of|Republic of Korea|Corée, République \
    de|République de Corée|Korea|Corée
    KW KWT Kuwait|Koweït
    KY CYM Cayman Islands|Îles Caïmans
    KZ KAZ Kazakhstan
    LA LAO Laos|Lao People's Democratic Republic|Lao, République démocratique \
    populaire|République démocratique populaire Lao
    LB LBN Lebanon|Liban
    LC LCA St. Lucia|Sainte-Lucie|Saint Lucia
    LI LIE Liechtenstein
    LK LKA Sri Lanka
    LR LBR Liberia
    LS LSO Lesotho
    LT LTU Lithuania|Lituanie
    LU LUX Luxembourg
    LV LVA Latvia|Lettonie
    LY LBY Libya|Libye
    MA MAR Morocco|Maroc
    MC MCO Monaco
    MD MDA Moldova|Moldavie|Moldova, Republic of|Republic of Moldova|Moldova, République \
    de|République de Moldova
    ME MNE Montenegro|Monténégro
    MF MAF St. Martin|Saint-Martin|Saint Martin (French part)|Saint-Martin (partie française)
    MG MDG Madagascar
    MH MHL Marshall Islands|Îles Marshall
    MK MKD North Macedonia|Macédoine du Nord|Macedonia|Macédoine
    ML MLI Mali
    MM MMR Myanmar|Myanmar (Birmanie)|Birmanie|Burma
    MN MNG Mongolia|Mongolie
    MO MAC Macao|Macau
    MP MNP Northern Mariana Islands|Îles Mariannes du Nord
    MQ MTQ Martinique
    MR MRT Mauritania|Mauritanie
    MS MSR Montserrat
    MT MLT Malta|Malte
    MU MUS Mauritius|Maurice|Île Maurice
    MV MDV Maldives
    MW MWI Malawi
    MX MEX Mexico|Mexique|México
    MY MYS Malaysia|Malaisie
    MZ MOZ Mozambique
    NA NAM Namibia|Namibie
    NC NCL New Caledonia|Nouvelle-Calédonie
    NE NER Niger
    NF NFK Norfolk Island|Île Norfolk
    NG NGA Nigeria
    NI NIC Nicaragua
    NL NLD Netherlands|Pays-Bas|Holland|Hollande
    NO NOR Norway|Norvège
    NP NPL Nepal|Népal
    NR NRU Nauru
    NU NIU Niue|Nioue
    NZ NZL New Zealand|Nouvelle-Zélande|Aotearoa
    OM OMN Oman
    PA PAN Panama|Panamá
    PE PER Peru|Pérou|Perú
    PF PYF French Polynesia|Polynésie française
    PG PNG Papua New Guinea|Papouasie-Nouvelle-Guinée
    PH PHL Philippines
    PK PAK Pakistan
    PL POL Poland|Pologne
    PM SPM St. Pierre and Miquelon|Saint-Pierre-et-Miquelon|Saint Pierre and Miquelon
    PN PCN Pitcairn Islands|Îles Pitcairn|Pitcairn
    PR PRI Puerto Rico|Porto Rico
    PS PSE Palestine|Palestine, State of|State of Palestine|Palestine, État de|État de \
    Palestine
    PT PRT Portugal
    PW PLW Palau|Palaos
    PY PRY Paraguay
    QA QAT Qatar
    RE REU Réunion|La Réunion|Réunion, Île de la|Île de la Réunion
    RO ROU Romania|Roumanie
    RS SRB Serbia|Serbie
    RU RUS Russia|Russie|Russian Federation|Russie, Fédération de|Fédération de Russie
    RW RWA Rwanda
    SA SAU Saudi Arabia|Arabie saoudite|KSA
    SB SLB Solomon Islands|Îles Salomon|Salomon, Îles
    SC SYC Seychelles
    SD SDN Sudan|Soudan
    SE SWE Sweden|Suède
    SG SGP Singapore|Singapour
    SH SHN St. Helena|Sainte-Hélène|Saint Helena, Ascension and Tristan da Cunha|Ascension and \
    Tristan da Cunha Saint Helena|Sainte-Hélène, Ascension et Tristan da Cunha|Ascension et \
    Tristan da Cunha Sainte-Hélène|Saint Helena
    SI SVN Slovenia|Slovénie
    SJ SJM Svalbard and Jan Mayen|Svalbard et Jan Mayen|Svalbard et île Jan Mayen
    SK SVK Slovakia|Slovaquie
    SL SLE Sierra Leone
    SM SMR San Marino|Saint-Marin
    SN SEN Senegal|Sénégal
    SO SOM Somalia|Somalie
    SR SUR Suriname|Surinam
    SS SSD South Sudan|Soudan du Sud
    ST STP São Tomé and Príncipe|Sao Tomé-et-Principe
    SV SLV El Salvador|Salvador|Le Salvador
    SX SXM Sint Maarten|Saint-Martin (partie néerlandaise)|Sint Maarten (Dutch part)
    SY SYR Syria|Syrie|Syrian Arab Republic|Syrienne, République arabe|République arabe \
    Syrienne
    SZ SWZ Eswatini|Swaziland
    TC TCA Turks and Caicos Islands|Îles Turques-et-Caïques
    TD TCD Chad|Tchad
    TF ATF French Southern Territories|Terres australes françaises
    TG TGO Togo
    TH THA Thailand|Thaïlande
    TJ TJK Tajikistan|Tadjikistan
    TK TKL Tokelau
    TL TLS Timor-Leste|Timor oriental|East Timor
    TM TKM Turkmenistan|Turkménistan
    TN TUN Tunisia|Tunisie
    TO TON Tonga
    TR TUR Türkiye|Turquie|Turkey
    TT TTO Trinidad and Tobago|Trinité-et-Tobago|Trinidad
    TV TUV Tuvalu
    TW TWN Taiwan|Taïwan|Taiwan, Province of China|Province of China Taiwan|Taïwan, province de \
    Chine|Province de Chine Taïwan|Republic of China
    TZ TZA Tanzania|Tanzanie|Tanzania, United Republic of|United Republic of \
    Tanzania|Tanzanie, République unie de|République unie de Tanzanie
    UA UKR Ukraine
    UG UGA Uganda|Ouganda
    UM UMI U.S. Outlying Islands|Îles mineures éloignées des États-Unis|United States Minor \
    Outlying Islands
    US USA United States|États-Unis|United States of America|États-Unis \
    d'Amérique|America|Amérique|E.-U.|É.-U.A.
    UY URY Uruguay
    UZ UZB Uzbekistan|Ouzbékistan
    VA VAT Vatican City|État de la Cité du Vatican|Holy See (Vatican City State)|Saint-Siège \
    (état de la cité du Vatican)|Vatican|Holy See|Cité du Vatican|Saint-Siège
    VC VCT St. Vincent and Grenadines|Saint-Vincent-et-les Grenadines|Saint Vincent and the \
    Grenadines
    VE VEN Venezuela|Venezuela, Bolivarian Republic of|Bolivarian Republic of \
    Venezuela|Vénézuela, république bolivarienne du|République bolivarienne du Vénézuela
    VG VGB British Virgin Islands|Îles Vierges britanniques|Virgin Islands, British
    VI VIR U.S. Virgin Islands|Îles Vierges des États-Unis|Virgin Islands, U.S.|Îles Vierges, \
    États-Unis|États-Unis Îles Vierges
    VN VNM Vietnam|Viêt Nam
    VU VUT Vanuatu
    WF WLF Wallis and Futuna|Wallis-et-Futuna
    WS WSM Samoa
    YE YEM Yemen|Yémen
    YT MYT Mayotte
    ZA ZAF South Africa|Afrique du Sud
    ZM ZMB Zambia|Zambie
    ZW ZWE Zimbabwe
    """
}
