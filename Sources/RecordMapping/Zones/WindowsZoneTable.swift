/// The zone names of Windows as a text.
enum WindowsZoneTable {
  /// One Windows zone per line: its name, `=`, the IANA zone, then zones of single countries
  /// (`CA:America/Toronto`), after the mapping of the Unicode Common Locale Data Repository.
  static let zones = """
    Dateline Standard Time=
    UTC-11=
    UTC-09=
    UTC-08=
    UTC-02=
    UTC+12=
    UTC+13=
    UTC=UTC
    Coordinated Universal Time=UTC
    Aleutian Standard Time=America/Adak
    Hawaiian Standard Time=Pacific/Honolulu
    Marquesas Standard Time=Pacific/Marquesas
    Alaskan Standard Time=America/Anchorage
    Pacific Standard Time (Mexico)=America/Tijuana
    Pacific Standard Time=America/Los_Angeles CA:America/Vancouver
    US Mountain Standard Time=America/Phoenix CA:America/Creston MX:America/Hermosillo
    Mountain Standard Time (Mexico)=America/Mazatlan
    Mountain Standard Time=America/Denver CA:America/Edmonton MX:America/Ciudad_Juarez
    Yukon Standard Time=America/Whitehorse
    Central America Standard Time=America/Guatemala BZ:America/Belize CR:America/Costa_Rica \
    EC:Pacific/Galapagos HN:America/Tegucigalpa NI:America/Managua SV:America/El_Salvador
    Central Standard Time=America/Chicago CA:America/Winnipeg MX:America/Matamoros
    Easter Island Standard Time=Pacific/Easter
    Central Standard Time (Mexico)=America/Mexico_City
    Canada Central Standard Time=America/Regina
    SA Pacific Standard Time=America/Bogota BR:America/Rio_Branco CA:America/Atikokan \
    EC:America/Guayaquil JM:America/Jamaica KY:America/Cayman PA:America/Panama PE:America/Lima
    Eastern Standard Time (Mexico)=America/Cancun
    Eastern Standard Time=America/New_York CA:America/Toronto BS:America/Nassau
    Haiti Standard Time=America/Port-au-Prince
    Cuba Standard Time=America/Havana
    US Eastern Standard Time=America/Indiana/Indianapolis
    Turks And Caicos Standard Time=America/Grand_Turk
    Paraguay Standard Time=America/Asuncion
    Atlantic Standard Time=America/Halifax BM:Atlantic/Bermuda GL:America/Thule
    Venezuela Standard Time=America/Caracas
    Central Brazilian Standard Time=America/Cuiaba
    SA Western Standard Time=America/La_Paz AG:America/Antigua AI:America/Anguilla \
    AW:America/Aruba BB:America/Barbados BL:America/St_Barthelemy BQ:America/Kralendijk \
    BR:America/Manaus CA:America/Blanc-Sablon CW:America/Curacao DM:America/Dominica \
    DO:America/Santo_Domingo GD:America/Grenada GP:America/Guadeloupe GY:America/Guyana \
    KN:America/St_Kitts LC:America/St_Lucia MF:America/Marigot MQ:America/Martinique \
    MS:America/Montserrat PR:America/Puerto_Rico SX:America/Lower_Princes \
    TT:America/Port_of_Spain VC:America/St_Vincent VG:America/Tortola VI:America/St_Thomas
    Pacific SA Standard Time=America/Santiago
    Newfoundland Standard Time=America/St_Johns
    Tocantins Standard Time=America/Araguaina
    E. South America Standard Time=America/Sao_Paulo
    SA Eastern Standard Time=America/Cayenne BR:America/Fortaleza FK:Atlantic/Stanley \
    GF:America/Cayenne SR:America/Paramaribo
    Argentina Standard Time=America/Argentina/Buenos_Aires
    Greenland Standard Time=America/Nuuk
    Montevideo Standard Time=America/Montevideo
    Magallanes Standard Time=America/Punta_Arenas
    Saint Pierre Standard Time=America/Miquelon
    Bahia Standard Time=America/Bahia
    Mid-Atlantic Standard Time=
    Azores Standard Time=Atlantic/Azores GL:America/Scoresbysund
    Cape Verde Standard Time=Atlantic/Cape_Verde
    GMT Standard Time=Europe/London ES:Atlantic/Canary FO:Atlantic/Faroe GG:Europe/Guernsey \
    IE:Europe/Dublin IM:Europe/Isle_of_Man JE:Europe/Jersey PT:Europe/Lisbon
    Greenwich Standard Time=Atlantic/Reykjavik BF:Africa/Ouagadougou CI:Africa/Abidjan \
    GH:Africa/Accra GM:Africa/Banjul GN:Africa/Conakry GW:Africa/Bissau LR:Africa/Monrovia \
    ML:Africa/Bamako MR:Africa/Nouakchott SH:Atlantic/St_Helena SL:Africa/Freetown \
    SN:Africa/Dakar TG:Africa/Lome
    Sao Tome Standard Time=Africa/Sao_Tome
    Morocco Standard Time=Africa/Casablanca EH:Africa/El_Aaiun
    W. Europe Standard Time=Europe/Berlin AD:Europe/Andorra AT:Europe/Vienna CH:Europe/Zurich \
    GI:Europe/Gibraltar IT:Europe/Rome LI:Europe/Vaduz LU:Europe/Luxembourg MC:Europe/Monaco \
    MT:Europe/Malta NL:Europe/Amsterdam NO:Europe/Oslo SE:Europe/Stockholm \
    SJ:Arctic/Longyearbyen SM:Europe/San_Marino VA:Europe/Vatican
    Central Europe Standard Time=Europe/Budapest AL:Europe/Tirane CZ:Europe/Prague \
    ME:Europe/Podgorica RS:Europe/Belgrade SI:Europe/Ljubljana SK:Europe/Bratislava
    Romance Standard Time=Europe/Paris BE:Europe/Brussels DK:Europe/Copenhagen ES:Europe/Madrid
    Central European Standard Time=Europe/Warsaw BA:Europe/Sarajevo HR:Europe/Zagreb \
    MK:Europe/Skopje
    W. Central Africa Standard Time=Africa/Lagos AO:Africa/Luanda BJ:Africa/Porto-Novo \
    CD:Africa/Kinshasa CF:Africa/Bangui CG:Africa/Brazzaville CM:Africa/Douala DZ:Africa/Algiers \
    GA:Africa/Libreville GQ:Africa/Malabo NE:Africa/Niamey TD:Africa/Ndjamena TN:Africa/Tunis
    Jordan Standard Time=Asia/Amman
    GTB Standard Time=Europe/Bucharest CY:Asia/Nicosia GR:Europe/Athens
    Middle East Standard Time=Asia/Beirut
    Egypt Standard Time=Africa/Cairo
    E. Europe Standard Time=Europe/Chisinau
    Syria Standard Time=Asia/Damascus
    West Bank Standard Time=Asia/Hebron
    South Africa Standard Time=Africa/Johannesburg BI:Africa/Bujumbura BW:Africa/Gaborone \
    CD:Africa/Lubumbashi LS:Africa/Maseru MW:Africa/Blantyre MZ:Africa/Maputo RW:Africa/Kigali \
    SZ:Africa/Mbabane ZM:Africa/Lusaka ZW:Africa/Harare
    FLE Standard Time=Europe/Kyiv AX:Europe/Mariehamn BG:Europe/Sofia EE:Europe/Tallinn \
    FI:Europe/Helsinki LT:Europe/Vilnius LV:Europe/Riga
    Israel Standard Time=Asia/Jerusalem
    South Sudan Standard Time=Africa/Juba
    Kaliningrad Standard Time=Europe/Kaliningrad
    Sudan Standard Time=Africa/Khartoum
    Libya Standard Time=Africa/Tripoli
    Namibia Standard Time=Africa/Windhoek
    Arabic Standard Time=Asia/Baghdad
    Turkey Standard Time=Europe/Istanbul
    Arab Standard Time=Asia/Riyadh BH:Asia/Bahrain KW:Asia/Kuwait QA:Asia/Qatar YE:Asia/Aden
    Belarus Standard Time=Europe/Minsk
    Russian Standard Time=Europe/Moscow UA:Europe/Simferopol
    E. Africa Standard Time=Africa/Nairobi DJ:Africa/Djibouti ER:Africa/Asmara \
    ET:Africa/Addis_Ababa KM:Indian/Comoro MG:Indian/Antananarivo SO:Africa/Mogadishu \
    TZ:Africa/Dar_es_Salaam UG:Africa/Kampala YT:Indian/Mayotte
    Iran Standard Time=Asia/Tehran
    Arabian Standard Time=Asia/Dubai OM:Asia/Muscat
    Astrakhan Standard Time=Europe/Astrakhan
    Azerbaijan Standard Time=Asia/Baku
    Russia Time Zone 3=Europe/Samara
    Mauritius Standard Time=Indian/Mauritius RE:Indian/Reunion SC:Indian/Mahe
    Saratov Standard Time=Europe/Saratov
    Georgian Standard Time=Asia/Tbilisi
    Volgograd Standard Time=Europe/Volgograd
    Caucasus Standard Time=Asia/Yerevan
    Afghanistan Standard Time=Asia/Kabul
    West Asia Standard Time=Asia/Tashkent MV:Indian/Maldives TF:Indian/Kerguelen \
    TJ:Asia/Dushanbe TM:Asia/Ashgabat
    Ekaterinburg Standard Time=Asia/Yekaterinburg
    Pakistan Standard Time=Asia/Karachi
    Qyzylorda Standard Time=Asia/Qyzylorda
    India Standard Time=Asia/Kolkata
    Sri Lanka Standard Time=Asia/Colombo
    Nepal Standard Time=Asia/Kathmandu
    Central Asia Standard Time=Asia/Bishkek CN:Asia/Urumqi IO:Indian/Chagos KZ:Asia/Almaty
    Bangladesh Standard Time=Asia/Dhaka BT:Asia/Thimphu
    Omsk Standard Time=Asia/Omsk
    Myanmar Standard Time=Asia/Yangon CC:Indian/Cocos
    SE Asia Standard Time=Asia/Bangkok CX:Indian/Christmas ID:Asia/Jakarta KH:Asia/Phnom_Penh \
    LA:Asia/Vientiane VN:Asia/Ho_Chi_Minh
    Altai Standard Time=Asia/Barnaul
    W. Mongolia Standard Time=Asia/Hovd
    North Asia Standard Time=Asia/Krasnoyarsk
    N. Central Asia Standard Time=Asia/Novosibirsk
    Tomsk Standard Time=Asia/Tomsk
    China Standard Time=Asia/Shanghai HK:Asia/Hong_Kong MO:Asia/Macau
    North Asia East Standard Time=Asia/Irkutsk
    Singapore Standard Time=Asia/Singapore BN:Asia/Brunei ID:Asia/Makassar \
    MY:Asia/Kuala_Lumpur PH:Asia/Manila
    W. Australia Standard Time=Australia/Perth
    Taipei Standard Time=Asia/Taipei
    Ulaanbaatar Standard Time=Asia/Ulaanbaatar
    North Korea Standard Time=Asia/Pyongyang
    Aus Central W. Standard Time=Australia/Eucla
    Transbaikal Standard Time=Asia/Chita
    Tokyo Standard Time=Asia/Tokyo ID:Asia/Jayapura PW:Pacific/Palau TL:Asia/Dili
    Korea Standard Time=Asia/Seoul
    Yakutsk Standard Time=Asia/Yakutsk
    Cen. Australia Standard Time=Australia/Adelaide
    AUS Central Standard Time=Australia/Darwin
    E. Australia Standard Time=Australia/Brisbane
    AUS Eastern Standard Time=Australia/Sydney
    West Pacific Standard Time=Pacific/Port_Moresby FM:Pacific/Chuuk GU:Pacific/Guam \
    MP:Pacific/Saipan
    Tasmania Standard Time=Australia/Hobart
    Vladivostok Standard Time=Asia/Vladivostok
    Lord Howe Standard Time=Australia/Lord_Howe
    Bougainville Standard Time=Pacific/Bougainville
    Russia Time Zone 10=Asia/Srednekolymsk
    Magadan Standard Time=Asia/Magadan
    Norfolk Standard Time=Pacific/Norfolk
    Sakhalin Standard Time=Asia/Sakhalin
    Central Pacific Standard Time=Pacific/Guadalcanal FM:Pacific/Pohnpei NC:Pacific/Noumea \
    VU:Pacific/Efate
    Russia Time Zone 11=Asia/Kamchatka
    New Zealand Standard Time=Pacific/Auckland AQ:Antarctica/McMurdo
    Fiji Standard Time=Pacific/Fiji
    Kamchatka Standard Time=Asia/Kamchatka
    Chatham Islands Standard Time=Pacific/Chatham
    Tonga Standard Time=Pacific/Tongatapu
    Samoa Standard Time=Pacific/Apia
    Line Islands Standard Time=Pacific/Kiritimati
    """

