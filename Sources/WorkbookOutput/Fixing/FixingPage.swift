import ImportPipeline
import ImportReports
import TabularCore
import Workbooks

/// The page that is put before all sheets of a corrected copy: what was corrected, what is proposed.
struct FixingPage {
  /// The most rows of each table.
  private static let maximumRows = 100_000

  private let content: ReportContent
  private let words: FixingWords
  private let sheet: String?

  /// - Parameter sheet: the name of the only sheet, of a workbook made from a delimited file.
  init(_ content: ReportContent, _ words: FixingWords, sheet: String?) {
    self.content = content
    self.words = words
    self.sheet = sheet
  }

  /// The page under a name.
  func page(_ corrections: ImportReport.Corrections, name: String) -> ReportPage {
    var page = ReportPage(name: name)
    page.widths = [24, 24, 36, 36, 44]
    page.rows = [
      [PageCell(words.title, .title)], [PageCell(words.counts(corrections), .line)],
      [PageCell(words.how, .line)], [],
    ]
    add(corrections.applied, words.applied, isApplied: true, to: &page)
    if !corrections.proposed.isEmpty {
      page.rows.append([])
      add(corrections.proposed, words.proposed, isApplied: false, to: &page)
    }
    return page
  }

  private func add(
    _ corrections: [ReportedCorrection], _ heading: String, isApplied: Bool,
    to page: inout ReportPage
  ) {
    page.rows.append([PageCell(heading, .heading)])
    page.rows.append(words.headers(isApplied: isApplied).map { PageCell($0, .header) })
    let names = CorrectionWords(language: content.language)
    for original in corrections.prefix(Self.maximumRows) {
      let correction = content.shown(original)
      page.rows.append([
        place(correction.location), PageCell(printable(field(of: correction.location))),
        PageCell(names.before(correction, limit: 4_000)),
        PageCell(names.after(correction, limit: 4_000)), PageCell(names.reason(correction)),
      ])
    }
    if corrections.count > Self.maximumRows {
      page.rows.append([PageCell(words.more(corrections.count - Self.maximumRows), .line)])
    }
  }

  private func field(of location: IssueLocation) -> String {
    location.field.map { content.names.name(of: $0, at: location) } ?? ""
  }

  private func place(_ location: IssueLocation) -> PageCell {
    guard let name = sheet ?? location.sheet, let row = location.row, let column = location.column
    else { return PageCell("") }
    let reference = "\(CellReference(row: row, column: column))"
    return PageCell("\(name)!\(reference)", .link, target: (name, reference))
  }
}
