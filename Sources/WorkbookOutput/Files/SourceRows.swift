import DelimitedText
import ImportPipeline
import TabularCore
import Workbooks

/// The rows of one sheet or delimited file, as often as they are asked for.
struct SourceRows {
  private let input: InputFile
  private let file: ImportReport.File
  private let sheet: ImportReport.Sheet
  private let limits: Limits
  private static let batchRows = 1_000

  init(_ input: InputFile, _ file: ImportReport.File, _ sheet: ImportReport.Sheet, limits: Limits) {
    self.input = input
    self.file = file
    self.sheet = sheet
    self.limits = limits
  }

  /// How a delimited file was read.
  static func dialect(of file: ImportReport.File) -> DialectOptions {
    var options = DialectOptions(acceptsDelimiterTie: true)
    if let dialect = file.dialect {
      options.encoding = .named(dialect.encoding)
      options.delimiter = dialect.delimiter
      options.quote = dialect.quote
    }
    return options
  }

  /// Reads all rows in batches, until `body` returns false.
  func read(_ body: (RowBatch) throws -> Bool) throws(MarkedCopyError) {
    try CheckedInput.translating {
      var failure: (any Error)?
      switch input.kind {
      case .workbook:
        let workbook = try Workbook(fileDescriptor: input.descriptor, limits: limits)
        guard let index = workbook.sheets.first(where: { $0.name == sheet.name })?.index else {
          return
        }
        _ = try workbook.readRows(ofSheetAt: index, maximumRows: Self.batchRows) { batch in
          do {
            return try body(batch)
          } catch {
            failure = error
            return false
          }
        }
        if let failure { throw failure }
      case .json: throw MarkedCopyError.output(.isJSON)
      case .items: throw MarkedCopyError.output(.isItems)
      case .delimited:
        do {
          let reader = try DelimitedReader(
            input.source, options: Self.dialect(of: file), limits: limits)
          var batch = RowBatch()
          while try reader.next(into: &batch, maximumRows: Self.batchRows) {
            guard try body(batch) else { return }
          }
        } catch let error as DelimitedTextError {
          throw MarkedCopyError.input(error.content)
        }
      }
    }
  }
}
