import DelimitedText
import ImportPipeline
import TabularCore

/// A look into a delimited file.
struct DelimitedInspection: FileInspection {
  let file: InputFile
  let options: DialectOptions
  let limits: Limits
  let output: BufferedOutput
  let findings: InspectionFindings
  /// What the file would be imported as; `nil` without a package.
  var guess: ImportGuess?
  var language = Language.english

  private static let rowsPerBatch = 4096
  /// Up to this size a second thread is not worth its start.
  private static let smallFile = 1 << 20

  func printCells() throws {
    let reader = try DelimitedReader(file.source, options: options, limits: limits)
    output.append(dialectLine(reader.dialect) + "\n")
    try forEachBatch(of: reader) { batch in
      batch.arena.withUnsafeBytes { arena in
        for row in batch.rows where row.cellCount > 0 {
          output.append(literal: "{\"line\": ")
          output.append(row.number)
          output.append(literal: ", \"cells\": [")
          for index in row.firstCell..<row.firstCell + row.cellCount {
            if index > row.firstCell { output.append(literal: ", ") }
            let cell = batch.cells[index]
            let start = Int(cell.offset)
            output.append(
              jsonString: UnsafeRawBufferPointer(
                rebasing: arena[start..<start + Int(cell.length)]))
          }
          output.append(literal: "]}\n")
        }
      }
    }
  }

  func printStatistics() throws {
    let reader = try DelimitedReader(file.source, options: options, limits: limits)
    if file.byteCount > Self.smallFile,
      let statistics = BlockStatistics(file.source, dialect: reader.dialect, limits: limits).all
    {
      output.append(statistics.json + "\n")
      return
    }
    var statistics = CellStatistics()
    try forEachBatch(of: reader) { statistics.add($0, isDelimited: true) }
    output.append(statistics.json + "\n")
  }

  func printOverview(asJSON: Bool) throws {
    let reader = try DelimitedReader(file.source, options: options, limits: limits)
    var overview = TableOverview()
    try forEachBatch(of: reader) { overview.add($0) }
    let dialect = reader.dialect
    let table = overview.header.flatMap {
      guess?.table(ofFile: file.displayName, header: $0.texts)
    }
    if asJSON {
      let guessed = table.map { ", \"table\": \(maskedJSON($0))" } ?? ""
      output.append(
        "{\"file\": \(maskedJSON(file.displayName)), \"kind\": \"delimited\", \"dialect\": "
          + "\(dialectLine(dialect)), \(overview.jsonMembers)\(guessed)}\n")
      return
    }
    let mark = dialect.hasByteOrderMark ? language.label("inspect/mark") : ""
    let none = language.label("inspect/none")
    var lines = [
      ("file", printable(file.displayName)), ("kind", language.label("inspect/delimited")),
      ("encoding", dialect.encoding.displayName + mark),
      ("delimiter", name(of: dialect.delimiter)),
      ("quote", dialect.quote == 0 ? none : name(of: dialect.quote)),
    ]
    lines += overview.lines(in: language)
    if guess != nil { lines.append(("table", table ?? none)) }
    let head = language.column("inspect/head", gap: 1)
    for (name, value) in lines { output.append(head[name] + value + "\n") }
  }

  /// Reads to the end; what is odd is noted.
  private func forEachBatch(
    of reader: DelimitedReader, _ body: (RowBatch) throws -> Void
  ) throws {
    if let guess = reader.dialect.guess {
      let issue = Issue(
        .csvDialectGuessed(
          encoding: guess.encoding.displayName, sample: guess.example, line: guess.line),
        at: IssueLocation(.delimited, file: file.displayName, row: guess.line))
      findings.note(issue)
    }
    var batch = RowBatch()
    while try reader.next(into: &batch, maximumRows: Self.rowsPerBatch) {
      for finding in batch.findings { findings.note(finding) }
      try body(batch)
      if output.isClosed { return }
    }
  }

  /// The dialect as the first line of `--cells`.
  private func dialectLine(_ dialect: Dialect) -> String {
    let quote = dialect.quote == 0 ? "" : String(Unicode.Scalar(dialect.quote))
    return "{\"encoding\": \"\(dialect.encoding.rawValue)\", \"bom\": \(dialect.hasByteOrderMark), "
      + "\"delimiter\": \(maskedJSON(String(Unicode.Scalar(dialect.delimiter)))), "
      + "\"quote\": \(maskedJSON(quote))}"
  }

  private func name(of byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\t"): language.label("inspect/tab")
    case UInt8(ascii: " "): language.label("inspect/space")
    default: String(Unicode.Scalar(byte))
    }
  }
}
