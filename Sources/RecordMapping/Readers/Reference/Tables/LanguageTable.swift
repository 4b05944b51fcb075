/// Languages, scripts and their codes as texts.
enum LanguageTable {
  /// One language per line: the BCP 47 subtag, the ISO 639-3 code, then spellings that are not among the
  /// names of the Unicode data in English, French, Spanish and the language itself, separated by `|`.
  static let named = """
    aa aar
    ab abk
    ae ave
    af afr
    ak aka
    am amh
    an arg
    ar ara
    as asm
    av ava
    ay aym
    az aze
    ba bak
    be bel Byelorussian
    bg bul
    bi bis
    bm bam
    bn ben
    bo bod
    br bre
    bs bos
    ca cat
    ce che
    ch cha
    co cos
    cr cre Cri
    cs ces
    cu chu
    cv chv
    cy cym
    da dan
    de deu
    dv div Maldivian
    dz dzo རྫོང་ཁ
    ee ewe
    el ell Modern Greek
    en eng
    eo epo
    es spa Castilian|Castillan|castellano
    et est
    eu eus vasco
    fa fas Farsi
    ff ful Fulah
    fi fin
    fj fij
    fo fao
    fr fra
    fy fry
    ga gle Irish Gaelic
    gd gla Gaelic|Gaélique
    gl glg
    gn grn
    gu guj
    gv glv
    ha hau
    he heb Ivrit
    hi hin
    ho hmo
    hr hrv
    ht hat Haitian|Kreyòl ayisyen|Haïtien|haitiano
    hu hun
    hy hye
    hz her
    ia ina
    id ind Bahasa Indonesia
    ie ile
    ig ibo
    ii iii Sichuan Yi
    ik ipk
    io ido
    is isl
    it ita
    iu iku
    ja jpn
    jv jav
    ka kat
    kg kon
    ki kik
    kj kua
    kk kaz
    kl kal Greenlandic
    km khm Cambodian
    kn kan
    ko kor
    kr kau
    ks kas cachemiro
    ku kur Kurdî
    kv kom
    kw cor
    ky kir Kirghiz
    la lat
    lb ltz
    lg lug
    li lim Limburgan
    ln lin
    lo lao
    lt lit
    lu lub
    lv lav
    mg mlg
    mh mah
    mi mri Te reo Māori
    mk mkd
    ml mal malabar
    mn mon
    mr mar
    ms msa Melayu|Malaysian
    mt mlt
    my mya Myanmar
    na nau
    nb nob
    nd nde
    ne nep
    ng ndo
    nl nld Flemish|Flamand|Vlaams
    nn nno
    no nor
    nr nbl ndebele del sur
    nv nav
    ny nya Chichewa
    oc oci
    oj oji Ojibwe
    om orm
    or ori
    os oss Ossetian
    pa pan Panjabi
    pi pli
    pl pol
    ps pus Pushto
    pt por
    qu que Kichwa
    rm roh retorrománico
    rn run
    ro ron Moldovan
    ru rus
    rw kin Rwanda
    sa san
    sc srd
    sd snd
    se sme Northern Sami|Sami
    sg sag
    sh hbs
    si sin Sinhalese
    sk slk
    sl slv
    sm smo
    sn sna
    so som
    sq sqi
    sr srp
    ss ssw
    st sot sesotho del sur
    su sun
    sv swe
    sw swa
    ta tam
    te tel
    tg tgk
    th tha
    ti tir ትግር
    tk tuk
    tl tgl Pilipino
    tn tsn
    to ton Tonga
    tr tur
    ts tso
    tt tat
    tw twi
    ty tah
    ug uig Uighur
    uk ukr
    ur urd
    uz uzb
    ve ven
    vi vie
    vo vol
    wa wln
    wo wol
    xh xho
    yi yid
    yo yor
    za zha
    zh zho Mandarin|汉语|漢語|中国语
    zu zul
    ase ase ASL
    atj atj
    ceb ceb
    chp chp Dene
    chr chr
    ckb ckb Sorani|Central Kurdish
    cmn cmn Mandarin Chinese
    crg crg
    crk crk
    den den Slavey
    dgr dgr
    fcs fcs Langue des signes québécoise|LSQ|Quebec Sign Language
    fil fil Philippin
    fsl fsl Langue des signes française|LSF
    gwi gwi Gwich'in
    hak hak
    haw haw
    hmn hmn
    ilo ilo
    mic mic Mi'kmaq
    moe moe Innu|Montagnais
    moh moh Kanien'kéha
    nan nan Min Nan|Hokkien|Taiwanese
    prs prs
    scn scn
    sco sco
    syr syr Syriac
    tet tet
    wuu wuu Wu
    yue yue 粵語|广东话
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
