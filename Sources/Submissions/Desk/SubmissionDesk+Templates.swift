import Foundation
import ImportPipeline

/// Templates, for those who fill them.
extension SubmissionDesk {
  /// Has a child write a template.
  ///
  /// One that is filled with what the store has shows the records of a scope, and no value of others: whoever
  /// may see the scope gets it, and only somebody who may see all gets one of all.
  ///
  /// - Parameters:
  ///   - table: the table's machine name; `nil` for a workbook with all tables.
  ///   - isFilled: whether the stored records are in it, to be edited.
  ///   - scope: the records that are in it; `nil` for all.
  ///   - ending: `xlsx` or `csv`; a workbook when all tables are asked for.
  public func template(
    of table: String?, package: String, isFilled: Bool = false, scope: Scope? = nil,
    ending: String = "xlsx", language: String, by caller: Caller
  ) async throws(DeskError) -> DeskOutput {
    guard caller.may(.look) else { throw .notAllowed }
    if isFilled, !caller.may(.look, package: package, scope: scope) { throw .notAllowed }
    guard ["xlsx", "csv"].contains(ending) else { throw .unknownKind }
    guard [package, language, table ?? package].allSatisfy(Self.isWord) else { throw .badName }
    let folder = uploads.childFolder(of: "templates")
    let own = folder + "/" + Secret.id()
    for path in [folder, own] {
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
        throw .unwritable(String(cString: strerror(errno)))
      }
    }
    var arguments = ["template", "--output", own, "--package", package, "--language", language]
    arguments += table == nil ? ["--all"] : ["--format", ending]
    if isFilled {
      arguments.append("--with-rows")
      if let scope { arguments += ["--where", scope.text] }
    }
    if let table { arguments += ["--", table] }
    // Whoever asks is noted as the one who read.
    let variables = ["USER": caller.name, "LOGNAME": caller.name]
    let result = await children.run(
      arguments, usesStore: isFilled, seconds: 120, variables: variables)
    let made = (try? FileManager.default.contentsOfDirectory(atPath: own)) ?? []
    // With all tables, the workbook that is named after the package holds every one of them.
    let chosen = table == nil ? made.first { $0 == package + ".xlsx" } ?? made.max() : made.first
    var state = stat()
    guard result.ending == .exited(0), let chosen, stat(own + "/" + chosen, &state) == 0 else {
      try? FileManager.default.removeItem(atPath: own)
      throw .notFound
    }
    try log.note(
      caller.event(
        .look, of: "", at: store.now,
        detail: "template " + (isFilled ? "filled " : "") + chosen
          + (isFilled ? scope.map { " " + $0.text } ?? "" : "")))
    return DeskOutput(
      kind: .original(0), path: own + "/" + chosen, name: chosen,
      mediaType: Self.mediaType(of: chosen), bytes: Int(state.st_size))
  }

  /// Removes a template that was handed out.
  public func discard(_ template: DeskOutput) {
    let folder = (template.path as NSString).deletingLastPathComponent
    guard folder.hasPrefix(uploads.childFolder(of: "templates") + "/") else { return }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// How many submissions are in each state.
  public func counts() throws(DeskError) -> [SubmissionState: Int] {
    try store.use { connection throws(DeskError) in
      var counts: [SubmissionState: Int] = [:]
      for row in try connection.rows(
        "SELECT state, count(*) FROM \(connection.name(.submissions)) GROUP BY state")
      {
        if let state = row[0].text.flatMap(SubmissionState.init) { counts[state] = row[1].integer }
      }
      return counts
    }
  }
}
