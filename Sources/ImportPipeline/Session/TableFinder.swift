import RecordMapping
import Schemas
import TabularCore

/// Finds the table that a sheet or file belongs to.
struct TableFinder {
  /// What the headers of a source match.
  enum HeaderMatch {
    /// One table fits best.
    case table(Int, HeaderRow)
    /// Two tables fit equally well.
    case tie(Int, Int)
    /// None fits; the closest one with its required headers present and in all.
    case none(closest: Int?, present: Int, required: Int)
  }

  /// Sheets of templates and reports that are never read as tables.
  static let knownSheets: Set<String> = Set(
    [
      "Instructions", "Legend", "Lists", "Import report", "_meta", "_base", "_check", "Consignes",
      "Légende", "Listes",
      "Instrucciones", "Leyenda", "Listas", "Rapport d'importation", "Informe de importación",
      "Registrar corrections", "Corrections Registrar", "Correcciones Registrar",
    ]
    .map(fold))

  let order: [TableSchema]
  let vocabularies: HeaderVocabularies
  private let byName: [String: Int]
  /// The names of each table in one word, with those that its records have in sentences.
  let spellings: [(name: String, isNoun: Bool, table: Int)]
  /// Words that say nothing about the table in names of files: those of the package's name.
  let packageWords: Set<String>

  init(order: [TableSchema], package: DataPackage) {
    self.order = order
    vocabularies = HeaderVocabularies(order)
    let packageNames = [package.name] + package.title.all.map(\.text)
    packageWords = Set(packageNames.flatMap(nameWords))
    var byName: [String: Int] = [:]
    for (index, table) in order.enumerated() {
      for name in [table.name, table.sheetName, table.fileStem] + table.sheetAliases {
        let folded = fold(name)
        if byName[folded] == nil { byName[folded] = index }
      }
    }
    self.byName = byName
    spellings = order.enumerated().flatMap { index, table in
      let names = [table.name, table.sheetName, table.fileStem] + table.sheetAliases
      let nouns = (table.noun.all + table.nounPlural.all).map(\.text)
      return names.map { (nameWords($0).joined(), false, index) }
        + nouns.map { (nameWords($0).joined(), true, index) }
    }
  }

  /// The table of a sheet's or table's name.
  func table(named name: String) -> Int? { byName[fold(name)] }

  /// The table of a file's name, after cutting the extension and a trailing date or number.
  func table(ofFile name: String) -> Int? {
    var stem = name
    if let dot = stem.lastIndex(of: "."), dot != stem.startIndex { stem = String(stem[..<dot]) }
    while !stem.isEmpty {
      if let index = byName[fold(stem)] { return index }
      let cut = stem.lastIndex { !($0.isNumber || "-_ .()".contains($0)) }
      guard let cut, stem.index(after: cut) < stem.endIndex else { return nil }
      stem = String(stem[...cut])
    }
    return nil
  }

  /// The only table that has all its required headers present and recognises the most headers.
  func table(ofHeaders head: RowBatch) -> HeaderMatch {
    var best: [(table: Int, known: Int, row: HeaderRow)] = []
    var closest: (table: Int, present: Int, required: Int)?
    for (index, table) in order.enumerated() {
      guard
        let row = HeaderRow.find(in: head, vocabulary: vocabularies[index], table: table)
      else { continue }
      let (known, fields) = vocabularies[index].recognised(in: row.cells.map(\.text))
      let required = requiredFields(of: table)
      let present = required.filter(fields.contains).count
      if present == required.count {
        if let first = best.first, known < first.known { continue }
        if let first = best.first, known > first.known { best = [] }
        best.append((index, known, row))
      } else if present > (closest?.present ?? -1) {
        closest = (index, present, required.count)
      }
    }
    if best.count > 1 { return .tie(best[0].table, best[1].table) }
    if let only = best.first { return .table(only.table, only.row) }
    return .none(
      closest: closest?.table, present: closest?.present ?? 0, required: closest?.required ?? 0)
  }

  /// The table that the headers fit, where another one is meant that lacks some of its own.
  func otherTable(thanTableAt index: Int, ofHeaders head: RowBatch) -> Int? {
    // Asked first: it takes the headers of one table alone.
    guard !hasRequiredHeaders(index, in: head),
      case .table(let other, _) = table(ofHeaders: head), other != index
    else { return nil }
    return other
  }

  /// Fields that a new record needs from its row.
  func requiredFields(of table: TableSchema) -> [Int] {
    let identities = Set(table.identities.flatMap(\.fields))
    return table.fields.indices.filter { index in
      let field = table.fields[index]
      return (field.isRequired || table.naturalKey.contains(field.name))
        && field.defaultValue == nil && !identities.contains(field.name)
    }
  }
}
