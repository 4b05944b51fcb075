import RecordMapping
import TabularCore

/// What the name of a file, sheet or list says about the table that it holds.
enum NameClaim: Hashable {
  /// It is one of these tables, by index: their names are in it, or it is spelled like one.
  case tables([Int])
  /// It may be any table: `export`, `Sheet1`, `2026-11 final`.
  case nothing
  /// It names something that is no table of the package.
  case another
}

/// The words of a name: letters, cut at everything else and where small letters become capital ones.
///
/// For example:
///
///     nameWords("2026-11 ordersFinal_v2")  // ["orders", "final", "v"]
func nameWords(_ name: String) -> [String] {
  var text = name
  if let words = text.withUTF8({ asciiNameWords($0) }) { return words }
  var words: [String] = []
  var word = ""
  for character in composed(name) {
    let startsWord = character.isUppercase && word.last?.isLowercase == true
    if !character.isLetter || startsWord {
      if !word.isEmpty { words.append(fold(word)) }
      word = ""
    }
    if character.isLetter { word.append(character) }
  }
  if !word.isEmpty { words.append(fold(word)) }
  return words
}

/// The words of a name of ASCII bytes, in small letters; `nil` for others.
private func asciiNameWords(_ bytes: UnsafeBufferPointer<UInt8>) -> [String]? {
  guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
  var words: [String] = []
  var word: [UInt8] = []
  var followsSmall = false
  func end() {
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    word.removeAll(keepingCapacity: true)
  }
  for byte in bytes {
    let small = byte | 0x20
    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(small)
    if !isLetter || (byte != small && followsSmall) { end() }
    if isLetter { word.append(small) }
    followsSmall = isLetter && byte == small
  }
  end()
  return words
}

/// Words that files and sheets of every kind are named with, and that tell nothing about what is in them.
enum PlainNameWords {
  /// Whether a folded word tells nothing: one of two letters, a month, one of the list.
  static func contain(_ word: String) -> Bool {
    word.count <= 2 || MonthNames.month(named: word) != nil || words.contains(word)
  }

  private static let words: Set<String> = Set(
    """
    and the for from with all new old last latest current final copy backup archive clean cleaned
    first second third one two three corrected fixed updated update version rev draft temp tmp test tests sample example demo untitled
    book workbook sheet sheets tab file files folder page table tables list lists row rows record records
    data dataset database dump extract export exports exported import imports imported upload uploaded
    download downloaded input output result results report master full complete part batch round season
    spring summer autumn fall winter week month year today csv tsv txt xls xlsx xlsm json ndjson utf
    template form excel google sans titre nouveau nouvelle nouveaux vieux ancien ancienne dernier copie
    sauvegarde brouillon essai exemple classeur feuil feuille fichier fichiers donnees données liste
    listes tableau lignes lot partie modele modèle rapport saison semaine mois annee année corrige corrigé
    les des pour avec tous toutes nuevo nueva viejo antiguo último ultimo copia borrador prueba ejemplo
    libro hoja archivo archivos datos lista listas tabla filas parte lote plantilla informe temporada
    semana mes año los las del para con todos todas definitivo mappe blad arbeitsmappe tabelle foglio
    cartel daten liste neu alt kopie
    """.split(whereSeparator: \.isWhitespace).map { fold(String($0)) })
}
