public import ImportPipeline
public import ImportReports
public import Schemas
import TabularCore
import Workbooks

/// Writes a copy of an input file in which safe corrections are made.
///
/// A correction is safe if the cell is read as the same value as before, or if the schema leaves nothing
/// else for a cell that was refused. Importing the copy thus plans the same records, and those whose
/// errors were cured. Everything else of a workbook stays byte for byte, the looks of corrected cells too;
/// so do all other lines of a delimited file. Where there is nothing to correct the copy has the bytes of
/// the input. Formulas and secrets are never touched.
public struct FixedCopy {
  private let content: ReportContent
  private let package: DataPackage
  private let rules: ReadingRules

  /// Copies of the input files of a report, in its language.
  ///
  /// - Parameters:
  ///   - package: the package that the run used.
  ///   - rules: how the run read its files.
  public init(_ content: ReportContent, package: DataPackage, rules: ReadingRules = ReadingRules())
  {
    self.content = content
    self.package = package
    self.rules = rules
  }

  /// Writes the copy of a file: a workbook, or for a name that ends in `.xlsx` the workbook of the rows of
  /// a delimited file, else a delimited file like the input.
  ///
  /// What stands at `output` is replaced at once, and only when the copy is whole.
  ///
  /// - Returns: what was corrected and what is proposed.
  public func write(
    _ file: ImportReport.File, at path: String, to output: String
  ) throws(MarkedCopyError) -> ImportReport.Corrections {
    let input = try CheckedInput.open(file, at: path, limits: rules.limits)
    guard !input.isSame(as: output) else { throw .output(.isInput) }
    var found = FileCorrections(file, content, package, rules)
    try found.find(in: input)
    var corrections = ImportReport.Corrections(
      file: output.split(separator: "/").last.map(String.init) ?? output)
    corrections.applied = found.applied
    corrections.proposed = found.proposed
    let replaced = ReplacedFile(output)
    let finished = found
    switch input.kind {
    case .workbook where corrections.applied.isEmpty:
      try replaced.write { path throws(MarkedCopyError) in
        try CheckedInput.copy(input, to: path)
      }
    case .workbook:
      try replaced.write { path throws(MarkedCopyError) in
        try write(input.descriptor, corrections, finished.texts, sheet: nil, to: path)
      }
    case .delimited where output.lowercased().hasSuffix(".xlsx"):
      let made = try ScratchWorkbook(of: output)
      try DelimitedWorkbook(file, content, limits: rules.limits).write(input.source, to: made.path)
      let name = DelimitedWorkbook.sheetName(file, content)
      try replaced.write { path throws(MarkedCopyError) in
        try write(made.descriptor(), corrections, finished.texts, sheet: name, to: path)
      }
    case .json: throw .output(.isJSON)
    case .items: throw .output(.isItems)
    case .delimited:
      let lines = FixedLines(file, limits: rules.limits)
      try replaced.write { path throws(MarkedCopyError) in
        try lines.write(input, finished.texts[nil] ?? [:], to: path)
      }
    }
    return corrections
  }

  /// Writes the copy of a workbook.
  ///
  /// - Parameter sheet: the name of the only sheet, of a workbook made from a delimited file.
  private func write(
    _ descriptor: CInt, _ corrections: ImportReport.Corrections,
    _ texts: [String?: [CellReference: String]], sheet: String?, to path: String
  ) throws(MarkedCopyError) {
    try CheckedInput.translating {
      let copy = try WorkbookCopy(fileDescriptor: descriptor, limits: rules.limits)
      guard !corrections.applied.isEmpty else {
        try copy.write(to: path)
        return
      }
      guard !copy.isSigned else { throw MarkedCopyError.output(.isSigned) }
      let former = try CheckedInput.formerPage(descriptor, limits: rules.limits)
      let words = FixingWords(language: content.language)
      let name = CheckedInput.pageName(words.title, copy.sheets, formerPage: former)
      var marks = WorkbookMarks(
        page: FixingPage(content, words, sheet: sheet).page(corrections, name: name))
      marks.formerPage = former
      for own in copy.sheets where own.kind == .worksheet && own.index != former {
        var changes = WorkbookMarks.Sheet()
        changes.texts = texts[sheet == nil ? own.name : nil] ?? [:]
        changes.formerStatusColumn = formerStatusColumn(of: own.name, corrections)
        marks.sheets[own.index] = changes
      }
      try copy.write(marks, to: path)
    }
  }

  /// The column of states of a marked copy, which no longer hold.
  private func formerStatusColumn(
    of sheet: String, _ corrections: ImportReport.Corrections
  ) -> Int? {
    let source = corrections.applied.first?.location.source
    let file = content.report.files.first { $0.source == source }
    return file?.sheets.first { $0.name == sheet }.flatMap(SheetMarking.formerStatusColumn)
  }
}