  /// How Windows shows zones in its list, after the offset: `=` and the zone's name above.
  static let shownNames = """
    Hawaii=Hawaiian Standard Time
    Alaska=Alaskan Standard Time
    Pacific Time (US & Canada)=Pacific Standard Time
    Pacific Time=Pacific Standard Time
    Arizona=US Mountain Standard Time
    Mountain Time (US & Canada)=Mountain Standard Time
    Mountain Time=Mountain Standard Time
    Yukon=Yukon Standard Time
    Central Time (US & Canada)=Central Standard Time
    Central Time=Central Standard Time
    Central America=Central America Standard Time
    Saskatchewan=Canada Central Standard Time
    Guadalajara, Mexico City, Monterrey=Central Standard Time (Mexico)
    Bogota, Lima, Quito, Rio Branco=SA Pacific Standard Time
    Eastern Time (US & Canada)=Eastern Standard Time
    Eastern Time=Eastern Standard Time
    Indiana (East)=US Eastern Standard Time
    Atlantic Time (Canada)=Atlantic Standard Time
    Atlantic Time=Atlantic Standard Time
    Newfoundland=Newfoundland Standard Time
    Brasilia=E. South America Standard Time
    Dublin, Edinburgh, Lisbon, London=GMT Standard Time
    Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna=W. Europe Standard Time
    Brussels, Copenhagen, Madrid, Paris=Romance Standard Time
    Belgrade, Bratislava, Budapest, Ljubljana, Prague=Central Europe Standard Time
    Sarajevo, Skopje, Warsaw, Zagreb=Central European Standard Time
    West Central Africa=W. Central Africa Standard Time
    Athens, Bucharest=GTB Standard Time
    Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius=FLE Standard Time
    Moscow, St. Petersburg=Russian Standard Time
    Abu Dhabi, Muscat=Arabian Standard Time
    Islamabad, Karachi=Pakistan Standard Time
    Chennai, Kolkata, Mumbai, New Delhi=India Standard Time
    Bangkok, Hanoi, Jakarta=SE Asia Standard Time
    Beijing, Chongqing, Hong Kong, Urumqi=China Standard Time
    Kuala Lumpur, Singapore=Singapore Standard Time
    Perth=W. Australia Standard Time
    Osaka, Sapporo, Tokyo=Tokyo Standard Time
    Seoul=Korea Standard Time
    Adelaide=Cen. Australia Standard Time
    Darwin=AUS Central Standard Time
    Brisbane=E. Australia Standard Time
    Canberra, Melbourne, Sydney=AUS Eastern Standard Time
    Auckland, Wellington=New Zealand Standard Time
    """
}
