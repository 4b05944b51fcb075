import Foundation
import ImportPipeline
import ImportReports
import ImportService
import TabularCore

/// Validates what appears in a folder, file by file, and leaves the answer beside each.
///
/// The folder is looked at again and again. The notices of the system (inotify) tell nothing of what other
/// machines write to a network share, where such folders are.
struct FolderWatch {
  /// How a folder is watched.
  struct Options {
    /// The seconds between two looks.
    var interval = 2.0
    /// The seconds for which a file must stay as it is.
    var settling = 2.0
    /// The seconds for which a file is waited for that lacks its end.
    var patience = 60.0
    /// Whether the watch ends when everything that is there is validated.
    var isOnce = false
  }

  /// What ended a look at a file.
  private enum Ending {
    case answered
    /// It is to be tried again: the file changed meanwhile, or the store did not answer.
    case later
  }

  private let folder: String
  private let options: Options
  private let validation: WatchValidation
  private let words: WatchWords
  private let room: WatchRoom
  private var memory: WatchMemory
  private var settling: SettlingFiles
  private var told: Set<String> = []
  private var worst: Int32 = 0

  init(
    _ folder: String, _ options: Options, _ validation: WatchValidation, _ words: WatchWords,
    _ room: WatchRoom
  ) {
    self.folder = folder
    self.options = options
    self.validation = validation
    self.words = words
    self.room = room
    memory = WatchMemory(path: room.memoryPath) ?? WatchMemory()
    settling = SettlingFiles(
      settling: .seconds(options.settling), patience: .seconds(options.patience))
  }

  /// Watches until somebody ends it, or once.
  ///
  /// - Returns: the exit status: 0 when somebody ended the watch, else that of the worst file.
  mutating func run(_ interruption: Interruption) throws -> Int32 {
    while !interruption.cancellation.isRequested {
      guard let files = WatchedFile.all(in: folder) else {
        try tellOnce(words.unreadableFolder)
        if options.isOnce { return 3 }
        pause(interruption)
        continue
      }
      told.remove(words.unreadableFolder)
      let open = files.filter { !memory.isKnown($0) }
      let whole = settling.look(at: open, .now) { ArchiveEnd.isThere(folder + "/" + $0.name) }
      var answered = 0
      for file in whole where !interruption.cancellation.isRequested {
        switch try handle(file, interruption) {
        case .answered: answered += 1
        case .later: settling.restart(file.name)
        }
      }
      if interruption.cancellation.isRequested { break }
      if options.isOnce, answered == open.count { return worst }
      pause(interruption)
    }
    return 0
  }

  private mutating func handle(
    _ file: WatchedFile, _ interruption: Interruption
  ) throws -> Ending {
    let path = folder + "/" + file.name
    // What cannot be read (no rights, locked by another machine, too large) has its issue in the report.
    let digest = try? InputFile.sha256(ofFileAt: path, limits: validation.limits)
    if let digest, memory.recognizes(file, sha256: digest) {
      save()
      return .answered
    }
    let report: ImportReport
    do throws(ServiceFailure) {
      report = try validation.report(path, interruption)
    } catch {
      if told.insert("\(error)").inserted { error.tell() }
      if options.isOnce { throw error.told }
      return .later
    }
    let outcome = report.run.outcome
    guard [.clean, .warnings, .dataErrors, .unreadable].contains(outcome) else {
      if outcome != .interrupted {
        try tellOnce(words.later(file.name, report, validation.options(of: report)))
      }
      worst = max(worst, outcome.exitCode)
      if options.isOnce, outcome != .interrupted { throw ToldFailure(status: worst) }
      return .later
    }
    // What was read may be half of what is there now.
    guard WatchedFile(name: file.name, in: folder) == file else { return .later }
    let answers = AnswerFiles(folder: folder, room: room, limits: validation.limits)
    let text: String
    do throws(AnswerFailure) {
      let written = try answers.write(
        report, of: file, options: validation.options(of: report), memory: &memory)
      memory.inputs[file.name] = WatchMemory.Input(
        sha256: digest ?? "", stamp: file.stamp, outputs: written)
      save()
      text = words.answered(file.name, report, written)
    } catch {
      Terminal.error(
        .emitWriteFailed(.before, file: error.name, reason: error.reason), language: words.language)
      if options.isOnce { throw ToldFailure(status: 6) }
      return .later
    }
    try StandardOutput.print(text)
    worst = max(worst, outcome.exitCode)
    return .answered
  }

  private mutating func tellOnce(_ text: String) throws {
    if told.insert(text).inserted { Terminal.note(text) }
  }

  /// Keeps the memory; one that cannot be kept is told, and costs another validation after a restart.
  private mutating func save() {
    do throws(OutputFailure) {
      try memory.save(to: room.memoryPath)
    } catch {
      if told.insert(error.reason).inserted {
        Terminal.error(
          .emitWriteFailed(.before, file: WatchRoom.name, reason: error.reason),
          language: words.language)
      }
    }
  }

  /// Waits for the next look, or for the end of the watch.
  private func pause(_ interruption: Interruption) {
    var rest = options.interval
    while rest > 0, !interruption.cancellation.isRequested {
      Thread.sleep(forTimeInterval: min(rest, 0.1))
      rest -= 0.1
    }
  }
}
