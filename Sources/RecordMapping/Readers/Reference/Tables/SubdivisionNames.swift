extension SubdivisionTable {
  /// Subdivisions with their names in Latin script, one country per line: `CC: code=name|name; code`.
  ///
  /// A name that two subdivisions of a country share belongs to the larger one only.
  static let named = """
    GB: ENG=England|Angleterre; NIR=Northern Ireland|Irlande du Nord; SCT=Scotland|Écosse; \
    WLS=Wales|Cymru|Pays de Galles; ABC=Armagh City, Banbridge and Craigavon; \
    ABD=Aberdeenshire; ABE=Aberdeen City; AGB=Argyll and Bute; AGY=Isle of Anglesey|Sir Ynys \
    Môn; AND=Ards and North Down; ANN=Antrim and Newtownabbey; ANS=Angus; BAS=Bath and North \
    East Somerset; BBD=Blackburn with Darwen; BCP=Bournemouth, Christchurch and Poole; \
    BDF=Bedford; BDG=Barking and Dagenham; BEN=Brent; BEX=Bexley; BFS=Belfast City; \
    BGE=Bridgend|Pen-y-bont ar Ogwr; BGW=Blaenau Gwent; BIR=Birmingham; BKM=Buckinghamshire; \
    BNE=Barnet; BNH=Brighton and Hove; BNS=Barnsley; BOL=Bolton; BPL=Blackpool; BRC=Bracknell \
    Forest; BRD=Bradford; BRY=Bromley; BST=Bristol, City of; BUR=Bury; CAM=Cambridgeshire; \
    CAY=Caerphilly|Caerffili; CBF=Central Bedfordshire; CCG=Causeway Coast and Glens; \
    CGN=Ceredigion|Sir Ceredigion; CHE=Cheshire East; CHW=Cheshire West and Chester; \
    CLD=Calderdale; CLK=Clackmannanshire; CMA=Cumbria; CMD=Camden; CMN=Carmarthenshire|Sir \
    Gaerfyrddin; CON=Cornwall; COV=Coventry; CRF=Cardiff|Caerdydd; CRY=Croydon; CWY=Conwy; \
    DAL=Darlington; DBY=Derbyshire; DEN=Denbighshire|Sir Ddinbych; DER=Derby; DEV=Devon; \
    DGY=Dumfries and Galloway; DNC=Doncaster; DND=Dundee City; DOR=Dorset; DRS=Derry and \
    Strabane; DUD=Dudley; DUR=Durham, County; EAL=Ealing; EAY=East Ayrshire; EDH=Edinburgh, \
    City of; EDU=East Dunbartonshire; ELN=East Lothian; ELS=Eilean Siar; ENF=Enfield; ERW=East \
    Renfrewshire; ERY=East Riding of Yorkshire; ESS=Essex; ESX=East Sussex; FAL=Falkirk; \
    FIF=Fife; FLN=Flintshire|Sir y Fflint; FMO=Fermanagh and Omagh; GAT=Gateshead; GLG=Glasgow \
    City; GLS=Gloucestershire; GRE=Greenwich; GWN=Gwynedd; HAL=Halton; HAM=Hampshire; \
    HAV=Havering; HCK=Hackney; HEF=Herefordshire; HIL=Hillingdon; HLD=Highland; \
    HMF=Hammersmith and Fulham; HNS=Hounslow; HPL=Hartlepool; HRT=Hertfordshire; HRW=Harrow; \
    HRY=Haringey; IOS=Isles of Scilly; IOW=Isle of Wight; ISL=Islington; IVC=Inverclyde; \
    KEC=Kensington and Chelsea; KEN=Kent; KHL=Kingston upon Hull; KIR=Kirklees; KTT=Kingston \
    upon Thames; KWL=Knowsley; LAN=Lancashire; LBC=Lisburn and Castlereagh; LBH=Lambeth; \
    LCE=Leicester; LDS=Leeds; LEC=Leicestershire; LEW=Lewisham; LIN=Lincolnshire; \
    LIV=Liverpool; LND=London, City of; LUT=Luton; MAN=Manchester; MDB=Middlesbrough; \
    MDW=Medway; MEA=Mid and East Antrim; MIK=Milton Keynes; MLN=Midlothian; \
    MON=Monmouthshire|Sir Fynwy; MRT=Merton; MRY=Moray; MTY=Merthyr Tydfil|Merthyr Tudful; \
    MUL=Mid-Ulster; NAY=North Ayrshire; NBL=Northumberland; NEL=North East Lincolnshire; \
    NET=Newcastle upon Tyne; NFK=Norfolk; NGM=Nottingham; NLK=North Lanarkshire; NLN=North \
    Lincolnshire; NMD=Newry, Mourne and Down; NSM=North Somerset; NTH=Northamptonshire; \
    NTL=Neath Port Talbot|Castell-nedd Port Talbot; NTT=Nottinghamshire; NTY=North Tyneside; \
    NWM=Newham; NWP=Newport|Casnewydd; NYK=North Yorkshire; OLD=Oldham; ORK=Orkney Islands; \
    OXF=Oxfordshire; PEM=Pembrokeshire|Sir Benfro; PKN=Perth and Kinross; PLY=Plymouth; \
    POR=Portsmouth; POW=Powys; PTE=Peterborough; RCC=Redcar and Cleveland; RCH=Rochdale; \
    RCT=Rhondda Cynon Taff|Rhondda CynonTaf; RDB=Redbridge; RDG=Reading; RFW=Renfrewshire; \
    RIC=Richmond upon Thames; ROT=Rotherham; RUT=Rutland; SAW=Sandwell; SAY=South Ayrshire; \
    SCB=Scottish Borders; SFK=Suffolk; SFT=Sefton; SGC=South Gloucestershire; SHF=Sheffield; \
    SHN=St. Helens; SHR=Shropshire; SKP=Stockport; SLF=Salford; SLG=Slough; SLK=South \
    Lanarkshire; SND=Sunderland; SOL=Solihull; SOM=Somerset; SOS=Southend-on-Sea; SRY=Surrey; \
    STE=Stoke-on-Trent; STG=Stirling; STH=Southampton; STN=Sutton; STS=Staffordshire; \
    STT=Stockton-on-Tees; STY=South Tyneside; SWA=Swansea|Abertawe; SWD=Swindon; \
    SWK=Southwark; TAM=Tameside; TFW=Telford and Wrekin; THR=Thurrock; TOB=Torbay; \
    TOF=Torfaen; TRF=Trafford; TWH=Tower Hamlets; VGL=Vale of Glamorgan, The|Bro Morgannwg; \
    WAR=Warwickshire; WBK=West Berkshire; WDU=West Dunbartonshire; WFT=Waltham Forest; \
    WGN=Wigan; WIL=Wiltshire; WKF=Wakefield; WLL=Walsall; WLN=West Lothian; WLV=Wolverhampton; \
    WND=Wandsworth; WNM=Windsor and Maidenhead; WOK=Wokingham; WOR=Worcestershire; WRL=Wirral; \
    WRT=Warrington; WRX=Wrexham|Wrecsam; WSM=Westminster; WSX=West Sussex; YOR=York; \
    ZET=Shetland Islands
    IE: C=Connaught; L=Leinster; M=Munster; U=Ulster; CE=Clare; CN=Cavan; CO=Cork; CW=Carlow; \
    D=Dublin; DL=Donegal; G=Galway; KE=Kildare; KK=Kilkenny; KY=Kerry; LD=Longford; LH=Louth; \
    LK=Limerick; LM=Leitrim; LS=Laois; MH=Meath; MN=Monaghan; MO=Mayo; OY=Offaly; \
    RN=Roscommon; SO=Sligo; TA=Tipperary; WD=Waterford; WH=Westmeath; WW=Wicklow; WX=Wexford
    FR: 20R=Corse|Corsica; ARA=Auvergne-Rhône-Alpes; BFC=Bourgogne-Franche-Comté; \
    BL=Saint-Barthélemy; BRE=Bretagne|Brittany; CP=Clipperton; CVL=Centre-Val de Loire; \
    GES=Grand-Est; GF=Guyane|française; GP=Guadeloupe; HDF=Hauts-de-France; IDF=Île-de-France; \
    MF=Saint-Martin; MQ=Martinique; NAQ=Nouvelle-Aquitaine; NC=Nouvelle-Calédonie; \
    NOR=Normandie|Normandy; OCC=Occitanie; PAC=Provence-Alpes-Côte-d'Azur; \
    PDL=Pays-de-la-Loire; PF=Polynésie française; PM=Saint-Pierre-et-Miquelon; RE=La Réunion; \
    TF=Terres australes françaises; WF=Wallis-et-Futuna; YT=Mayotte; 01=Ain; 02=Aisne; \
    03=Allier; 04=Alpes-de-Haute-Provence; 05=Hautes-Alpes; 06=Alpes-Maritimes; 07=Ardèche; \
    08=Ardennes; 09=Ariège; 10=Aube; 11=Aude; 12=Aveyron; 13=Bouches-du-Rhône; 14=Calvados; \
    15=Cantal; 16=Charente; 17=Charente-Maritime; 18=Cher; 19=Corrèze; 21=Côte-d'Or; \
    22=Côtes-d'Armor; 23=Creuse; 24=Dordogne; 25=Doubs; 26=Drôme; 27=Eure; 28=Eure-et-Loir; \
    29=Finistère; 2A=Corse-du-Sud; 2B=Haute-Corse; 30=Gard; 31=Haute-Garonne; 32=Gers; \
    33=Gironde; 34=Hérault; 35=Ille-et-Vilaine; 36=Indre; 37=Indre-et-Loire; 38=Isère; \
    39=Jura; 40=Landes; 41=Loir-et-Cher; 42=Loire; 43=Haute-Loire; 44=Loire-Atlantique; \
    45=Loiret; 46=Lot; 47=Lot-et-Garonne; 48=Lozère; 49=Maine-et-Loire; 50=Manche; 51=Marne; \
    52=Haute-Marne; 53=Mayenne; 54=Meurthe-et-Moselle; 55=Meuse; 56=Morbihan; 57=Moselle; \
    58=Nièvre; 59=Nord; 60=Oise; 61=Orne; 62=Pas-de-Calais; 63=Puy-de-Dôme; \
    64=Pyrénées-Atlantiques; 65=Hautes-Pyrénées; 66=Pyrénées-Orientales; 67=Bas-Rhin; \
    68=Haut-Rhin; 69=Rhône; 70=Haute-Saône; 71=Saône-et-Loire; 72=Sarthe; 73=Savoie; \
    74=Haute-Savoie; 75=Paris; 76=Seine-Maritime; 77=Seine-et-Marne; 78=Yvelines; \
    79=Deux-Sèvres; 80=Somme; 81=Tarn; 82=Tarn-et-Garonne; 83=Var; 84=Vaucluse; 85=Vendée; \
    86=Vienne; 87=Haute-Vienne; 88=Vosges; 89=Yonne; 90=Territoire de Belfort; 91=Essonne; \
    92=Hauts-de-Seine; 93=Seine-Saint-Denis; 94=Val-de-Marne; 95=Val-d'Oise; 971; 972; 973; \
    974; 976
    DE: BB=Brandenburg; BE=Berlin; BW=Baden-Württemberg; BY=Bayern|Bavaria|Bavière; HB=Bremen; \
    HE=Hessen|Hesse; HH=Hamburg|Hambourg; MV=Mecklenburg-Vorpommern|Mecklenburg-Western \
    Pomerania; NI=Niedersachsen|Lower Saxony|Basse-Saxe; NW=Nordrhein-Westfalen|North \
    Rhine-Westphalia|Rhénanie-du-Nord-Westphalie|NRW; \
    RP=Rheinland-Pfalz|Rhineland-Palatinate|Rhénanie-Palatinat; SH=Schleswig-Holstein; \
    SL=Saarland|Sarre; SN=Sachsen|Saxony|Saxe; ST=Sachsen-Anhalt|Saxony-Anhalt|Saxe-Anhalt; \
    TH=Thüringen|Thuringia|Thuringe
    MX: AGU=Aguascalientes; BCN=Baja California; BCS=Baja California Sur; CAM=Campeche; \
    CHH=Chihuahua; CHP=Chiapas; CMX=Ciudad de México|Mexico City|CDMX; COA=Coahuila de \
    Zaragoza; COL=Colima; DUR=Durango; GRO=Guerrero; GUA=Guanajuato; HID=Hidalgo; JAL=Jalisco; \
    MEX=México; MIC=Michoacán de Ocampo; MOR=Morelos; NAY=Nayarit; NLE=Nuevo León; OAX=Oaxaca; \
    PUE=Puebla; QUE=Querétaro; ROO=Quintana Roo; SIN=Sinaloa; SLP=San Luis Potosí; SON=Sonora; \
    TAB=Tabasco; TAM=Tamaulipas; TLA=Tlaxcala; VER=Veracruz de Ignacio de la Llave; \
    YUC=Yucatán; ZAC=Zacatecas
    IN: AN=Andaman and Nicobar Islands; AP=Andhra Pradesh; AR=Arunāchal Pradesh; AS=Assam; \
    BR=Bihār; CH=Chandīgarh; CT=Chhattīsgarh; DH=Dādra and Nagar Haveli and Damān and Diu; \
    DL=Delhi; GA=Goa; GJ=Gujarāt; HP=Himāchal Pradesh; HR=Haryāna; JH=Jhārkhand; JK=Jammu and \
    Kashmīr; KA=Karnātaka; KL=Kerala; LA=Ladākh; LD=Lakshadweep; MH=Mahārāshtra; ML=Meghālaya; \
    MN=Manipur; MP=Madhya Pradesh; MZ=Mizoram; NL=Nāgāland; OR=Odisha; PB=Punjab; \
    PY=Puducherry; RJ=Rājasthān; SK=Sikkim; TG=Telangāna; TN=Tamil Nādu; TR=Tripura; UP=Uttar \
    Pradesh; UT=Uttarākhand; WB=West Bengal
    CH: AG=Aargau; AI=Appenzell Innerrhoden; AR=Appenzell Ausserrhoden; BE=Bern|Berne; \
    BL=Basel-Landschaft; BS=Basel-Stadt|Basel|Bâle; FR=Freiburg; GE=Genève|Geneva; GL=Glarus; \
    GR=Graubünden; JU=Jura; LU=Luzern|Lucerne; NE=Neuchâtel; NW=Nidwalden; OW=Obwalden; \
    SG=Sankt Gallen; SH=Schaffhausen; SO=Solothurn; SZ=Schwyz; TG=Thurgau; TI=Ticino; UR=Uri; \
    VD=Vaud; VS=Valais; ZG=Zug; ZH=Zürich
    BE: BRU=Brussels Hoofdstedelijk Gewest|Brussels|Bruxelles; VLG=Vlaams \
    Gewest|Flanders|Flandre; WAL=wallonne, Région|Wallonia|Wallonie; VAN=Antwerpen; \
    VBR=Vlaams-Brabant; VLI=Limburg; VOV=Oost-Vlaanderen; VWV=West-Vlaanderen; WBR=Brabant \
    wallon; WHT=Hainaut; WLG=Liège; WLX=Luxembourg; WNA=Namur
    NL: AW=Aruba; BQ1=Bonaire; BQ2=Saba; BQ3=Sint Eustatius; CW=Curaçao; DR=Drenthe; \
    FL=Flevoland; FR=Fryslân; GE=Gelderland; GR=Groningen; LI=Limburg; NB=Noord-Brabant; \
    NH=Noord-Holland|North Holland; OV=Overijssel; SX=Sint Maarten; UT=Utrecht; ZE=Zeeland; \
    ZH=Zuid-Holland|South Holland
    AT: 1=Burgenland; 2=Kärnten|Carinthia; 3=Niederösterreich|Lower Austria; \
    4=Oberösterreich|Upper Austria; 5=Salzburg; 6=Steiermark|Styria; 7=Tirol|Tyrol; \
    8=Vorarlberg; 9=Wien|Vienna|Vienne
    ES: AN=Andalucía|Andalusia|Andalousie; AR=Aragón; AS=Asturias, Principado de; \
    CB=Cantabria; CE=Ceuta; CL=Castilla y León; CM=Castilla-La Mancha; CN=Canarias; \
    CT=Catalunya|Cataluña|Catalonia|Catalogne; EX=Extremadura; GA=Galicia; IB=Illes \
    Balears|Islas Baleares; MC=Murcia, Región de; MD=Madrid, Comunidad de; ML=Melilla; \
    NC=Nafarroako Foru Komunitatea*; PV=Euskal Herria|Basque Country|Pays basque; RI=La Rioja; \
    VC=Valenciana, Comunidad; A=Alacant*; AB=Albacete; AL=Almería; AV=Ávila; B=Barcelona; \
    BA=Badajoz; BI=Bizkaia; BU=Burgos; C=A Coruña|La Coruña; CA=Cádiz; CC=Cáceres; CO=Córdoba; \
    CR=Ciudad Real; CS=Castelló*; CU=Cuenca; GC=Las Palmas; GI=Girona|Gerona; GR=Granada; \
    GU=Guadalajara; H=Huelva; HU=Huesca; J=Jaén; L=Lleida|Lérida; LE=León; LO; LU=Lugo; \
    M=Madrid; MA=Málaga; MU=Murcia; NA=Nafarroa*; O=Asturias; OR=Ourense|Orense; P=Palencia; \
    PM; PO=Pontevedra; S; SA=Salamanca; SE=Sevilla; SG=Segovia; SO=Soria; SS=Gipuzkoa; \
    T=Tarragona; TE=Teruel; TF=Santa Cruz de Tenerife; TO=Toledo; V=Valencia; VA=Valladolid; \
    VI=Araba*; Z=Zaragoza; ZA=Zamora
    IT: 21=Piemonte; 23=Val d'Aoste; 25=Lombardia|Lombardy|Lombardie; 32=Trentino-Alto Adige; \
    34=Veneto; 36=Friuli Venezia Giulia; 42=Liguria; 45=Emilia-Romagna; \
    52=Toscana|Tuscany|Toscane; 55=Umbria; 57=Marche; 62=Lazio|Latium; 65=Abruzzo; 67=Molise; \
    72=Campania; 75=Puglia; 77=Basilicata; 78=Calabria; 82=Sicilia|Sicily|Sicile; \
    88=Sardegna|Sardinia|Sardaigne; AG=Agrigento; AL=Alessandria; AN=Ancona; AP=Ascoli Piceno; \
    AQ=L'Aquila; AR=Arezzo; AT=Asti; AV=Avellino; BA=Bari; BG=Bergamo; BI=Biella; BL=Belluno; \
    BN=Benevento; BO=Bologna; BR=Brindisi; BS=Brescia; BT=Barletta-Andria-Trani; BZ=Bolzano; \
    CA=Cagliari; CB=Campobasso; CE=Caserta; CH=Chieti; CL=Caltanissetta; CN=Cuneo; CO=Como; \
    CR=Cremona; CS=Cosenza; CT=Catania; CZ=Catanzaro; EN=Enna; FC=Forlì-Cesena; FE=Ferrara; \
    FG=Foggia; FI=Firenze; FM=Fermo; FR=Frosinone; GE=Genova; GO=Gorizia; GR=Grosseto; \
    IM=Imperia; IS=Isernia; KR=Crotone; LC=Lecco; LE=Lecce; LI=Livorno; LO=Lodi; LT=Latina; \
    LU=Lucca; MB=Monza e Brianza; MC=Macerata; ME=Messina; MI=Milano; MN=Mantova; MO=Modena; \
    MS=Massa-Carrara; MT=Matera; NA=Napoli; NO=Novara; NU=Nuoro; OR=Oristano; PA=Palermo; \
    PC=Piacenza; PD=Padova; PE=Pescara; PG=Perugia; PI=Pisa; PN=Pordenone; PO=Prato; PR=Parma; \
    PT=Pistoia; PU=Pesaro e Urbino; PV=Pavia; PZ=Potenza; RA=Ravenna; RC=Reggio Calabria; \
    RE=Reggio Emilia; RG=Ragusa; RI=Rieti; RM=Roma; RN=Rimini; RO=Rovigo; SA=Salerno; \
    SI=Siena; SO=Sondrio; SP=La Spezia; SR=Siracusa; SS=Sassari; SU=Sud Sardegna; SV=Savona; \
    TA=Taranto; TE=Teramo; TN=Trento; TO=Torino; TP=Trapani; TR=Terni; TS=Trieste; TV=Treviso; \
    UD=Udine; VA=Varese; VB=Verbano-Cusio-Ossola; VC=Vercelli; VE=Venezia; VI=Vicenza; \
    VR=Verona; VT=Viterbo; VV=Vibo Valentia
    BR: AC=Acre; AL=Alagoas; AM=Amazonas; AP=Amapá; BA=Bahia; CE=Ceará; DF=Distrito Federal; \
    ES=Espírito Santo; GO=Goiás; MA=Maranhão; MG=Minas Gerais; MS=Mato Grosso do Sul; MT=Mato \
    Grosso; PA=Pará; PB=Paraíba; PE=Pernambuco; PI=Piauí; PR=Paraná; RJ=Rio de Janeiro; RN=Rio \
    Grande do Norte; RO=Rondônia; RR=Roraima; RS=Rio Grande do Sul; SC=Santa Catarina; \
    SE=Sergipe; SP=São Paulo; TO=Tocantins
    NZ: AUK=Auckland; BOP=Bay of Plenty; CAN=Canterbury; CIT=Chatham Islands Territory; \
    GIS=Gisborne; HKB=Hawke's Bay; MBH=Marlborough; MWT=Manawatu-Wanganui; NSN=Nelson; \
    NTL=Northland; OTA=Otago; STL=Southland; TAS=Tasman; TKI=Taranaki; WGN=Wellington; \
    WKO=Waikato; WTC=West Coast
    ZA: EC=Eastern Cape; FS=Free State; GP=Gauteng; KZN=Kwazulu-Natal; LP=Limpopo; \
    MP=Mpumalanga; NC=Northern Cape; NW=North-West; WC=Western Cape
    AE: AJ=‘Ajmān; AZ=Abū Z̧aby; DU=Dubayy; FU=Al Fujayrah; RK=Ra's al Khaymah; SH=Ash \
    Shāriqah; UQ=Umm al Qaywayn
    PK: BA=Balochistan; GB=Gilgit-Baltistan; IS=Islamabad; JK=Azad Jammu and Kashmir; \
    KP=Khyber Pakhtunkhwa; PB=Punjab; SD=Sindh
    NG: AB=Abia; AD=Adamawa; AK=Akwa Ibom; AN=Anambra; BA=Bauchi; BE=Benue; BO=Borno; \
    BY=Bayelsa; CR=Cross River; DE=Delta; EB=Ebonyi; ED=Edo; EK=Ekiti; EN=Enugu; FC=Abuja \
    Federal Capital Territory; GO=Gombe; IM=Imo; JI=Jigawa; KD=Kaduna; KE=Kebbi; KN=Kano; \
    KO=Kogi; KT=Katsina; KW=Kwara; LA=Lagos; NA=Nasarawa; NI=Niger; OG=Ogun; ON=Ondo; OS=Osun; \
    OY=Oyo; PL=Plateau; RI=Rivers; SO=Sokoto; TA=Taraba; YO=Yobe; ZA=Zamfara
    CN: AH=Anhui Sheng|Anhui; BJ=Beijing Shi|Beijing; CQ=Chongqing Shi|Chongqing; FJ=Fujian \
    Sheng|Fujian; GD=Guangdong Sheng|Guangdong; GS=Gansu Sheng|Gansu; GX=Guangxi Zhuangzu \
    Zizhiqu|Guangxi; GZ=Guizhou Sheng|Guizhou; HA=Henan Sheng|Henan; HB=Hubei Sheng|Hubei; \
    HE=Hebei Sheng|Hebei; HI=Hainan Sheng|Hainan; HK=Hong Kong SAR|Hong; HL=Heilongjiang \
    Sheng|Heilongjiang; HN=Hunan Sheng|Hunan; JL=Jilin Sheng|Jilin; JS=Jiangsu Sheng|Jiangsu; \
    JX=Jiangxi Sheng|Jiangxi; LN=Liaoning Sheng|Liaoning; MO=Macao SAR|Macao; NM=Nei Mongol \
    Zizhiqu|Nei; NX=Ningxia Huizi Zizhiqu|Ningxia; QH=Qinghai Sheng|Qinghai; SC=Sichuan \
    Sheng|Sichuan; SD=Shandong Sheng|Shandong; SH=Shanghai Shi|Shanghai; SN=Shaanxi \
    Sheng|Shaanxi; SX=Shanxi Sheng|Shanxi; TJ=Tianjin Shi|Tianjin; TW=Taiwan Sheng|Taiwan; \
    XJ=Xinjiang Uygur Zizhiqu|Xinjiang; XZ=Xizang Zizhiqu|Xizang; YN=Yunnan Sheng|Yunnan; \
    ZJ=Zhejiang Sheng|Zhejiang
    JP: 01=Hokkaido; 02=Aomori; 03=Iwate; 04=Miyagi; 05=Akita; 06=Yamagata; 07=Fukushima; \
    08=Ibaraki; 09=Tochigi; 10=Gunma; 11=Saitama; 12=Chiba; 13=Tokyo; 14=Kanagawa; 15=Niigata; \
    16=Toyama; 17=Ishikawa; 18=Fukui; 19=Yamanashi; 20=Nagano; 21=Gifu; 22=Shizuoka; 23=Aichi; \
    24=Mie; 25=Shiga; 26=Kyoto; 27=Osaka; 28=Hyogo; 29=Nara; 30=Wakayama; 31=Tottori; \
    32=Shimane; 33=Okayama; 34=Hiroshima; 35=Yamaguchi; 36=Tokushima; 37=Kagawa; 38=Ehime; \
    39=Kochi; 40=Fukuoka; 41=Saga; 42=Nagasaki; 43=Kumamoto; 44=Oita; 45=Miyazaki; \
    46=Kagoshima; 47=Okinawa
    KR: 11=Seoul-teukbyeolsi; 26=Busan-gwangyeoksi; 27=Daegu-gwangyeoksi; \
    28=Incheon-gwangyeoksi; 29=Gwangju-gwangyeoksi; 30=Daejeon-gwangyeoksi; \
    31=Ulsan-gwangyeoksi; 41=Gyeonggi-do; 42=Gangwon-do; 43=Chungcheongbuk-do; \
    44=Chungcheongnam-do; 45=Jeollabuk-do; 46=Jeollanam-do; 47=Gyeongsangbuk-do; \
    48=Gyeongsangnam-do; 49=Jeju-teukbyeoljachido; 50=Sejong
    PH: 00=National Capital Region; 01=Ilocos|Region I; 02=Cagayan Valley|Region II; \
    03=Central Luzon|Region III; 05=Bicol|Region V; 06=Western Visayas|Region VI; 07=Central \
    Visayas|Region VII; 08=Eastern Visayas|Region VIII; 09=Zamboanga Peninsula|Region IX; \
    10=Northern Mindanao|Region X; 11=Davao|Region XI; 12=Soccsksargen|Region XII; \
    13=Caraga|Region XIII; 14=Autonomous Region in Muslim Mindanao|ARMM; 15=Cordillera \
    Administrative Region|CAR; 40=Calabarzon|Region IV-A; 41=Mimaropa|Region IV-B; ABR=Abra; \
    AGN=Agusan del Norte; AGS=Agusan del Sur; AKL=Aklan; ALB=Albay; ANT=Antique; APA=Apayao; \
    AUR=Aurora; BAN=Bataan; BAS=Basilan; BEN=Benguet; BIL=Biliran; BOH=Bohol; BTG=Batangas; \
    BTN=Batanes; BUK=Bukidnon; BUL=Bulacan; CAG=Cagayan; CAM=Camiguin; CAN=Camarines Norte; \
    CAP=Capiz; CAS=Camarines Sur; CAT=Catanduanes; CAV=Cavite; CEB=Cebu; COM=Davao de Oro; \
    DAO=Davao Oriental; DAS=Davao del Sur; DAV=Davao del Norte; DIN=Dinagat Islands; DVO=Davao \
    Occidental; EAS=Eastern Samar; GUI=Guimaras; IFU=Ifugao; ILI=Iloilo; ILN=Ilocos Norte; \
    ILS=Ilocos Sur; ISA=Isabela; KAL=Kalinga; LAG=Laguna; LAN=Lanao del Norte; LAS=Lanao del \
    Sur; LEY=Leyte; LUN=La Union; MAD=Marinduque; MAG=Maguindanao; MAS=Masbate; MDC=Mindoro \
    Occidental; MDR=Mindoro Oriental; MOU=Mountain Province; MSC=Misamis Occidental; \
    MSR=Misamis Oriental; NCO=Cotabato; NEC=Negros Occidental; NER=Negros Oriental; \
    NSA=Northern Samar; NUE=Nueva Ecija; NUV=Nueva Vizcaya; PAM=Pampanga; PAN=Pangasinan; \
    PLW=Palawan; QUE=Quezon; QUI=Quirino; RIZ=Rizal; ROM=Romblon; SAR=Sarangani; SCO=South \
    Cotabato; SIG=Siquijor; SLE=Southern Leyte; SLU=Sulu; SOR=Sorsogon; SUK=Sultan Kudarat; \
    SUN=Surigao del Norte; SUR=Surigao del Sur; TAR=Tarlac; TAW=Tawi-Tawi; WSA=Samar; \
    ZAN=Zamboanga del Norte; ZAS=Zamboanga del Sur; ZMB=Zambales; ZSI=Zamboanga Sibugay
    PT: 01=Aveiro; 02=Beja; 03=Braga; 04=Bragança; 05=Castelo Branco; 06=Coimbra; 07=Évora; \
    08=Faro; 09=Guarda; 10=Leiria; 11=Lisboa; 12=Portalegre; 13=Porto; 14=Santarém; \
    15=Setúbal; 16=Viana do Castelo; 17=Vila Real; 18=Viseu; 20=Região Autónoma dos Açores; \
    30=Região Autónoma da Madeira
    DK: 81=Nordjylland; 82=Midtjylland; 83=Syddanmark; 84=Hovedstaden; 85=Sjælland
    SE: AB=Stockholms län|SE-01; AC=Västerbottens län|SE-24; BD=Norrbottens län|SE-25; \
    C=Uppsala län|SE-03; D=Södermanlands län|SE-04; E=Östergötlands län|SE-05; F=Jönköpings \
    län|SE-06; G=Kronobergs län|SE-07; H=Kalmar län|SE-08; I=Gotlands län|SE-09; K=Blekinge \
    län|SE-10; M=Skåne län|SE-12; N=Hallands län|SE-13; O=Västra Götalands län|SE-14; \
    S=Värmlands län|SE-17; T=Örebro län|SE-18; U=Västmanlands län|SE-19; W=Dalarnas län|SE-20; \
    X=Gävleborgs län|SE-21; Y=Västernorrlands län|SE-22; Z=Jämtlands län|SE-23
    NO: 03=Oslo; 11=Rogaland; 15=Møre og Romsdal; 18=Nordland; 21=Svalbard|Arctic Region; \
    22=Jan Mayen; 30=Viken; 34=Innlandet; 38=Vestfold og Telemark; 42=Agder; 46=Vestland; \
    50=Trööndelage; 54=Romssa ja Finnmárkku
    FI: 01=Åland; 02=Etelä-Karjala; 03=Etelä-Pohjanmaa; 04=Etelä-Savo; 05=Kainuu; \
    06=Kanta-Häme; 07=Keski-Pohjanmaa; 08=Keski-Suomi; 09=Kymenlaakso; 10=Lappi; 11=Pirkanmaa; \
    12=Pohjanmaa; 13=Pohjois-Karjala; 14=Pohjois-Pohjanmaa; 15=Pohjois-Savo; 16=Päijät-Häme; \
    17=Satakunta; 18=Uusimaa; 19=Varsinais-Suomi
    PL: 02=Dolnośląskie; 04=Kujawsko-pomorskie; 06=Lubelskie; 08=Lubuskie; 10=Łódzkie; \
    12=Małopolskie; 14=Mazowieckie; 16=Opolskie; 18=Podkarpackie; 20=Podlaskie; 22=Pomorskie; \
    24=Śląskie; 26=Świętokrzyskie; 28=Warmińsko-mazurskie; 30=Wielkopolskie; \
    32=Zachodniopomorskie
    CO: AMA=Amazonas; ANT=Antioquia; ARA=Arauca; ATL=Atlántico; BOL=Bolívar; BOY=Boyacá; \
    CAL=Caldas; CAQ=Caquetá; CAS=Casanare; CAU=Cauca; CES=Cesar; CHO=Chocó; COR=Córdoba; \
    CUN=Cundinamarca; DC=Distrito Capital de Bogotá; GUA=Guainía; GUV=Guaviare; HUI=Huila; \
    LAG=La Guajira; MAG=Magdalena; MET=Meta; NAR=Nariño; NSA=Norte de Santander; PUT=Putumayo; \
    QUI=Quindío; RIS=Risaralda; SAN=Santander; SAP=San Andrés, Providencia y Santa Catalina; \
    SUC=Sucre; TOL=Tolima; VAC=Valle del Cauca; VAU=Vaupés; VID=Vichada
    AR: A=Salta; B=Buenos Aires; C=Ciudad Autónoma de Buenos Aires; D=San Luis; E=Entre Ríos; \
    F=La Rioja; G=Santiago del Estero; H=Chaco; J=San Juan; K=Catamarca; L=La Pampa; \
    M=Mendoza; N=Misiones; P=Formosa; Q=Neuquén; R=Río Negro; S=Santa Fe; T=Tucumán; U=Chubut; \
    V=Tierra del Fuego; W=Corrientes; X=Córdoba; Y=Jujuy; Z=Santa Cruz
    CL: AI=Aisén del General Carlos Ibañez del Campo; AN=Antofagasta; AP=Arica y Parinacota; \
    AR=La Araucanía; AT=Atacama; BI=Biobío; CO=Coquimbo; LI=Libertador General Bernardo \
    O'Higgins; LL=Los Lagos; LR=Los Ríos; MA=Magallanes; ML=Maule; NB=Ñuble; RM=Región \
    Metropolitana de Santiago; TA=Tarapacá; VS=Valparaíso
    PE: AMA=Amarumayu; ANC=Ancash; APU=Apurimaq; ARE=Arequipa; AYA=Ayacucho; CAJ=Cajamarca; \
    CAL=El Callao; CUS=Cusco; HUC=Huánuco; HUV=Huancavelica; ICA=Ica; JUN=Hunin; LAL=La \
    Libertad; LAM=Lambayeque; LIM=Lima; LMA=Lima hatun llaqta; LOR=Loreto; MDD=Madre de Dios; \
    MOQ=Moquegua; PAS=Pasco; PIU=Piura; PUN=Puno; SAM=San Martín; TAC=Tacna; TUM=Tumbes; \
    UCA=Ucayali
    """
}
