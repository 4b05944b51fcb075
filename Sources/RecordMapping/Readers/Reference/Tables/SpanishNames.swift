/// Spanish names of countries and languages, those that are written otherwise than in English, in French
/// and in the language itself (Unicode CLDR).
enum SpanishNames {
  /// One country per line: alpha-2, then its names parted by `|`.
  static let countries = """
    AE Emiratos Árabes Unidos
    AF Afganistán
    AG Antigua y Barbuda
    AI Anguila
    AQ Antártida
    AS Samoa Americana
    AX Islas Aland
    AZ Azerbaiyán
    BA Bosnia y Herzegovina|Bosnia-Herzegovina
    BD Bangladés
    BE Bélgica
    BH Baréin
    BL San Bartolomé
    BM Bermudas
    BQ Caribe neerlandés
    BR Brasil
    BT Bután
    BV Isla Bouvet
    BW Botsuana
    BY Bielorrusia
    BZ Belice
    CC Islas Cocos
    CD República Democrática del Congo
    CF República Centroafricana
    CG República del Congo
    CH Suiza
    CI Côte d’Ivoire|Costa de Marfil
    CK Islas Cook
    CM Camerún
    CN China continental
    CW Curazao
    CX Isla de Navidad
    CY Chipre
    CZ Chequia|República Checa
    DE Alemania
    DJ Yibuti
    DK Dinamarca
    DO República Dominicana
    DZ Argelia
    EG Egipto
    ES España
    ET Etiopía
    FI Finlandia
    FJ Fiyi
    FK Islas Malvinas
    FO Islas Feroe
    FR Francia
    GB Reino Unido|Reino Unido de Gran Bretaña e Irlanda del Norte|Gran Bretaña
    GD Granada
    GF Guayana Francesa
    GL Groenlandia
    GP Guadalupe
    GQ Guinea Ecuatorial
    GR Grecia
    GS Islas Georgia del Sur y Sandwich del Sur
    GW Guinea-Bisáu
    HM Islas Heard y McDonald
    HR Croacia
    HU Hungría
    IE Irlanda
    IM Isla de Man
    IO Archipiélago de Chagos
    IS Islandia
    IT Italia
    JO Jordania
    KE Kenia
    KG Kirguistán
    KH Camboya
    KM Comoras
    KN San Cristóbal y Nieves
    KP Corea del Norte|República Popular Democrática de Corea
    KR Corea del Sur|República de Corea
    KY Islas Caimán
    KZ Kazajistán
    LB Líbano
    LC Santa Lucía
    LS Lesoto
    LT Lituania
    LU Luxemburgo
    LV Letonia
    LY Libia
    MA Marruecos
    MD Moldavia
    MF San Martín
    MH Islas Marshall
    MK Macedonia del Norte
    MM Myanmar (Birmania)
    MP Islas Marianas del Norte
    MQ Martinica
    MU Mauricio
    MV Maldivas
    MW Malaui
    MX Méjico
    MY Malasia
    NC Nueva Caledonia
    NF Isla Norfolk
    NL Países Bajos|Holanda
    NO Noruega
    NZ Nueva Zelanda
    PF Polinesia Francesa
    PG Papúa Nueva Guinea
    PH Filipinas
    PL Polonia
    PM San Pedro y Miquelón
    PN Islas Pitcairn
    PS Territorios Palestinos
    QA Catar
    RO Rumanía
    RU Rusia|Federación de Rusia
    RW Ruanda
    SA Arabia Saudí|Arabia Saudita
    SB Islas Salomón
    SE Suecia
    SG Singapur
    SH Santa Elena
    SI Eslovenia
    SJ Svalbard y Jan Mayen
    SK Eslovaquia
    SL Sierra Leona
    SS Sudán del Sur
    ST Santo Tomé y Príncipe
    SY Siria
    SZ Esuatini
    TC Islas Turcas y Caicos
    TF Territorios Australes Franceses
    TH Tailandia
    TJ Tayikistán
    TN Túnez
    TR Turquía
    TT Trinidad y Tobago
    UA Ucrania
    UM Islas menores alejadas de EE. UU.|Islas Ultramarinas de EE.UU.
    US Estados Unidos|Estados Unidos de América|EE. UU.|EE.UU.|EEUU
    VA Ciudad del Vaticano
    VC San Vicente y las Granadinas
    VG Islas Vírgenes Británicas
    VI Islas Vírgenes de EE. UU.
    WF Wallis y Futuna
    ZA Sudáfrica
    ZW Zimbabue
    """

  /// One language per line: its BCP 47 subtag, then its names parted by `|`.
  static let languages = """
    ab abjasio
    ae avéstico
    am amárico
    an aragonés
    as asamés
    ay aimara
    az azerbaiyano
    ba baskir
    be bielorruso
    bg búlgaro
    bo tibetano
    bs bosnio
    ce checheno
    co corso
    cs checo
    cu eslavo eclesiástico
    cv chuvasio
    cy galés
    da danés
    de alemán
    el griego
    en inglés
    et estonio
    eu euskera|vasco
    fa persa
    ff fula
    fi finés
    fj fiyiano
    fo feroés
    fr francés
    ga irlandés
    gd gaélico escocés
    gl gallego
    gu guyaratí
    gv manés
    he hebreo
    hr croata
    ht criollo haitiano|haitiano
    hu húngaro
    hy armenio
    id indonesio
    ii yi de Sichuán
    is islandés
    ja japonés
    jv javanés
    ka georgiano
    kk kazajo
    kl groenlandés
    km jemer
    kn canarés
    ko coreano
    ks cachemir|cachemiro
    ku kurdo
    kw córnico
    ky kirguís
    lb luxemburgués
    li limburgués
    lt lituano
    lv letón
    mh marshalés
    mk macedonio
    ml malabar
    mr maratí
    ms malayo
    mt maltés
    my birmano
    na nauruano
    nb noruego bokmal
    nd ndebele septentrional
    nl neerlandés
    nn noruego nynorsk
    no noruego
    nr ndebele meridional|ndebele del sur
    oc occitano
    os osético
    pa panyabí
    pl polaco
    ps pastún
    rm retorrománico
    rn kirundi
    ro rumano
    ru ruso
    sa sánscrito
    sc sardo
    sd sindi
    se sami septentrional
    sh serbocroata
    si cingalés
    sk eslovaco
    sl esloveno
    sm samoano
    sq albanés
    sr serbio
    ss suazi
    st sotho meridional|sesotho del sur
    su sundanés
    sv sueco
    sw suajili
    tg tayiko
    th tailandés
    ti tigriña
    tk turcomano
    tl tagalo
    tn setsuana
    to tongano
    tr turco
    tt tártaro
    ty tahitiano
    ug uigur
    uk ucraniano
    uz uzbeko
    vi vietnamita
    wa valón
    yi yidis
    zh chino
    chr cheroqui
    ckb kurdo sorani
    crk cree de las llanuras
    den slave
    gwi kutchin
    hak chino hakka
    haw hawaiano
    nan chino min nan
    scn siciliano
    sco escocés
    syr siriaco
    tet tetún
    wuu shanghainés
    yue cantonés
    """

  /// The codes by their names, of one of the tables.
  static func index(of table: String) -> NameIndex {
    var index = NameIndex()
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2 else { continue }
      for name in parts[1].split(separator: "|") {
        index.add(String(name), for: String(parts[0]))
      }
    }
    return index
  }
}
