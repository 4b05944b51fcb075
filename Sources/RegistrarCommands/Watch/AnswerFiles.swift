import Foundation
import ImportPipeline
import ImportReports
import TabularCore
import WorkbookOutput

/// Leaves the marked copy of a file and its page beside it.
struct AnswerFiles {
  /// The watched folder.
  let folder: String
  /// Where the files are made.
  let room: WatchRoom
  /// What limits the reading of the file.
  let limits: Limits

  /// What was made and is not at its place yet.
  private struct Draft {
    var path: String
    var name: String
    var output: WatchMemory.Output
  }

  /// Makes the files that tell what was found, remembers them, and moves them to their places.
  ///
  /// They are remembered before they move: a process that is killed in between does not take its own copy
  /// for a file that somebody sent.
  ///
  /// - Returns: the names of the files; without the copy where none can be made of the file.
  func write(
    _ report: ImportReport, of file: WatchedFile, options: ReportOptions,
    memory: inout WatchMemory
  ) throws(AnswerFailure) -> [String] {
    let names = unusedNames(of: file.name, memory)
    var drafts: [Draft] = []
    let copyPath = room.scratchPath(names.copy)
    let pagePath = room.scratchPath(names.page)
    defer { for path in [copyPath, pagePath] { unlink(path) } }
    if try writeCopy(report, of: file, options: options, to: copyPath) {
      drafts.append(try draft(copyPath, names.copy, of: file))
    }
    var page = ReportRequest(format: .html)
    page.path = pagePath
    if let failure = page.write(report, options: options) {
      throw AnswerFailure(name: names.page, reason: failure.reason)
    }
    drafts.append(try draft(pagePath, names.page, of: file))
    for draft in drafts { memory.outputs[draft.name] = draft.output }
    do throws(OutputFailure) {
      try memory.save(to: room.memoryPath)
    } catch {
      throw AnswerFailure(name: WatchRoom.name, reason: error.reason)
    }
    for draft in drafts {
      guard rename(draft.path, folder + "/" + draft.name) == 0 else {
        throw AnswerFailure(name: draft.name, reason: OutputFailure(number: errno).reason)
      }
    }
    let written = drafts.map(\.name)
    removeStale(of: file.name, except: written, &memory)
    return written
  }

  private func draft(
    _ path: String, _ name: String, of file: WatchedFile
  ) throws(AnswerFailure) -> Draft {
    guard let stamp = WatchedFile.Stamp(path: path),
      let digest = try? InputFile.sha256(ofFileAt: path, limits: .unlimitedFiles)
    else { throw AnswerFailure(name: name, reason: OutputFailure(number: EIO).reason) }
    return Draft(
      path: path, name: name,
      output: WatchMemory.Output(input: file.name, sha256: digest, stamp: stamp))
  }

  /// Writes the marked copy.
  ///
  /// - Returns: whether there is one: of what is no workbook and no text, or has more lines than a sheet has
  ///   rows, the page tells.
  private func writeCopy(
    _ report: ImportReport, of file: WatchedFile, options: ReportOptions, to path: String
  ) throws(AnswerFailure) -> Bool {
    guard let read = report.files.first else { return false }
    do throws(MarkedCopyError) {
      let copy = MarkedCopy(ReportContent(report, options), limits: limits)
      try copy.write(read, at: folder + "/" + file.name, to: path)
      return true
    } catch {
      guard case .output(.refused(let reason)) = error else { return false }
      throw AnswerFailure(name: AnswerNames(of: file.name, number: 1).copy, reason: reason)
    }
  }

  // MARK: Names

  /// The first names that are free: nothing is there, or what was left there before, as it was left.
  ///
  /// A copy that somebody corrects, or has open, is not replaced.
  private func unusedNames(of name: String, _ memory: WatchMemory) -> AnswerNames {
    var number = 1
    while true {
      let names = AnswerNames(of: name, number: number)
      if [names.copy, names.page].allSatisfy({ isFree($0, for: name, memory) }) { return names }
      number += 1
    }
  }

  private func isFree(_ name: String, for input: String, _ memory: WatchMemory) -> Bool {
    var status = stat()
    let path = folder + "/" + name
    guard lstat(path, &status) == 0 else { return true }
    return isOurs(name, of: input, memory)
      && !["~$\(name)", "~$\(name.dropFirst(2))", ".~lock.\(name)#"].contains {
        access("\(folder)/\($0)", F_OK) == 0
      }
  }

  /// Whether what stands at a name is what was left there for an input.
  private func isOurs(_ name: String, of input: String, _ memory: WatchMemory) -> Bool {
    guard let output = memory.outputs[name], output.input == input else { return false }
    let path = folder + "/" + name
    guard let stamp = WatchedFile.Stamp(path: path) else { return false }
    return stamp == output.stamp
      || (try? InputFile.sha256(ofFileAt: path, limits: .unlimitedFiles)) == output.sha256
  }

  /// Takes away what was left earlier and not replaced now, unless somebody changed it.
  private func removeStale(
    of input: String, except written: [String], _ memory: inout WatchMemory
  ) {
    for name in memory.inputs[input]?.outputs ?? [] where !written.contains(name) {
      if isOurs(name, of: input, memory) {
        unlink(folder + "/" + name)
        memory.outputs[name] = nil
      }
    }
  }
}

/// What is left beside a file could not be written.
struct AnswerFailure: Error {
  /// The name of the file that could not be written.
  var name: String
  /// Why, in the system's words.
  var reason: String
}

extension Limits {
  /// For files that this program wrote.
  fileprivate static var unlimitedFiles: Limits {
    var limits = Limits()
    limits[.fileSize] = .max
    return limits
  }
}
