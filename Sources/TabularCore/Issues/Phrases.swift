/// Phrases that issues bring into a sentence: they come in English and are said in the report's
/// language.
public enum Phrases {
  /// The phrase in a language; as it is where no translation is known.
  public static func text(_ phrase: String, in language: Language) -> String {
    guard language == .french else { return phrase }
    if let french = french[phrase] { return french }
    if let evidence = nearness(phrase) { return evidence }
    // "a code such as `MAR1`": the phrase with an example.
    let words = " such as "
    var start = phrase.startIndex
    while start < phrase.endIndex {
      if phrase[start...].hasPrefix(words) {
        let example = phrase[phrase.index(start, offsetBy: words.count)...]
        return text(String(phrase[..<start]), in: language) + " comme " + example
      }
      start = phrase.index(after: start)
    }
    return phrase
  }

  /// Whether a text is a phrase of the tool's own.
  public static func isKnown(_ phrase: String) -> Bool {
    french[phrase] != nil || phrase.hasPrefix("changed by ")
  }

  /// "the only value within one letter", whatever is told apart, in French.
  private static func nearness(_ phrase: String) -> String? {
    let start = "the only "
    guard phrase.hasPrefix(start) else { return nil }
    for (end, french) in [
      (" but for signs and spaces", "aux signes et espaces près"),
      (" within one letter", "à une lettre près"), (" within two letters", "à deux lettres près"),
    ] where phrase.hasSuffix(end) {
      let noun = phrase.dropFirst(start.count).dropLast(end.count)
      return "\(soleOnes[String(noun)] ?? "le seul choix") \(french)"
    }
    return nil
  }

  private static let soleOnes: [String: String] = [
    "value": "la seule valeur", "key": "la seule clé", "name": "le seul nom",
    "code": "le seul code", "header": "le seul en-tête", "known header": "le seul en-tête connu",
    "type": "le seul type", "time zone": "le seul fuseau", "language": "la seule langue",
    "country": "le seul pays", "currency": "la seule monnaie",
  ]

