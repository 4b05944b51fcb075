/// Languages, scripts and their codes as texts.
enum LanguageTable {
  /// One language per line: the BCP 47 subtag, the ISO 639-3 code, then names, separated by `|`: the
  /// English one, the French one, the language's own, and variants that people write.
  static let named = """
    aa aar Afar
    ab abk Abkhazian|Abkhaze
    ae ave Avestan|Avestique
    af afr Afrikaans
    ak aka Akan
    am amh Amharic|Amharique|አማርኛ
    an arg Aragonese|Aragonais
    ar ara Arabic|Arabe|العربية
    as asm Assamese|Assamais|অসমীয়া
    av ava Avaric|Avar
    ay aym Aymara
    az aze Azerbaijani|Azerbaïdjanais|Azərbaycan
    ba bak Bashkir|Bachkir
    be bel Belarusian|Biélorusse|Беларуская|Byelorussian
    bg bul Bulgarian|Bulgare|Български
    bi bis Bislama|Bichelamar
    bm bam Bambara|Bamanakan
    bn ben Bangla|Bengali|বাংলা
    bo bod Tibetan|Tibétain|བོད་སྐད་
    br bre Breton|Brezhoneg
    bs bos Bosnian|Bosniaque|Bosanski
    ca cat Catalan|Català
    ce che Chechen|Tchétchène|Нохчийн
    ch cha Chamorro
    co cos Corsican|Corse
    cr cre Cree|Cri
    cs ces Czech|Tchèque|Čeština
    cu chu Church Slavic|Slavon d'église
    cv chv Chuvash|Tchouvache
    cy cym Welsh|Gallois|Cymraeg
    da dan Danish|Danois|Dansk
    de deu German|Allemand|Deutsch
    dv div Divehi|Maldivien|Maldivian|Dhivehi
    dz dzo Dzongkha|རྫོང་ཁ
    ee ewe Ewe|Éwé|Eʋegbe
    el ell Greek|Grec|Ελληνικά|Modern Greek
    en eng English|Anglais
    eo epo Esperanto|Espéranto
    es spa Spanish|Espagnol|Español|Castilian|Castillan|castellano
    et est Estonian|Estonien|Eesti
    eu eus Basque|Euskara
    fa fas Persian|Persan|فارسی|Farsi
    ff ful Fulah|Peul|Pulaar
    fi fin Finnish|Finnois|Suomi
    fj fij Fijian|Fidjien
    fo fao Faroese|Féroïen|Føroyskt
    fr fra French|Français
    fy fry Western Frisian|Frison occidental|Frysk
    ga gle Irish|Irlandais|Gaeilge|Irish Gaelic
    gd gla Scottish Gaelic|Gaélique écossais|Gàidhlig|Gaelic|Gaélique
    gl glg Galician|Galicien|Galego
    gn grn Guarani
    gu guj Gujarati|Goudjarati|ગુજરાતી
    gv glv Manx|Mannois|Gaelg
    ha hau Hausa|Haoussa
    he heb Hebrew|Hébreu|עברית|Ivrit
    hi hin Hindi|हिन्दी
    ho hmo Hiri Motu
    hr hrv Croatian|Croate|Hrvatski
    ht hat Haitian Creole|Créole haïtien|Haitian|Kreyòl ayisyen|Haïtien
    hu hun Hungarian|Hongrois|Magyar
    hy hye Armenian|Arménien|Հայերեն
    hz her Herero|Héréro
    ia ina Interlingua
    id ind Indonesian|Indonésien|Indonesia|Bahasa Indonesia
    ie ile Interlingue
    ig ibo Igbo
    ii iii Sichuan Yi|Yi du Sichuan|ꆈꌠꉙ
    ik ipk Inupiaq
    io ido Ido
    is isl Icelandic|Islandais|Íslenska
    it ita Italian|Italien|Italiano
    iu iku Inuktitut|ᐃᓄᒃᑎᑐᑦ
    ja jpn Japanese|Japonais|日本語
    jv jav Javanese|Javanais|Jawa
    ka kat Georgian|Géorgien|Ქართული
    kg kon Kongo|Kikongo
    ki kik Kikuyu|Gikuyu
    kj kua Kuanyama
    kk kaz Kazakh|Қазақ тілі
    kl kal Kalaallisut|Groenlandais|Greenlandic
    km khm Khmer|ខ្មែរ|Cambodian
    kn kan Kannada|ಕನ್ನಡ
    ko kor Korean|Coréen|한국어
    kr kau Kanuri|Kanouri
    ks kas Kashmiri|Cachemiri|کٲشُر
    ku kur Kurdish|Kurde|Kurdî
    kv kom Komi
    kw cor Cornish|Cornique|Kernewek
    ky kir Kyrgyz|Kirghize|Кыргызча|Kirghiz
    la lat Latin
    lb ltz Luxembourgish|Luxembourgeois|Lëtzebuergesch
    lg lug Ganda|Luganda
    li lim Limburgish|Limbourgeois|Limburgan
    ln lin Lingala
    lo lao Lao|ລາວ
    lt lit Lithuanian|Lituanien|Lietuvių
    lu lub Luba-Katanga|Luba-katanga (kiluba)|Tshiluba
    lv lav Latvian|Letton|Latviešu
    mg mlg Malagasy|Malgache
    mh mah Marshallese|Marshallais
    mi mri Maori|Māori|Te reo Māori
    mk mkd Macedonian|Macédonien|Македонски
    ml mal Malayalam|മലയാളം
    mn mon Mongolian|Mongol|Монгол
    mr mar Marathi|मराठी
    ms msa Malay|Malais|Melayu|Bahasa Melayu|Malaysian
    mt mlt Maltese|Maltais|Malti
    my mya Burmese|Birman|မြန်မာ|Myanmar
    na nau Nauru|Nauruan
    nb nob Norwegian Bokmål|Norvégien bokmål|Norsk bokmål
    nd nde North Ndebele|Ndébélé du Nord|IsiNdebele
    ne nep Nepali|Népalais|नेपाली
    ng ndo Ndonga
    nl nld Dutch|Néerlandais|Nederlands|Flemish|Flamand|Vlaams
    nn nno Norwegian Nynorsk|Norvégien nynorsk|Norsk nynorsk
    no nor Norwegian|Norvégien|Norsk
    nr nbl South Ndebele|Ndébélé du Sud
    nv nav Navajo
    ny nya Nyanja|Chewa|Chichewa
    oc oci Occitan
    oj oji Ojibwa|Ojibwe
    om orm Oromo|Oromoo
    or ori Odia|ଓଡ଼ିଆ|Oriya
    os oss Ossetic|Ossète|Ирон|Ossetian
    pa pan Punjabi|Pendjabi|ਪੰਜਾਬੀ|Panjabi
    pi pli Pali
    pl pol Polish|Polonais|Polski
    ps pus Pashto|Pachto|پښتو|Pushto
    pt por Portuguese|Portugais|Português
    qu que Quechua|Runasimi|Kichwa
    rm roh Romansh|Romanche|Rumantsch
    rn run Rundi|Roundi|Ikirundi
    ro ron Romanian|Roumain|Română|Moldovan
    ru rus Russian|Russe|Русский
    rw kin Kinyarwanda|Rwanda
    sa san Sanskrit|संस्कृत भाषा
    sc srd Sardinian|Sarde
    sd snd Sindhi|سنڌي
    se sme Northern Sami|Same du Nord|Davvisámegiella|Sami
    sg sag Sango
    sh hbs Serbo-Croatian
    si sin Sinhala|Cingalais|සිංහල|Sinhalese
    sk slk Slovak|Slovaque|Slovenčina
    sl slv Slovenian|Slovène|Slovenščina
    sm smo Samoan
    sn sna Shona|ChiShona
    so som Somali|Soomaali
    sq sqi Albanian|Albanais|Shqip
    sr srp Serbian|Serbe|Српски
    ss ssw Swati
    st sot Southern Sotho|Sotho du Sud
    su sun Sundanese|Soundanais|Basa Sunda
    sv swe Swedish|Suédois|Svenska
    sw swa Swahili|Kiswahili
    ta tam Tamil|Tamoul|தமிழ்
    te tel Telugu|Télougou|తెలుగు
    tg tgk Tajik|Tadjik|Тоҷикӣ
    th tha Thai|Thaï|ไทย
    ti tir Tigrinya|Tigrigna|ትግር
    tk tuk Turkmen|Turkmène|Türkmen dili
    tl tgl Tagalog|Pilipino
    tn tsn Tswana
    to ton Tongan|Tongien|Lea fakatonga|Tonga
    tr tur Turkish|Turc|Türkçe
    ts tso Tsonga
    tt tat Tatar|Татар
    tw twi Twi
    ty tah Tahitian|Tahitien
    ug uig Uyghur|Ouïghour|ئۇيغۇرچە|Uighur
    uk ukr Ukrainian|Ukrainien|Українська
    ur urd Urdu|Ourdou|اردو
    uz uzb Uzbek|Ouzbek|O‘zbek
    ve ven Venda
    vi vie Vietnamese|Vietnamien|Tiếng Việt
    vo vol Volapük
    wa wln Walloon|Wallon
    wo wol Wolof
    xh xho Xhosa|IsiXhosa
    yi yid Yiddish|ייִדיש
    yo yor Yoruba|Èdè Yorùbá
    za zha Zhuang
    zh zho Chinese|Chinois|中文|Mandarin|汉语|漢語|中国语
    zu zul Zulu|Zoulou|IsiZulu
    ase ase American Sign Language|ASL
    atj atj Atikamekw
    ceb ceb Cebuano
    chp chp Chipewyan|Dene
    chr chr Cherokee
    ckb ckb Sorani|Central Kurdish
    cmn cmn Mandarin Chinese
    crg crg Michif
    crk crk Plains Cree
    den den Slavey
    dgr dgr Dogrib
    fcs fcs Langue des signes québécoise|LSQ|Quebec Sign Language
    fil fil Filipino|Philippin
    fsl fsl Langue des signes française|LSF
    gwi gwi Gwich'in
    hak hak Hakka
    haw haw Hawaiian|Hawaïen
    hmn hmn Hmong
    ilo ilo Iloko|Ilocano
    mic mic Mi'kmaq|Mi'kmaw|Micmac
    moe moe Innu|Montagnais|Innu-aimun
    moh moh Mohawk|Kanien'kéha
    nan nan Min Nan|Minnan|Hokkien|Taiwanese
    prs prs Dari
    scn scn Sicilian|Sicilien
    sco sco Scots
    syr syr Syriac
    tet tet Tetum
    wuu wuu Wu
    yue yue Cantonese|Cantonais|粵語|广东话
    """

