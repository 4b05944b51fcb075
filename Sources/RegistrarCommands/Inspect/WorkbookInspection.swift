import ImportPipeline
import TabularCore

/// A look into a workbook.
struct WorkbookInspection: FileInspection {
  let file: InputFile
  /// The only sheet to look at, or `nil` for all.
  let sheet: String?
  let limits: Limits
  let output: BufferedOutput

  func printCells() throws { throw NotYet() }
  func printStatistics() throws { throw NotYet() }
  func printOverview(asJSON: Bool) throws { throw NotYet() }
}

struct NotYet: Error {}
