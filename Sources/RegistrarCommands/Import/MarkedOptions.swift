import ArgumentParser
import Foundation
import ImportPipeline
import ImportReports
import TabularCore
import WorkbookOutput

/// Copies of the input files that show what was found in them.
struct MarkedOptions: ParsableArguments {
  @Option(
    name: .customLong("marked"), defaultAsFlag: "",
    help: ArgumentHelp(
      "Write a copy of each file with its problems marked (default: NAME.checked.xlsx beside it).",
      valueName: "out.xlsx"),
    completion: .file())
  var marked: String?

  /// How many details of each code and table are kept for the copies, unless the user says how many.
  static let keptDetails = 20_000

  /// Refuses what makes no sense together with the files to import.
  func check(files: [String]) throws {
    guard let marked else { return }
    if files.isEmpty, !marked.isEmpty {
      throw ValidationError(
        "--marked takes `\(printable(marked))` for the copy; put it behind the files, or write "
          + "--marked=OUT.xlsx")
    }
    if files.contains("-") { throw ValidationError("--marked needs files, not standard input") }
    guard !marked.isEmpty else { return }
    guard files.count == 1, let file = files.first else {
      throw ValidationError("--marked takes a name for one file; without a name each gets its copy")
    }
    let wanted = Self.suffix(ofCopyOf: file)
    guard Self.suffix(of: marked) == wanted else {
      throw ValidationError("--marked writes a workbook; its name must end in .\(wanted)")
    }
    guard Self.resolved(marked) != Self.resolved(file) else {
      throw ValidationError("--marked never writes over its input; choose another name")
    }
  }

  /// Refuses copies that cannot be written, before anything else is done.
  func checkPaths(files: [String]) throws {
    guard marked != nil else { return }
    for file in files { try ReportRequest.checkPath(output(of: file), of: "the marked copy") }
  }

  /// Writes the copy of each file that was read, and tells where it is.
  ///
  /// - Returns: whether every copy could be written.
  func write(
    _ report: ImportReport, files: [String], options: ReportOptions, limits: Limits
  ) -> Bool {
    guard marked != nil else { return true }
    let copy = MarkedCopy(ReportContent(report, options), limits: limits)
    var isComplete = true
    for (index, path) in files.enumerated() {
      // What could not be read has its issue in the report.
      guard let file = report.files.first(where: { $0.source == SourceID(rawValue: index + 1) })
      else { continue }
      let output = output(of: path)
      do throws(MarkedCopyError) {
        switch try copy.write(file, at: path, to: output) {
        case .copy: Terminal.note("marked copy: \(printable(output))")
        case .reportOnly:
          Terminal.note(
            "\(printable(file.name)) is signed and any mark would break its signature; the report "
              + "alone is in \(printable(output))")
        }
      } catch {
        isComplete = false
        tell(error, output: output, report, options.language)
      }
    }
    return isComplete
  }

  private func tell(
    _ error: MarkedCopyError, output: String, _ report: ImportReport, _ language: Language
  ) {
    switch error {
    case .input(let content): Terminal.error(content, language: language)
    case .output(let failure):
      let reason =
        switch failure {
        case .isInput: "it is the input itself"
        case .tooManyRows: "the file has more lines than a sheet has rows"
        case .refused(let reason): reason
        }
      let time: IssueContent.WriteFailure =
        report.run.isWritten ? .written(run: report.run.id) : .before
      Terminal.error(
        .emitWriteFailed(time, file: output, reason: reason, run: report.run.id),
        language: language)
    }
  }

  // MARK: Names

  /// Where the copy of a file goes.
  func output(of file: String) -> String {
    if let marked, !marked.isEmpty { return marked }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let name = file.dropFirst(folder.count)
    let stem = name.lastIndex(of: ".").map { $0 == name.startIndex ? name : name[..<$0] } ?? name
    return "\(folder)\(stem).checked.\(Self.suffix(ofCopyOf: file))"
  }

  private static func suffix(of path: String) -> String {
    path.lastIndex(of: ".").map { String(path[path.index(after: $0)...]).lowercased() } ?? ""
  }

  /// A workbook with macros, and a template, keeps its kind: programs refuse it under another name.
  private static func suffix(ofCopyOf file: String) -> String {
    let suffix = suffix(of: file)
    return ["xlsm", "xltx", "xltm"].contains(suffix) ? suffix : "xlsx"
  }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardized.path
  }
}
