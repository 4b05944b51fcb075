public import TabularCore

/// A zip archive of any kind whose members are read whole, under the same checks and limits as those of
/// workbooks.
public struct ArchiveReader: ~Copyable {
  private let archive: ZipArchive

  /// Opens the archive behind an open descriptor.
  public init(fileDescriptor: CInt, limits: Limits = Limits()) throws(WorkbookError) {
    archive = try ZipArchive(
      RandomAccessFile(descriptor: fileDescriptor, limits: limits), limits: limits)
  }

  /// The names of the members, in the order of the directory, without folders and names that lead out of the
  /// archive.
  public var names: [String] {
    archive.entries.map { PartName.normalized(String(decoding: $0.name, as: UTF8.self)) }
      .filter { !$0.hasSuffix("/") && !PartName.isUnsafe($0) }
  }

  /// The names that lead out of the archive.
  public var unsafeNames: [String] { archive.unsafeNames }

  /// The expanded bytes of a member; `nil` when there is none of this name.
  ///
  /// - Parameter limit: the most bytes that are taken.
  public func content(of name: String, limit: Int) throws(WorkbookError) -> MemberContent? {
    guard let member = try archive.member(name) else { return nil }
    var bytes: [UInt8] = []
    var isTooLong = false
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      guard let start = buffer.baseAddress else { return }
      while !isTooLong {
        let got = member.read(into: start, capacity: buffer.count)
        guard got > 0 else { return }
        bytes.append(contentsOf: buffer.prefix(got))
        isTooLong = bytes.count > limit
      }
    }
    if let failure = member.failure { throw failure }
    return isTooLong ? .tooLong : .bytes(bytes)
  }

  /// What a member holds.
  public enum MemberContent {
    /// All of its bytes.
    case bytes([UInt8])
    /// More bytes than were wanted.
    case tooLong
  }
}
