import ImportPipeline
import TabularCore

/// Every issue of a page as JSON, for its script.
///
/// Kinds have their sentences, those of ``PageCauses/runs``; the issues stand in blocks of the same size, column
/// by column, each ``PackedText``. A text that is that of its kind is 0, one that is nearly that is what
/// differs. So a million issues are some dozen megabytes, and only the blocks that are shown are parsed.
struct PageData {
  private let page: HTMLPage
  private let content: ReportContent

  init(_ page: HTMLPage) {
    self.page = page
    content = page.content
  }

  func write(to sink: inout some ReportSink) {
    guard page.causes.keptCount > 0 else { return }
    writeWords(to: &sink)
    var block = Block()
    var number = 0
    var kinds: [[String]] = Array(repeating: [], count: Self.kindColumns.count)
    var headers: [Int: [Int: String]] = [:]
    for run in page.causes.runs {
      let causes = page.causes.causes[run]
      guard let head = causes.first else { continue }
      let first = content.shown(head.group.issue)
      let texts = texts(of: first)
      let differences = texts.map(TextDifference.init)
      for (index, value) in values(of: head, first, texts).enumerated() {
        kinds[index].append(value)
      }
      for cause in causes {
        for original in [cause.group.issue] + cause.group.others {
          append(content.shown(original), original, differences, cause, &headers, to: &block)
          guard block.count == HTMLReport.blockSize else { continue }
          block.write(number, to: &sink)
          block = Block()
          number += 1
        }
      }
    }
    if block.count > 0 { block.write(number, to: &sink) }
    let columns = zip(Self.kindColumns, kinds).map { ($0, ScriptJSON.array($1)) }
    let sheets = page.causes.sheets.enumerated().map { index, sheet in
      let names = (headers[index] ?? [:]).sorted { $0.key < $1.key }
        .map { (String($0), ScriptJSON.string(printable($1, limit: 60))) }
      return ScriptJSON.object([
        ("name", ScriptJSON.string(sheet.name)), ("headers", ScriptJSON.object(names)),
      ])
    }
    Self.write(
      "kinds",
      ScriptJSON.object(
        columns + [
          ("sheets", ScriptJSON.array(sheets)), ("size", String(HTMLReport.blockSize)),
          ("total", String(page.causes.keptCount)),
        ]), to: &sink)
  }

  // MARK: Kinds

  private static let kindColumns = [
    "severity", "code", "table", "sheet", "column", "workbook", "start", "place", "what", "help",
  ]

  private func values(
    of cause: PageCauses.Cause, _ first: Issue, _ texts: [String]
  ) -> [String] {
    [
      ScriptJSON.string(first.severity.rawValue), ScriptJSON.string(first.code.rawValue),
      first.location.table.map(ScriptJSON.string) ?? "0", String(cause.sheet),
      String(cause.column ?? -1), first.location.form == .workbook ? "1" : "0",
      String(cause.start),
    ] + texts.map(ScriptJSON.string)
  }

  /// The texts that issues of a kind share more or less.
  private func texts(of issue: Issue) -> [String] {
    [
      content.places.text(issue.location), content.messages.message(of: issue),
      content.messages.help(of: issue),
    ].map { printable($0, limit: .max) }
  }

  // MARK: Issues

  private func append(
    _ issue: Issue, _ original: Issue, _ differences: [TextDifference], _ cause: PageCauses.Cause,
    _ headers: inout [Int: [Int: String]], to block: inout Block
  ) {
    let texts = zip(differences, texts(of: issue)).map { difference, text in
      difference.parts(of: text).map {
        "[\($0.prefix),\($0.suffix),\(ScriptJSON.string($0.middle))]"
      } ?? "0"
    }
    let value = issue.isSecret ? nil : issue.value
    block.append(
      texts + [
        value.map { ScriptJSON.string(printable($0)) } ?? "0",
        issue.suggestion.map { ScriptJSON.string($0.text) } ?? "0",
        String(issue.location.row ?? 0), String(issue.location.column ?? 0),
        evidence(of: original, cause, &headers),
      ])
  }

  /// The cells of the row as column numbers and texts in turn.
  private func evidence(
    of issue: Issue, _ cause: PageCauses.Cause, _ headers: inout [Int: [Int: String]]
  ) -> String {
    guard let row = content.evidence(for: issue), !row.cells.isEmpty else { return "0" }
    return ScriptJSON.array(
      row.cells.flatMap { cell in
        if headers[cause.sheet]?[cell.column] == nil {
          headers[cause.sheet, default: [:]][cell.column] = cell.header
        }
        return [String(cell.column), ScriptJSON.string(printable(cell.text))]
      })
  }

  /// Issues in columns.
  private struct Block {
    private static let names = ["place", "what", "help", "value", "better", "row", "cell", "cells"]
    private var columns = [[String]](repeating: [], count: names.count)
    private(set) var count = 0

    mutating func append(_ values: [String]) {
      for (index, value) in values.enumerated() { columns[index].append(value) }
      count += 1
    }

    /// Writes the block without the columns that say nothing.
    func write(_ number: Int, to sink: inout some ReportSink) {
      let told = zip(Self.names, columns).filter { $1.contains { $0 != "0" } }
      PageData.writePacked(
        "block\(number)", ScriptJSON.object(told.map { ($0, ScriptJSON.array($1)) }), to: &sink)
    }
  }

  // MARK: Words

  /// The words that the script writes.
  private func writeWords(to sink: inout some ReportSink) {
    let language = content.language
    var words = [
      "matches", "noMatch", "searching", "of", "rowsAsRead", "emptyCell", "only", "place", "what",
      "help", "sheet",
    ].map { ($0, language.label("page/" + $0)) }
    words += [
      ("error", page.labels.severity(.error)), ("warning", page.labels.severity(.warning)),
      ("note", page.labels.severity(.note)), ("better", page.labels.didYouMean),
      ("read", page.labels.read), ("row", language.label("markdown/row")),
      ("severity", language.label("report/severity")), ("code", language.label("report/code")),
      ("table", language.label("report/table")), ("column", language.label("page/column")),
      ("all", language.label("page/showRow")),
    ]
    Self.write(
      "words", ScriptJSON.object(words.map { ($0, ScriptJSON.string($1)) }), to: &sink)
  }

  private static func write(
    _ id: String, _ text: String, type: String = "application/json",
    to sink: inout some ReportSink
  ) {
    sink.write("<script type=\"\(type)\" id=\"\(id)\">\(text)</script>\n")
  }

  /// Writes a text that is read only when somebody looks at it.
  static func writePacked(_ id: String, _ json: String, to sink: inout some ReportSink) {
    guard let packed = PackedText.packed(json) else { return write(id, json, to: &sink) }
    write(id, packed, type: PackedText.type, to: &sink)
  }
}
