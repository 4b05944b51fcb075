import RecordMapping
import Schemas
import TabularCore

extension SourceFiles {
  /// Opens the files of a set as the tables that they hold, by what its manifest says.
  mutating func openExchange(
    _ folder: ExchangeFolder, _ exchange: Exchange, name: SourceName
  ) throws {
    guard
      let found = folder.names.first(where: { $0 == exchange.manifest })
        ?? folder.names.first(where: { fold($0) == fold(exchange.manifest) })
    else {
      throw ExchangeError(.exchangeManifest(.missing, name: exchange.manifest))
    }
    let limits = session.options.limits
    let source = member(found, of: name)
    let input = try folder.open(found, as: source, limits: limits)
    files.append(
      OpenedFile(
        input: input, workbook: nil,
        report: ImportReport.File(
          source: source.id, name: source.text, sha256: "", byteCount: input.byteCount,
          kind: "csv")))
    let manifest: ExchangeManifest
    do {
      manifest = try ExchangeManifest(input, exchange, of: session.package, limits: limits)
    } catch let error as any InputError {
      throw MemberError(error: error, file: source)
    }
    for (content, row) in manifest.findings { tell(content, at: source, row: row) }
    if found != exchange.manifest {
      tell(.exchangeDeviation(.spelling(value: found, result: exchange.manifest)), at: source)
    }
    if let packed = folder.packedFolder { tell(.exchangeDeviation(.file(name: packed)), at: name) }
    for file in folder.deeper { tell(.exchangeDeviation(.file(name: file)), at: name) }
    let set = ExchangeSet(folder, manifest, exchange, manifestFile: found, of: session)
    for finding in set.findings { tell(finding.content, at: source, row: finding.row) }
    for file in set.missing { session.tables[file].unreadFile = source }
    for file in set.files {
      let source = member(file.name, of: name)
      do {
        try open(file, in: folder, manifest, exchange, as: source)
      } catch let error as any InputError {
        throw MemberError(error: error, file: source)
      }
    }
  }

  /// How messages name a file of a set.
  private mutating func member(_ file: String, of set: SourceName) -> SourceName {
    memberCount += 1
    return SourceName(
      id: SourceID(rawValue: givenCount + memberCount), text: "\(set.text)/\(file)")
  }

  private func tell(_ content: IssueContent, at source: SourceName, row: Int? = nil) {
    session.issues.add(
      Issue(content.preceded(by: .file, source.text), at: source.place(.delimited, row: row)))
  }

  private mutating func open(
    _ file: ExchangeSet.File, in folder: ExchangeFolder, _ manifest: ExchangeManifest,
    _ exchange: Exchange, as name: SourceName
  ) throws {
    let schema = session.order[file.table]
    let input = try folder.open(file.name, as: name, limits: session.options.limits)
    input.startHashing()
    guard input.kind == .delimited else {
      throw InputFileError.unknownFormat("no delimited text")
    }
    let before = session.sources.count
    try openDelimited(input, table: schema.name)
    guard session.sources.count > before else { return }
    var binding = session.sources[before].binding
    let header = ExchangeHeader(binding, of: schema, in: manifest.version, of: exchange)
    if let other = header.firstOther { tell(.exchangeDeviation(.header(name: other)), at: name) }
    if !header.missing.isEmpty {
      tell(.exchangeDeviation(.columns(names: header.missing)), at: name)
    }
    let extensions = ExchangeExtensions(&binding, of: schema, in: exchange)
    session.sources[before].binding = binding
    let base = session.sources[before].rows
    if try !hasRows(base, below: binding.headerRow) {
      tell(.exchangeNoRows(mode: exchange.word(for: file.mode)), at: name)
    }
    let rows = ExchangeRows(
      base: base, columns: ExchangeColumns(binding, of: schema, mode: file.mode, in: exchange),
      extensions: extensions)
    session.sources[before].rows = rows
    if file.mode == .whole { session.retirements[file.table] = .all }
    for derivation in manifest.version.derived where derivation.source == schema.name {
      derive(derivation, from: rows, ofSourceAt: before, file.mode, exchange)
    }
  }

  /// Adds the rows of a table that lie in the file of another.
  private mutating func derive(
    _ derivation: Exchange.Derivation, from rows: ExchangeRows, ofSourceAt index: Int,
    _ mode: Exchange.Mode, _ exchange: Exchange
  ) {
    var source = session.sources[index]
    guard let table = session.positions[derivation.table],
      let derived = DerivedRows(
        derivation, of: session.order[table], from: session.order[source.table], rows,
        source.binding, in: exchange)
    else { return }
    session.retirements[table] =
      mode == .whole ? .all : .owned(by: source.table, field: derivation.owner)
    source.table = table
    source.binding = derived.binding
    source.rows = derived
    source.otherTable = nil
    source.rebind = { derived.binding }
    session.tables[table].wasRead = true
    session.sources.append(source)
    session.columns.append([])
  }

  private func hasRows(_ rows: any RowSource, below header: Int) throws -> Bool {
    var isFilled = false
    _ = try rows.readRows(maximumRows: 100) { batch in
      for row in batch.rows where row.number > header {
        let cells = batch.cells[row.firstCell..<row.firstCell + row.cellCount]
        if cells.contains(where: { $0.kind != .blank }) { isFilled = true }
      }
      return !isFilled
    }
    return isFilled
  }
}

/// A file of a set cannot be read.
struct MemberError: Error {
  var error: any InputError
  var file: SourceName
}
