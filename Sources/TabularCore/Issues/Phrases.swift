/// Phrases that arguments bring into a sentence: they come in English and are said in the report's
/// language.
enum Phrases {
  /// The phrase in a language; as it is where no translation is known.
  static func text(_ phrase: String, in language: Language) -> String {
    guard language == .french else { return phrase }
    if let french = french[phrase] { return french }
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
  ]
}
