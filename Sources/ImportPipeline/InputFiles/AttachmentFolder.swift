#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

import Crypto
import Schemas
import TabularCore

/// The folder whose files the cells of a run may name.
///
/// A name is looked for below the folder alone: it is walked part by part from the open folder, and no link
/// is followed, so that neither `..` nor a link leads out of it.
final class AttachmentFolder {
  /// A file that a row names.
  struct Attachment: Hashable {
    /// Its name below the folder.
    var name: String
    var byteCount: Int
    /// The SHA-256 of its bytes in lower-case hexadecimal.
    var sha256: String
  }

  /// The most files of the folder that are looked at to tell which are not named.
  private static let mostNames = 100_000

  private let folder: CInt
  private var checked: [String: (rule: AttachmentRule, problem: IssueContent.AttachmentProblem?)] =
    [:]
  /// The sound files that rows name, by name.
  private(set) var attachments: [String: Attachment] = [:]

  /// Opens a folder; `nil` if there is none at the path or it cannot be opened.
  init?(path: String) {
    folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder < 0 { return nil }
  }

  deinit {
    close(folder)
  }

  /// What is wrong with the file of a name; `nil` for a sound one.
  func problem(of name: String, _ rule: AttachmentRule) -> IssueContent.AttachmentProblem? {
    if let known = checked[name], known.rule == rule { return known.problem }
    let problem = check(name, rule)
    checked[name] = (rule, problem)
    return problem
  }

  /// The names in the folder itself that no row named, sorted.
  func unused() -> [String] {
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return [] }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(stream) }
    // The folders of files that are named are not walked: other programs keep theirs there as well.
    let named = Set(checked.keys.compactMap { $0.split(separator: "/").first.map(String.init) })
    var names: [String] = []
    while names.count < Self.mostNames, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), !named.contains(name) { names.append(name) }
    }
    return names.sorted()
  }

  private func check(
    _ name: String, _ rule: AttachmentRule
  ) -> IssueContent.AttachmentProblem? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let isInside = parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".." && !part.contains("\\")
        && !part.utf8.contains(0)
    }
    guard isInside, let last = parts.last else { return .outside }
    var parent = folder
    defer { if parent != folder { close(parent) } }
    for part in parts.dropLast() {
      let next = openat(parent, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard next >= 0 else { return Self.problem(errno) }
      if parent != folder { close(parent) }
      parent = next
    }
    let file = openat(parent, last, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard file >= 0 else { return Self.problem(errno) }
    defer { close(file) }
    return check(file, named: name, rule)
  }

  private func check(
    _ file: CInt, named name: String, _ rule: AttachmentRule
  ) -> IssueContent.AttachmentProblem? {
    var status = stat()
    guard fstat(file, &status) == 0 else { return Self.problem(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return .unreadable(reason: "it is not a regular file")
    }
    guard status.st_size <= rule.maximumBytes else { return .size(limit: rule.maximumBytes) }
    var hash = SHA256()
    var head: [UInt8] = []
    var count = 0
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let got = chunk.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, off_t(count)) }
      if got < 0 {
        if errno == EINTR { continue }
        return Self.problem(errno)
      }
      if got == 0 { break }
      // A file that grows while it is read is not read without end.
      guard count + got <= rule.maximumBytes else { return .size(limit: rule.maximumBytes) }
      if head.count < AttachmentKind.headBytes {
        head += chunk.prefix(min(got, AttachmentKind.headBytes - head.count))
      }
      chunk.withUnsafeBytes {
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<got]))
      }
      count += got
    }
    let kind = AttachmentKind(head: head)
    guard let kind, rule.kinds.contains(kind) else {
      return .kind(found: kind?.rawValue, expected: rule.kinds.map(\.rawValue))
    }
    attachments[name] = Attachment(
      name: name, byteCount: count, sha256: hash.finalize().hexadecimal)
    return nil
  }

  private static func problem(_ number: CInt) -> IssueContent.AttachmentProblem {
    switch number {
    case ENOENT, ENOTDIR: .absent
    case ELOOP: .outside
    case ENAMETOOLONG, EINVAL: .absent
    default: .unreadable(reason: String(cString: strerror(number)).lowercased())
    }
  }
}
