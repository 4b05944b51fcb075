/// The subdivisions of ISO 3166-2 as texts.
enum SubdivisionTable {
  /// The countries that imports meet most, one subdivision per line: the code, then names parted by
  /// `|`: English, French where it differs, and what people write.
  static let full = """
    CA-AB Alberta|Alta|Alb
    CA-BC British Columbia|Colombie-Britannique|C.-B.
    CA-MB Manitoba|Man
    CA-NB New Brunswick|Nouveau-Brunswick|N.-B.
    CA-NL Newfoundland and Labrador|Terre-Neuve-et-Labrador|Newfoundland|Terre-Neuve|Labrador\
    |T.-N.-L.|Nfld|NF|NFL|Nfld & Lab
    CA-NS Nova Scotia|Nouvelle-Écosse|N.-É.
    CA-NT Northwest Territories|Territoires du Nord-Ouest|NWT|T.N.-O.|North West Territories
    CA-NU Nunavut|Nvt
    CA-ON Ontario|Ont
    CA-PE Prince Edward Island|Île-du-Prince-Édouard|PEI|Î.-P.-É.|I.P.E.
    CA-QC Quebec|Québec|Que|PQ|P.Q.
    CA-SK Saskatchewan|Sask
    CA-YT Yukon|Yukon Territory|Territoire du Yukon|Yuk|YK
    US-AK Alaska
    US-AL Alabama|Ala
    US-AR Arkansas|Ark
    US-AS American Samoa|Samoa américaines
    US-AZ Arizona|Ariz
    US-CA California|Californie|Calif|Cal
    US-CO Colorado|Colo
    US-CT Connecticut|Conn
    US-DC District of Columbia|District de Columbia|Washington DC|Washington, D.C.
    US-DE Delaware|Del
    US-FL Florida|Floride|Fla
    US-GA Georgia|Géorgie
    US-GU Guam
    US-HI Hawaii|Hawaï
    US-IA Iowa
    US-ID Idaho
    US-IL Illinois|Ill
    US-IN Indiana|Ind
    US-KS Kansas|Kans
    US-KY Kentucky|Ken
    US-LA Louisiana|Louisiane
    US-MA Massachusetts|Mass
    US-MD Maryland
    US-ME Maine
    US-MI Michigan|Mich
    US-MN Minnesota|Minn
    US-MO Missouri
    US-MP Northern Mariana Islands|Îles Mariannes du Nord
    US-MS Mississippi|Miss
    US-MT Montana|Mont
    US-NC North Carolina|Caroline du Nord|N. Car.
    US-ND North Dakota|Dakota du Nord|N. Dak.
    US-NE Nebraska|Nebr|Neb
    US-NH New Hampshire
    US-NJ New Jersey
    US-NM New Mexico|Nouveau-Mexique|N. Mex.
    US-NV Nevada|Nev
    US-NY New York|New York State|État de New York
    US-OH Ohio
    US-OK Oklahoma|Okla
    US-OR Oregon|Orégon|Ore
    US-PA Pennsylvania|Pennsylvanie|Penn|Penna
    US-PR Puerto Rico|Porto Rico
    US-RI Rhode Island
    US-SC South Carolina|Caroline du Sud|S. Car.
    US-SD South Dakota|Dakota du Sud|S. Dak.
    US-TN Tennessee|Tenn
    US-TX Texas|Tex
    US-UM United States Minor Outlying Islands|Îles mineures éloignées des États-Unis
    US-UT Utah
    US-VA Virginia|Virginie
    US-VI U.S. Virgin Islands|Îles Vierges des États-Unis|Virgin Islands, U.S.|Virgin Islands
    US-VT Vermont
    US-WA Washington|Wash|Washington State|État de Washington
    US-WI Wisconsin|Wis|Wisc
    US-WV West Virginia|Virginie-Occidentale|W. Va.
    US-WY Wyoming|Wyo
    AU-ACT Australian Capital Territory|Territoire de la capitale australienne
    AU-NSW New South Wales|Nouvelle-Galles du Sud
    AU-NT Northern Territory|Territoire du Nord
    AU-QLD Queensland|Qld
    AU-SA South Australia|Australie-Méridionale
    AU-TAS Tasmania|Tasmanie
    AU-VIC Victoria|Vic
    AU-WA Western Australia|Australie-Occidentale
    """
}