  /// The bibliographic codes of ISO 639-2 and the subtags that they stand for.
  static let bibliographic = """
    alb=sq arm=hy baq=eu bur=my chi=zh cze=cs dut=nl fre=fr geo=ka ger=de gre=el ice=is mac=mk \
    mao=mi may=ms per=fa rum=ro slo=sk tib=bo wel=cy
    """

  /// Subtags and tags that the registry of RFC 5646 replaces.
  static let replaced = """
    in=id iw=he ji=yi jw=jv mo=ro sh=sr-Latn no-bok=nb no-nyn=nn zh-min-nan=nan zh-xiang=hsn \
    zh-guoyu=cmn zh-hakka=hak i-lux=lb i-navajo=nv i-klingon=tlh art-lojban=jbo sgn-us=ase \
    sgn-fr=fsl sgn-be-fr=sfb
    """

  /// The scripts of ISO 15924.
  static let scripts = """
    Adlm Afak Aghb Ahom Arab Aran Armi Armn Avst Bali Bamu Bass Batk Beng Bhks Blis Bopo Brah \
    Brai Bugi Buhd Cakm Cans Cari Cham Cher Cirt Copt Cprt Cyrl Cyrs Deva Dsrt Dupl Egyd Egyh \
    Egyp Elba Ethi Geok Geor Glag Goth Gran Grek Gujr Guru Hanb Hang Hani Hano Hans Hant Hatr \
    Hebr Hira Hluw Hmng Hrkt Hung Inds Ital Jamo Java Jpan Jurc Kali Kana Khar Khmr Khoj Kitl \
    Kits Knda Kore Kpel Kthi Lana Laoo Latf Latg Latn Leke Lepc Limb Lina Linb Lisu Loma Lyci \
    Lydi Mahj Mand Mani Marc Maya Mend Merc Mero Mlym Modi Mong Moon Mroo Mtei Mult Mymr Narb \
    Nbat Newa Nkgb Nkoo Nshu Ogam Olck Orkh Orya Osge Osma Palm Pauc Perm Phag Phli Phlp Phlv \
    Phnx Piqd Plrd Prti Qaaa Qabx Rjng Roro Runr Samr Sara Sarb Saur Sgnw Shaw Shrd Sidd Sind \
    Sinh Sora Sund Sylo Syrc Syre Syrj Syrn Tagb Takr Tale Talu Taml Tang Tavt Telu Teng Tfng \
    Tglg Thaa Thai Tibt Tirh Ugar Vaii Visp Wara Wole Xpeo Xsux Yiii Zinh Zmth Zsye Zsym Zxxx \
    Zyyy Zzzz
    """
}
