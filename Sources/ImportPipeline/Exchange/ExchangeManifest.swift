import DelimitedText
import Schemas
import TabularCore

/// What the manifest of a set of files says.
struct ExchangeManifest {
  /// The version that the set is of.
  let version: Exchange.Version
  /// The manifest's word for each table's file, with its line; tables without a line are left out.
  private(set) var words: [String: (word: String, row: Int)] = [:]
  /// What is wrong and can be read all the same, with its line where it has one.
  private(set) var findings: [(content: IssueContent, row: Int?)] = []

  /// Reads a manifest.
  ///
  /// - Throws: `exchange.manifest` for one that cannot be understood, or what the file cannot be read for.
  init(_ file: InputFile, _ exchange: Exchange, of package: DataPackage, limits: Limits) throws {
    let lines = try Self.lines(of: file, limits: limits)
    guard let header = lines.first, header.texts == exchange.manifestColumns else {
      throw ExchangeError(
        .exchangeManifest(.columns(expected: exchange.manifestColumns), name: exchange.manifest))
    }
    var values: [String: (value: String, row: Int)] = [:]
    for line in lines.dropFirst() where line.texts.contains(where: { !$0.isEmpty }) {
      let name = line.texts[0]
      if values[name] != nil {
        findings.append((.exchangeManifestProperty(.repeated(name: name)), line.row))
        continue
      }
      values[name] = (line.texts.count > 1 ? line.texts[1] : "", line.row)
    }
    let found = values[exchange.versionProperty]?.value ?? ""
    guard let version = exchange.versions.first(where: { $0.value == found }) else {
      throw ExchangeError(
        .exchangeManifest(
          .version(found: found, expected: exchange.versions.map(\.value)),
          name: exchange.manifest))
    }
    self.version = version
    let tables = version.tables.compactMap(package.table(named:))
    for table in tables {
      if let (value, row) = values[exchange.property(of: table)] {
        words[table.name] = (value, row)
      }
    }
    checkProperties(values, exchange, tables)
  }

  private mutating func checkProperties(
    _ values: [String: (value: String, row: Int)], _ exchange: Exchange, _ tables: [TableSchema]
  ) {
    let files = tables.map { exchange.property(of: $0) }
    let missing = (exchange.constants.keys.sorted() + files).filter { values[$0] == nil }
    if !missing.isEmpty {
      findings.append((.exchangeManifestProperty(.missing(names: missing)), nil))
    }
    for (name, expected) in exchange.constants.sorted(by: { $0.key < $1.key }) {
      guard let (value, row) = values[name], value != expected else { continue }
      findings.append(
        (.exchangeManifestProperty(.value(name: name, found: value, expected: expected)), row))
    }
    let known = Set(files).union(exchange.constants.keys).union(exchange.optionalProperties)
      .union([exchange.versionProperty])
    for (name, line) in values.sorted(by: { $0.value.row < $1.value.row })
    where !known.contains(name) {
      findings.append((.exchangeManifestProperty(.unknown(name: name)), line.row))
    }
  }

  /// The lines of a manifest: at most some thousand count.
  private static func lines(
    of file: InputFile, limits: Limits
  ) throws -> [(texts: [String], row: Int)] {
    let reader = try DelimitedReader(
      file.source, options: DialectOptions(acceptsDelimiterTie: true), limits: limits)
    var batch = RowBatch()
    var lines: [(texts: [String], row: Int)] = []
    while lines.count < 5_000, try reader.next(into: &batch, maximumRows: 1_000) {
      for index in batch.rows.indices {
        let texts = batch.cells(ofRowAt: index).map { printable(batch.text(of: $0)) }
        if !texts.isEmpty { lines.append((texts, batch.rows[index].number)) }
      }
    }
    return lines
  }
}

/// Why a set of files cannot be read.
struct ExchangeError: InputError {
  let content: IssueContent
  var part: String? { nil }
  var byteOffset: Int? { nil }
  var row: Int? { nil }

  init(_ content: IssueContent) { self.content = content }
}
