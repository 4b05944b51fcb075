public import ImportPipeline
public import ImportReports
public import TabularCore
import Workbooks

/// Writes a copy of an input file that shows what an import found in it.
///
/// A workbook keeps everything it has; see ``WorkbookCopy``. Of a delimited file a workbook is made from its
/// rows, in which texts stay texts and row numbers are the lines of the file; of a JSON file one with a sheet
/// for each table, in which records follow the header. A workbook that is signed is
/// left alone: then the report alone is written, as a workbook of one page.
public struct MarkedCopy {
  /// What was written.
  public enum Outcome: Sendable, Hashable {
    /// A copy of the input, marked.
    case copy
    /// A workbook that holds the report alone, since the input is signed.
    case reportOnly
  }

  private let content: ReportContent
  private let limits: Limits

  /// Copies of the input files of a report, in its language.
  public init(_ content: ReportContent, limits: Limits = Limits()) {
    self.content = content
    self.limits = limits
  }

  /// Writes the copy of a file.
  ///
  /// What stands at `output` is replaced at once, and only when the copy is whole.
  ///
  /// - Parameters:
  ///   - file: the file, as the report has it.
  ///   - path: where the file is.
  @discardableResult
  public func write(
    _ file: ImportReport.File, at path: String, to output: String
  ) throws(MarkedCopyError) -> Outcome {
    let input = try CheckedInput.open(file, at: path, limits: limits)
    guard !input.isSame(as: output) else { throw .output(.isInput) }
    let replaced = ReplacedFile(output)
    switch input.kind {
    case .workbook:
      return try replaced.write { path throws(MarkedCopyError) in
        try writeWorkbook(file, input.descriptor, to: path)
      }
    case .delimited:
      let made = try ScratchWorkbook(of: output)
      try DelimitedWorkbook(file, content, limits: limits).write(input.source, to: made.path)
      return try replaced.write { path throws(MarkedCopyError) in
        try writeWorkbook(file, try made.descriptor(), to: path)
      }
    case .items: throw .output(.isItems)
    case .json:
      let made = try ScratchWorkbook(of: output)
      try JSONWorkbook(file, limits: limits).write(
        input.jsonSource, isLines: input.isNamedAsLines, to: made.path)
      return try replaced.write { path throws(MarkedCopyError) in
        try writeWorkbook(file, try made.descriptor(), to: path)
      }
    }
  }

  private func writeWorkbook(
    _ file: ImportReport.File, _ descriptor: CInt, to path: String
  ) throws(MarkedCopyError) -> Outcome {
    try CheckedInput.translating {
      let copy = try WorkbookCopy(fileDescriptor: descriptor, limits: limits)
      guard !copy.isSigned else {
        try writeReport(file, to: path)
        return .reportOnly
      }
      let marking = FileMarking(file, content)
      let formerPage = try CheckedInput.formerPage(descriptor, limits: limits)
      try copy.write(marking.marks(of: copy.sheets, formerPage: formerPage), to: path)
      return .copy
    }
  }

  /// The report alone, as a workbook of one page.
  private func writeReport(
    _ file: ImportReport.File, to path: String
  ) throws(MarkedCopyError) {
    let scratch = try ScratchWorkbook(of: path)
    try DelimitedWorkbook.writeEmpty(sheet: "Sheet1", to: scratch.path)
    try CheckedInput.translating {
      let copy = try WorkbookCopy(fileDescriptor: try scratch.descriptor(), limits: limits)
      var marking = FileMarking(file, content)
      marking.linksToCells = false
      var marks = marking.marks(of: [], formerPage: nil)
      // The page takes the place of the only sheet.
      marks.formerPage = 0
      try copy.write(marks, to: path)
    }
  }
}
