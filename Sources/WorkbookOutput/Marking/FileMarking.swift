import ImportPipeline
import ImportReports
import TabularCore
import Workbooks

/// What the copy of one input file shows of a report.
struct FileMarking {
  let file: ImportReport.File
  let content: ReportContent
  let words: MarkingWords
  /// Tells issues; the page and the notes have the same sentences.
  let note: NoteText
  /// Whether the page leads to cells.
  var linksToCells = true

  init(_ file: ImportReport.File, _ content: ReportContent) {
    self.file = file
    self.content = content
    words = MarkingWords(language: content.language)
    note = NoteText(content, words)
  }

  /// The issues that lie in the file, or in no file.
  var issues: [Issue] {
    content.issues.filter { issue in
      guard issue.location.source != nil || issue.location.file != nil else { return true }
      return ![.workbook, .delimited, .json].contains(issue.location.form)
        || content.sources[issue.location]?.source == file.source
    }
  }

  /// By how much the rows of the copy are above those of the report: the header of a JSON list is its
  /// row 0.
  var rowShift: Int { file.kind == "json" ? 1 : 0 }

  /// The name of the sheet that a place lies in; a delimited file has one, a JSON file one for each list.
  func sheet(of location: IssueLocation) -> String? {
    switch file.kind {
    case "csv": location.sheet ?? DelimitedWorkbook.sheetName(file, content)
    case "json":
      file.sheets.first { $0.name == location.sheet }.map { JSONWorkbook.sheetName($0) }
    default: location.sheet
    }
  }

  /// A sheet of the copy as it was read.
  private func read(_ sheet: Sheet) -> ImportReport.Sheet? {
    file.sheets.first { read in
      guard let name = read.name else { return true }
      return sheet.name == (file.kind == "json" ? JSONWorkbook.sheetName(read) : name)
    }
  }

  /// The marks of a copy.
  ///
  /// - Parameters:
  ///   - sheets: the sheets of the workbook that is copied.
  ///   - formerPage: the position of an earlier copy's page.
  func marks(of sheets: [Sheet], formerPage: Int?) -> WorkbookMarks {
    let issues = issues
    var marks = WorkbookMarks(
      page: PageBuilder(self, issues).page(
        name: CheckedInput.pageName(words.title, sheets, formerPage: formerPage)))
    marks.formerPage = formerPage
    for sheet in sheets where sheet.kind == .worksheet && sheet.index != formerPage {
      let own = issues.filter { self.sheet(of: $0.location) == sheet.name }
      let marking = SheetMarking(self, read(sheet), own)
      marks.sheets[sheet.index] = marking.marks
    }
    return marks
  }
}
