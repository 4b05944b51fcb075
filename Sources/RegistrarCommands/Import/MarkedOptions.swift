import ArgumentParser
import ImportPipeline
import ImportReports
import TabularCore
import WorkbookOutput

/// Copies of the input files that show what was found in them.
struct MarkedOptions: ParsableArguments {
  @Option(
    // Any other strategy overlooks `--marked=OUT.xlsx` when another option follows it.
    name: .customLong("marked"), defaultAsFlag: "", parsing: .next,
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
      throw ValidationError(usage: "markedTakesFile", ["found": printable(marked)])
    }
    if files.contains("-") { throw ValidationError(usage: "needsFiles", ["option": "--marked"]) }
    guard !marked.isEmpty else { return }
    guard files.count == 1, let file = files.first else {
      throw ValidationError(usage: "markedOneName")
    }
    let wanted = Self.suffix(ofCopyOf: file)
    guard CopyOptions.suffix(of: marked) == wanted else {
      throw ValidationError(usage: "markedSuffix", ["suffix": wanted])
    }
    guard CopyOptions.resolved(marked) != CopyOptions.resolved(file) else {
      throw ValidationError(usage: "overInput", ["option": "--marked"])
    }
  }

  /// Refuses copies that cannot be written, before anything else is done.
  func checkPaths(files: [String]) throws {
    guard marked != nil else { return }
    for file in files { try ReportRequest.checkPath(output(of: file), of: "markedCopy") }
  }

  /// Writes the copy of each file that was read, and tells where it is.
  ///
  /// - Returns: whether every copy could be written.
  func write(
    _ report: ImportReport, files: [String], options: ReportOptions, limits: Limits
  ) -> Bool {
    guard marked != nil else { return true }
    let copy = MarkedCopy(ReportContent(report, options), limits: limits)
    var telling = CopyTelling(report, options.language)
    for (index, path) in files.enumerated() {
      // What could not be read has its issue in the report.
      guard let file = report.files.first(where: { $0.source == SourceID(rawValue: index + 1) })
      else { continue }
      let output = output(of: path)
      do throws(MarkedCopyError) {
        switch try copy.write(file, at: path, to: output) {
        case .copy: telling.note("marked", ["path": printable(output)])
        case .reportOnly:
          telling.note("signed", ["file": printable(file.name), "path": printable(output)])
        }
      } catch {
        telling.tell(error, output: output)
      }
    }
    return telling.isComplete
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

  /// A workbook with macros, and a template, keeps its kind: programs refuse it under another name.
  private static func suffix(ofCopyOf file: String) -> String {
    let suffix = CopyOptions.suffix(of: file)
    return ["xlsm", "xltx", "xltm"].contains(suffix) ? suffix : "xlsx"
  }
}
