import ArgumentParser
import Foundation
import ImportPipeline
import TabularCore

/// `--archive DIR`: where the input files of a successful import go.
///
/// A file is renamed, or copied and removed where the folder is on another file system, and never takes the
/// place of another one. `RUN.sha256` beside them has their hashes, in the form of `sha256sum`.
struct InputArchive: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "After a successful execution, move the input files to a folder; nothing there is replaced.",
      valueName: "dir"), completion: .directory)
  var archive: String?

  /// Why a file stays.
  private enum Obstacle: Error {
    /// It is not what the run read.
    case changed
    /// The system says why.
    case system(String)

    static var last: Obstacle { .system(String(cString: strerror(errno)).lowercased()) }
  }

  /// Refuses an archive of a run that writes nothing, or that reads from a pipe.
  func check(files: [String], executes: Bool) throws {
    guard archive != nil, !executes || files.contains("-") else { return }
    throw ValidationError(usage: "archiveInputs")
  }

  /// Moves the files of a run that succeeded; tells about those that stay.
  ///
  /// - Returns: whether all were moved that should be.
  func move(_ files: [String], of report: ImportReport, language: Language) -> Bool {
    guard let archive, report.run.outcome.exitCode == 0 else { return true }
    var lines: [String] = []
    var isComplete = true
    do {
      try FileManager.default.createDirectory(
        atPath: archive, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      // Each file says why it cannot be moved.
    }
    let read = Set(report.files.map(\.sha256))
    for file in Self.distinct(files) {
      do throws(Obstacle) {
        let hash = try Self.hash(of: file)
        guard read.contains(hash) else { throw .changed }
        let name = try Self.move(file, to: archive, prefix: report.run.id, hash: hash)
        lines.append("\(hash)  \(name)\n")
      } catch {
        isComplete = false
        tell(error, of: file, language)
      }
    }
    guard !lines.isEmpty else { return isComplete }
    do throws(Obstacle) {
      try Self.append(lines.joined(), to: archive + "/" + report.run.id + ".sha256")
    } catch {
      isComplete = false
      tell(error, of: report.run.id + ".sha256", language)
    }
    Terminal.note(
      language.label(
        "notice/inputsMoved", ["count": lines.count, "folder": printable(archive)]))
    return isComplete
  }

  private func tell(_ obstacle: Obstacle, of file: String, _ language: Language) {
    let reason =
      switch obstacle {
      case .changed: language.label("notice/inputChanged")
      case .system(let reason): reason
      }
    Terminal.note(
      language.label("notice/inputStays", ["file": printable(file), "reason": reason]))
  }

  private static func distinct(_ files: [String]) -> [String] {
    var seen: Set<String> = []
    return files.filter { seen.insert($0).inserted }
  }

  private static func hash(of file: String) throws(Obstacle) -> String {
    guard let hash = try? InputFile.sha256(ofFileAt: file) else { throw .last }
    return hash
  }

  // MARK: Moving

  /// Moves a file into a folder under a name that nothing there has; returns the name.
  private static func move(
    _ file: String, to folder: String, prefix: String, hash: String
  ) throws(Obstacle) -> String {
    let own = file.split(separator: "/").last.map(String.init) ?? file
    for number in 1...1_000 {
      let name = number == 1 ? "\(prefix)-\(own)" : "\(prefix)-\(number)-\(own)"
      let path = folder + "/" + name
      // A link is made only where nothing is, unlike a new name.
      if link(file, path) == 0 {
        guard unlink(file) == 0 else {
          let obstacle = Obstacle.last
          unlink(path)
          throw obstacle
        }
        return name
      }
      if errno == EEXIST { continue }
      guard [EXDEV, EPERM, ENOTSUP, EMLINK].contains(errno) else { throw .last }
      if try copy(file, to: path, hash: hash) { return name }
    }
    errno = EEXIST
    throw .last
  }

  /// Copies a file to another file system and removes it; `false` when something has the name.
  private static func copy(
    _ file: String, to path: String, hash: String
  ) throws(Obstacle) -> Bool {
    let source = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard source >= 0 else { throw .last }
    defer { close(source) }
    let target = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard target >= 0 else {
      if errno == EEXIST { return false }
      throw .last
    }
    defer { close(target) }
    do throws(Obstacle) {
      try pass(from: source, to: target)
      guard fsync(target) == 0 else { throw .last }
      guard try self.hash(of: path) == hash else { throw .changed }
      guard unlink(file) == 0 else { throw .last }
      return true
    } catch {
      unlink(path)
      throw error
    }
  }

  private static func pass(from source: Int32, to target: Int32) throws(Obstacle) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .last }
      guard count > 0 else { return }
      try write(buffer[..<count], to: target)
    }
  }

  private static func write(_ bytes: some Sequence<UInt8>, to target: Int32) throws(Obstacle) {
    do throws(OutputFailure) {
      try Descriptor.write(Array(bytes), to: target)
    } catch {
      throw .system(error.reason)
    }
  }

  private static func append(_ text: String, to path: String) throws(Obstacle) {
    let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .last }
    defer { close(file) }
    try write(text.utf8, to: file)
    guard fsync(file) == 0 else { throw .last }
  }
}
