import RecordMapping
import Schemas
import TabularCore

extension TableFinder {
  /// The table of a source whose name is not simply that of a table.
  enum Choice {
    /// The name allows this table, and the headers fit it.
    case table(Int)
    /// The headers fit this table; `name` names something else.
    case guessed(Int, name: String)
    /// None, or nobody can tell which.
    case none(HeaderMatch)
    /// `name` is like a table, and the headers fit another one.
    case contradiction(name: String, named: Int, table: Int)
    /// `name` names something else, and the headers fit this table but for some.
    case nearly(Int, name: String, unknown: [String])
  }

  /// What a name says about the table, after its extension is cut.
  func claim(of name: String) -> NameClaim {
    let words = nameWords(Self.stem(of: name))
    let meaningful = words.filter { !PlainNameWords.contain($0) && !packageWords.contains($0) }
    // Table names may be made of plain words, so that they are looked for among all words.
    for length in stride(from: words.count, to: 0, by: -1) {
      var tables: [Int] = []
      for start in 0...(words.count - length) {
        let part = words[start..<(start + length)].joined()
        for spelling in spellings
        where !spelling.isNoun && spelling.name == part && !tables.contains(spelling.table) {
          tables.append(spelling.table)
        }
      }
      if !tables.isEmpty { return .tables(tables) }
    }
    guard !meaningful.isEmpty else { return .nothing }
    return nearestTable(to: meaningful.joined()).map { .tables([$0]) } ?? .another
  }

  private func nearestTable(to name: String) -> Int? {
    let limit = suggestionDistance(forLength: name.count)
    var nearest = NearestCandidate<Int>()
    for spelling in spellings {
      let distance = editDistance(name, spelling.name, limit: limit)
      if distance <= limit { nearest.take(spelling.table, name: spelling.name, distance: distance) }
    }
    return nearest.nearest?.candidate
  }

  /// The table that the names of a source and its headers together mean.
  ///
  /// - Parameters:
  ///   - names: the source's names, its own before that of its file.
  ///   - head: its first rows.
  func choice(names: [String], head: RowBatch) -> Choice {
    let claims = names.map { (name: $0, claim: claim(of: $0)) }
    let match = table(ofHeaders: head)
    for (name, claim) in claims {
      guard case .tables(let named) = claim else { continue }
      return choice(of: named, name: name, head: head, match: match)
    }
    guard case .table(let index, let row) = match else { return .none(match) }
    guard let other = claims.first(where: { $0.claim == .another })?.name else {
      return .table(index)
    }
    let unknown = row.cells.map(\.text).filter { vocabularies[index].target(of: $0) == nil }
    return unknown.isEmpty
      ? .guessed(index, name: other) : .nearly(index, name: other, unknown: unknown)
  }

  private func choice(
    of named: [Int], name: String, head: RowBatch, match: HeaderMatch
  ) -> Choice {
    let fitting = named.filter { hasRequiredHeaders($0, in: head) }
    if fitting.count == 1 { return .table(fitting[0]) }
    if case .table(let index, _) = match {
      return fitting.contains(index)
        ? .table(index) : .contradiction(name: name, named: named[0], table: index)
    }
    if fitting.count > 1 { return .none(.tie(fitting[0], fitting[1])) }
    // Rows that only update records need no more than their key.
    if case .none = match, named.count == 1, hasKeyHeader(named[0], in: head) {
      return .table(named[0])
    }
    return .none(match)
  }

  func hasRequiredHeaders(_ index: Int, in head: RowBatch) -> Bool {
    guard
      let row = HeaderRow.find(in: head, vocabulary: vocabularies[index], table: order[index])
    else { return false }
    let fields = vocabularies[index].recognised(in: row.cells.map(\.text)).fields
    return requiredFields(of: order[index]).allSatisfy(fields.contains)
  }

  private func hasKeyHeader(_ index: Int, in head: RowBatch) -> Bool {
    guard
      let row = HeaderRow.find(in: head, vocabulary: vocabularies[index], table: order[index])
    else { return false }
    let (known, fields) = vocabularies[index].recognised(in: row.cells.map(\.text))
    let keys = order[index].naturalKey.compactMap(order[index].fieldIndex(named:))
    return known * 2 >= row.cells.count && keys.contains(where: fields.contains)
  }

  /// A name without the extension of a file.
  static func stem(of name: String) -> String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    let type = name[name.index(after: dot)...]
    return type.count <= 6 && type.allSatisfy(\.isLetter) ? String(name[..<dot]) : name
  }
}
