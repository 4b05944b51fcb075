import Schemas
import TabularCore

/// Which files of a set are read as which tables, and how files and manifest contradict each other.
struct ExchangeSet {
  /// A file that is read.
  struct File {
    var name: String
    /// The table's index in dependency order.
    var table: Int
    var mode: Exchange.Mode
  }

  /// The files that are read, parents first.
  private(set) var files: [File] = []
  /// The tables whose file should be there and is not, by index.
  private(set) var missing: [Int] = []
  /// What is wrong with the set, with the line of the manifest where there is one.
  private(set) var findings: [(content: IssueContent, row: Int?)] = []

  init(
    _ folder: ExchangeFolder, _ manifest: ExchangeManifest, _ exchange: Exchange,
    manifestFile: String, of session: ImportSession
  ) {
    var rest = Set(folder.names).subtracting([manifestFile])
    let tables = session.order.enumerated().filter {
      manifest.version.tables.contains($0.element.name)
    }
    for (index, table) in tables {
      let expected = table.fileStem + ".csv"
      let name =
        rest.contains(expected)
        ? expected : rest.sorted().first { $0.lowercased() == expected.lowercased() }
      if let name { rest.remove(name) }
      let line = manifest.words[table.name]
      let word = line?.word ?? exchange.absent
      guard let mode = mode(word, expected, at: line?.row, exchange) else {
        if let name {
          findings.append(
            (.exchangeFileMismatch(.excess, name: name, found: word), line?.row))
        }
        continue
      }
      guard let name else {
        missing.append(index)
        findings.append((.exchangeFileMismatch(.absent, name: expected, found: word), line?.row))
        continue
      }
      if name != expected {
        findings.append((.exchangeDeviation(.spelling(value: name, result: expected)), line?.row))
      }
      files.append(File(name: name, table: index, mode: mode))
    }
    for name in rest.sorted() { findings.append((.exchangeDeviation(.file(name: name)), nil)) }
    checkCompleteness(manifest.version, session)
  }

  /// What a file is by the manifest's word; `nil` for one that is not there, and for no such word, which is
  /// told.
  private mutating func mode(
    _ word: String, _ file: String, at row: Int?, _ exchange: Exchange
  ) -> Exchange.Mode? {
    let modes: [(String, Exchange.Mode?)] = [
      (exchange.absent, nil), (exchange.whole, .whole), (exchange.changes, .changes),
    ]
    guard let (own, mode) = modes.first(where: { $0.0.lowercased() == word.lowercased() }) else {
      findings.append((.exchangeFileMismatch(.mode, name: file, found: word), row))
      return nil
    }
    if own != word {
      findings.append((.exchangeDeviation(.spelling(value: word, result: own)), row))
    }
    return mode
  }

  /// Tables of all records come together.
  private mutating func checkCompleteness(_ version: Exchange.Version, _ session: ImportSession) {
    let whole = files.filter { $0.mode == .whole }.map { session.order[$0.table].name }
    guard version.together.contains(where: whole.contains) else { return }
    let lacking = version.together.filter { !whole.contains($0) }
    guard !lacking.isEmpty else { return }
    let names = lacking.map { name in
      (session.positions[name].map { session.order[$0].fileStem } ?? name) + ".csv"
    }
    findings.append((.exchangeDeviation(.incomplete(names: names)), nil))
  }
}