  /// The names of the months, January first.
  static func months(in language: Language) -> [String] {
    switch language {
    case .english:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
      ]
    case .french:
      [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
      ]
    }
  }

  private static let french: [String: String] = [
    "or": "ou", "and": "et",
    "a value": "une valeur", "a text": "un texte", "text": "du texte", "a code": "un code",
    "a whole number": "un nombre entier", "a number": "un nombre", "an amount": "un montant",
    "a percentage": "un pourcentage", "a date": "une date", "a time": "une heure",
    "a time of day": "une heure", "a date and a time": "une date et une heure",
    "a date and time": "une date et une heure", "yes or no": "oui ou non",
    "an address": "une adresse", "an e-mail": "un courriel",
    "an e-mail address": "une adresse de courriel", "a phone number": "un numéro de téléphone",
    "a full phone number": "un numéro de téléphone complet", "a full code": "un code complet",
    "a full number": "un nombre complet", "a full whole number": "un nombre entier complet",
    "a full amount": "un montant complet",
    "letters without accents, digits and signs only":
      "lettres sans accents, chiffres et signes seulement",
    "a JSON object": "un objet JSON", "a JSON array": "un tableau JSON",
    "a GeoJSON object": "un objet GeoJSON", "a TopoJSON object": "un objet TopoJSON",
    "a UUID": "un UUID", "a URI": "un URI", "text in base64": "du texte en base64",
    "a country": "un pays",
    "a province": "une province", "a postal code": "un code postal", "a time zone": "un fuseau",
    "a language": "une langue", "a currency": "une monnaie", "a web address": "une adresse web",
    "a list": "une liste", "a name": "un nom", "a password": "un mot de passe",
    "date": "la date", "time": "l'heure", "Cyrillic": "du cyrillique", "Greek": "du grec",
    "an HTML page": "une page HTML", "an XML document": "un document XML",
    "a JSON document": "un document JSON", "a PDF document": "un document PDF",
    "an OpenDocument spreadsheet": "un classeur OpenDocument",
    "a binary workbook (XLSB)": "un classeur binaire (XLSB)",
    "a Numbers document": "un document Numbers", "a workbook": "un classeur",
    "delimited text": "du texte délimité", "a zip archive": "une archive zip",
    "a binary file": "un fichier binaire", "binary data": "des données binaires",
    "permission denied": "permission refusée", "is a folder": "c'est un dossier",
    "is a directory": "c'est un dossier", "no space left": "plus d'espace",
    "connection refused": "connexion refusée",
    "no such file or directory": "fichier ou dossier introuvable",
    "no space left on device": "plus d'espace",
    "read-only file system": "système de fichiers en lecture seule",
    "it is not a regular file": "ce n'est pas un fichier ordinaire",
    "it is a symbolic link": "c'est un lien symbolique",
    "a zip archive that cannot be opened": "une archive zip impossible à ouvrir",
    "an empty zip archive": "une archive zip vide",
    "a zip archive without a workbook": "une archive zip sans classeur",
    "an OpenDocument spreadsheet (.ods)": "un classeur OpenDocument (.ods)",
    "an OpenDocument text document (.odt)": "un texte OpenDocument (.odt)",
    "an OpenDocument file": "un fichier OpenDocument",
    "a flat OpenDocument file (.fods)": "un fichier OpenDocument à plat (.fods)",
    "an EPUB or OpenDocument file": "un fichier EPUB ou OpenDocument",
    "an Apple Numbers document": "un document Numbers d'Apple",
    "an Excel binary workbook (.xlsb)": "un classeur Excel binaire (.xlsb)",
    "a Java archive": "une archive Java", "a Word document": "un document Word",
    "a PowerPoint presentation": "une présentation PowerPoint",
    "a Visio drawing": "un dessin Visio",
    "an XML file": "un fichier XML", "a JSON file": "un fichier JSON",
    "an XML Spreadsheet 2003 file": "un fichier XML Spreadsheet 2003",
    "a web archive (MHTML)": "une archive web (MHTML)", "a SYLK file": "un fichier SYLK",
    "a DIF file": "un fichier DIF", "a property list": "une liste de propriétés",
    "a gzip archive": "une archive gzip", "a bzip2 archive": "une archive bzip2",
    "an xz archive": "une archive xz", "a zstd archive": "une archive zstd",
    "a 7z archive": "une archive 7z", "a RAR archive": "une archive RAR",
    "a PNG image": "une image PNG", "a JPEG image": "une image JPEG",
    "a GIF image": "une image GIF", "a program": "un programme",
    "an RTF document": "un document RTF", "an SQLite database": "une base SQLite",
    "a Parquet file": "un fichier Parquet", "an Excel 5 file": "un fichier Excel 5",
    "an Excel 4 file": "un fichier Excel 4",
    "the owner file that Excel keeps while a workbook is open":
      "le fichier propriétaire qu'Excel garde tant qu'un classeur est ouvert",
    "the lock file that LibreOffice keeps while a document is open":
      "le fichier verrou que LibreOffice garde tant qu'un document est ouvert",
    "the file in which macOS keeps attributes of another":
      "le fichier où macOS garde les attributs d'un autre",
    "a Google sheet": "une feuille Google", "a web page": "une page web",
    "another file": "un autre fichier", "a file in Git LFS": "un fichier de Git LFS",
    "the record before it": "l'enregistrement précédent",
    "the file does not exist": "le fichier n'existe pas",
    "the file is not an SQLite database": "le fichier n'est pas une base SQLite",
    "the file cannot be opened": "le fichier ne peut pas être ouvert",
    "the file or its folder cannot be written": "le fichier ou son dossier est en lecture seule",
    "the disk is full": "le disque est plein", "the database is damaged": "la base est endommagée",
    "it breaks off": "il s'interrompt", "memory ran out": "la mémoire est épuisée",
    "member is a symbolic link": "un membre est un lien symbolique",
    "member cannot be opened": "un membre ne peut pas être ouvert",
    "member cannot be read": "un membre ne peut pas être lu",
    "the directory does not lie where the end record says":
      "le répertoire n'est pas là où l'annonce la fin de l'archive",
    "its encoding is not UTF-8 or UTF-16": "son encodage n'est ni UTF-8 ni UTF-16",
    "a value of the list": "une valeur de la liste", "a province or state": "une province",
    "`yes` or `no`": "`oui` ou `non`", "a duration": "une durée", "a point": "un point",
    "waiting rows": "lignes en attente", "first": "première occurrence",
    "the only time zone of that city": "le seul fuseau de cette ville",
    "the same in Latin letters": "la même valeur en lettres latines",
  ]
}
